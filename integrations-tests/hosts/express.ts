import { answerRetrieveCall } from '@headroom/core'
import type { CompressionMiddleware, CompressionOptions } from '@headroom/express'
import express, { type Request, type Response } from 'express'
import express4 from 'express4'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Forwarded, type ForwardingApp, hostBehind, listening } from './behind-app.ts'
import { CHAT, CONTENTS, MESSAGES } from './clients.ts'
import type { Host } from './host.ts'

/** What of `@headroom/express` the contract uses. */
export interface Adapter {
  compressionMiddleware(options: CompressionOptions): CompressionMiddleware
}

/** Express in one of its versions. */
export type Framework = typeof express

/** Where a parser stands. Without one, requests are piped. */
export type Parser = 'before' | 'after' | 'nowhere'

/** Each version, with a parser before or after and with a handler that pipes. */
export const HOSTS: readonly Host<Adapter>[] = [
  { name: 'express 5, a parser before it', framework: express, parser: 'before' as const, provider: CHAT },
  { name: 'express 5, piped', framework: express, parser: 'nowhere' as const, provider: MESSAGES },
  { name: 'express 4, a parser after it', framework: express4, parser: 'after' as const, provider: CONTENTS },
].map(({ framework, parser, ...of }) =>
  hostBehind({ ...of, adapter: '@headroom/express', serve: (setup) => serveExpress(framework, parser, setup) }),
)

/** A server that forwards what a parser has made of requests, or the bytes of them. */
export function serveExpress(
  framework: Framework,
  parser: Parser,
  { url, adapters, options }: Forwarded<Adapter>,
): Promise<ForwardingApp> {
  const app = framework()
  const json = framework.json({ limit: '50mb' })
  app.post('/v1/retrieve', json, (request: Request, response: Response) =>
    answerRetrieveCall(options.store, request.body).then((text) => response.type('text').send(text)),
  )
  if (parser === 'before') app.use(json)
  for (const { compressionMiddleware } of adapters) app.use(compressionMiddleware(options))
  if (parser === 'after') app.use(json)
  app.use((request: Request, response: Response) => forward(url, request, response))
  return listening(createServer(app).listen(0, '127.0.0.1'))
}

/** Asks the provider and hands on its reply, until the client hangs up. */
async function forward(url: string, request: Request, response: Response): Promise<void> {
  const controller = new AbortController()
  response.on('close', () => controller.abort())
  try {
    const body = request.body === undefined ? Readable.toWeb(request) : JSON.stringify(request.body)
    const init = {
      method: 'POST',
      headers: headersOf(request.headers),
      body,
      duplex: 'half',
      signal: controller.signal,
    }
    const reply = await fetch(url + request.originalUrl, init as RequestInit)
    response.writeHead(reply.status, Object.fromEntries(reply.headers))
    await pipeline(reply.body ?? [], response)
  } catch (error) {
    if (!controller.signal.aborted) throw error
  }
}

/** Headers of a request, but those of its connection. */
function headersOf(given: IncomingHttpHeaders): Headers {
  const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = given
  return new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
