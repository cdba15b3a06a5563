import type { Store } from '@headroom/core'
import { eventFraming, openaiResponses, openTurn, streamTurn } from '@headroom/core'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { WebSocket, WebSocketServer } from 'ws'
import { firstAndLast } from '../first-and-last.ts'

/** A bridge of WebSockets. */
export interface Bridge {
  /** As `http:`, for clients that make a WebSocket's address of it. */
  readonly url: string
  close(): void
}

/**
 * Puts Headroom's turns between a client's WebSocket and a provider's, as a proxy would: each message of the client is a turn, and each
 * event of its rounds a message to the client.
 *
 * @param upstream As `http:`.
 */
export async function startBridge(upstream: string, store: Store): Promise<Bridge> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (client, { url = '' }) => {
    const provider = new WebSocket(upstream.replace('http', 'ws') + url)
    const opened = once(provider, 'open')
    const answer = async (text: string): Promise<void> => {
      await opened
      const ask = (body = ''): ReadableStream<unknown> => {
        provider.send(body)
        return eventsFrom(provider)
      }
      const turn = await openTurn(JSON.parse(text) as unknown, { store, compressors: [firstAndLast] }, text)
      const first = ask(turn.sent.body)
      const { rounds, exchanges } = turn
      const shown =
        rounds === undefined
          ? first
          : streamTurn(first, {
              dialect: openaiResponses as never,
              rounds,
              exchanges,
              framing: eventFraming,
              ask: async ({ body }) => ask(body),
            })
      for await (const event of shown) client.send(JSON.stringify(event))
    }
    let before = Promise.resolve()
    client.on('message', (data: Buffer) => {
      before = before.then(() => answer(data.toString('utf8'))).catch(() => client.terminate())
    })
    client.on('close', () => provider.terminate())
    provider.on('close', () => client.terminate())
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

const ENDS: ReadonlySet<unknown> = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error'])

/** The events of the next reply. */
function eventsFrom(provider: WebSocket): ReadableStream<unknown> {
  let stop = (): void => {}
  return new ReadableStream({
    start(controller) {
      const take = (data: Buffer): void => {
        const event = JSON.parse(data.toString('utf8')) as { readonly type: unknown }
        controller.enqueue(event)
        if (!ENDS.has(event.type)) return
        stop()
        controller.close()
      }
      const fail = (): void => controller.error(new Error('The connection has closed.'))
      provider.on('message', take)
      provider.once('close', fail)
      stop = () => {
        provider.off('message', take)
        provider.off('close', fail)
      }
    },
    cancel: () => stop(),
  })
}
