import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** A `fetch` that is reached over HTTP. */
export interface ServedFetch {
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly url: string
  /** Stops it and drops open connections. */
  close(): Promise<void>
}

/** Milliseconds without a request after which it closes itself: a forgotten one cannot hold a test. */
const IDLE = 60_000

/**
 * Puts a `fetch` behind an address on the loopback, for hosts that take no `fetch`.
 *
 * @param upstream Where requests go on to: their path and query are put behind it.
 * @param answer Makes them. Where it rejects the answer is 502, with the reason as text.
 */
export function serveFetch(upstream: string, answer: typeof fetch): Promise<ServedFetch> {
  const server = createServer((incoming, outgoing) => {
    idle.refresh()
    passOn(incoming, outgoing, upstream, answer).catch((error: unknown) => outgoing.destroy(error as Error))
  })
  function close(): Promise<void> {
    clearTimeout(idle)
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  const idle = setTimeout(close, IDLE)
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ url: `http://127.0.0.1:${port}`, close })
    }),
  )
}

/** Headers of one connection, which the next has of its own. Source: RFC 9110, section 7.6.1. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
])

async function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  upstream: string,
  answer: typeof fetch,
): Promise<void> {
  const { method = 'GET', url = '/' } = incoming
  const pairs = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined || OF_THE_CONNECTION.has(name) ? [] : [[name, String(value)] as [string, string]],
  )
  const body = Buffer.concat(await incoming.toArray())
  const request = { method, headers: pairs, ...(body.length > 0 && { body }) }
  const response = await answer(upstream + url, request).catch(
    (error: unknown) => new Response(String(error), { status: 502 }),
  )
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) outgoing.end()
  else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing)
}
