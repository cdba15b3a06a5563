import { serve } from '@hono/node-server'
import type { CompressionOptions } from '@headroom/hono'
import { answerRetrieveCall } from '@headroom/core'
import { Hono, type MiddlewareHandler } from 'hono'
import type { Server } from 'node:http'
import { type Forwarded, type ForwardingApp, hostBehind, listening } from './behind-app.ts'
import { CHAT, MESSAGES } from './clients.ts'
import type { Host } from './host.ts'

/** What of `@headroom/hono` the contract uses. */
export interface Adapter {
  compressionMiddleware(options: CompressionOptions): MiddlewareHandler
}

const HONO = { name: 'hono', adapter: '@headroom/hono', serve: serveHono }

/** Hono under Node, before two providers. */
export const HOSTS: readonly Host<Adapter>[] = [CHAT, MESSAGES].map((provider) => hostBehind({ ...HONO, provider }))

/** A server that forwards requests as they come. */
export function serveHono({ url, adapters, options }: Forwarded<Adapter>): Promise<ForwardingApp> {
  const app = new Hono()
  app.post('/v1/retrieve', async (c) => c.text(await answerRetrieveCall(options.store, await c.req.json())))
  for (const { compressionMiddleware } of adapters) app.use(compressionMiddleware(options))
  app.post('*', ({ req }) => {
    const { pathname, search } = new URL(req.url)
    return fetch(new Request(url + pathname + search, req.raw))
  })
  return listening(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server)
}
