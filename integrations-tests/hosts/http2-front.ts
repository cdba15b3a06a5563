import { once } from 'node:events'
import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const fronts: Http2Server[] = []

/** Ends all fronts. */
export function stopHttp2Fronts(): void {
  for (const front of fronts.splice(0)) front.close()
}

/**
 * HTTP/2 in front of a server that speaks HTTP/1.1 alone: clients of AWS speak the former where they are not told otherwise.
 *
 * @param url Of that server.
 * @returns Its port.
 */
export async function http2Front(url: string): Promise<number> {
  const server = createServer()
  server.on('stream', (stream, headers) => {
    handled(url, stream, headers).catch(() => stream.destroy())
  })
  fronts.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

type Received = Readonly<Record<string, string | string[] | undefined>>

async function handled(url: string, stream: ServerHttp2Stream, received: Received): Promise<void> {
  const controller = new AbortController()
  stream.once('close', () => controller.abort())
  const body = Buffer.concat(await Array.fromAsync(stream))
  const headers = Object.entries(received).filter(([name]) => !/^:|^(?:host|content-length|te|connection)$/.test(name))
  const reply = await fetch(`${url}${String(received[':path'])}`, {
    method: 'POST',
    headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
    body,
    signal: controller.signal,
  })
  const sent = [...reply.headers].filter(([name]) => !/^(?:connection|keep-alive|transfer-encoding)$/.test(name))
  stream.respond({ ':status': reply.status, ...Object.fromEntries(sent) })
  await pipeline(Readable.from(reply.body ?? []), stream)
}
