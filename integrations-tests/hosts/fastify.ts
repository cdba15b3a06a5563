import { answerRetrieveCall } from '@headroom/core'
import type { compressionPlugin } from '@headroom/express/fastify'
import Fastify from 'fastify'
import { type Forwarded, type ForwardingApp, hostBehind, listening } from './behind-app.ts'
import { CHAT } from './clients.ts'
import type { Host } from './host.ts'

/** What of `@headroom/express/fastify` the contract uses. */
export interface Adapter {
  readonly compressionPlugin: typeof compressionPlugin
}

/** Fastify with its own parser. */
export const HOST: Host<Adapter> = hostBehind({
  name: 'fastify',
  adapter: '@headroom/express/fastify',
  provider: CHAT,
  serve: serveFastify,
})

/** A server that forwards what was parsed. */
export async function serveFastify({ url, adapters, options }: Forwarded<Adapter>): Promise<ForwardingApp> {
  const app = Fastify({ bodyLimit: 50_000_000 })
  app.post('/v1/retrieve', ({ body }) => answerRetrieveCall(options.store, body))
  for (const { compressionPlugin: plugin } of adapters) await app.register(plugin, options)
  app.post('*', async ({ originalUrl, body, raw }, reply) => {
    const controller = new AbortController()
    reply.raw.on('close', () => controller.abort())
    const headers = { 'content-type': 'application/json', authorization: raw.headers.authorization ?? '' }
    const init = { method: 'POST', headers, body: JSON.stringify(body), signal: controller.signal }
    const { status, headers: told, body: answer } = await fetch(url + originalUrl, init)
    return reply.code(status).headers(Object.fromEntries(told)).send(answer)
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return listening(app.server)
}
