import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { Reply } from './reply.ts'
import type { Sink } from './send-pieces.ts'
import { WebSocketServer } from 'ws'
import { sendPieces } from './send-pieces.ts'

/** The WebSockets of a stand-in. */
export interface WebSockets {
  /**
   * Takes a connection that asked for a WebSocket.
   *
   * @param onMessage Gives the reply to a message, and is told whether the client hung up on it. One message at a time is replied to.
   */
  accept(incoming: IncomingMessage, socket: Duplex, head: Buffer, onMessage: (text: string) => Exchange): void
  /** Drops every connection. */
  close(): void
}

/** A reply on its way. */
export interface Exchange {
  /** What to send. */
  readonly reply: Reply
  /** Called when it has left, or cannot any more. */
  readonly ended: (aborted: boolean) => void
}

/**
 * WebSockets on which every frame of a reply is a text message.
 *
 * @param delayMilliseconds Wait before each message.
 */
export function createWebSockets(delayMilliseconds: number): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAXIMUM_MESSAGE_BYTES })
  return {
    accept(incoming, socket, head, onMessage) {
      server.handleUpgrade(incoming, socket, head, (client) => {
        const closed = new AbortController()
        client.on('close', () => closed.abort())
        client.on('error', () => client.terminate())
        const sink = sinkOf(client, closed.signal)
        const answer = async (message: RawData): Promise<void> => {
          const { reply, ended } = onMessage(textOf(message))
          ended((await sendPieces(piecesOf(reply), sink, reply.faults, delayMilliseconds)) === 'abandoned')
        }
        let before = Promise.resolve()
        client.on('message', (message) => {
          before = before.then(() => answer(message)).catch(() => client.terminate())
        })
      })
    },
    close() {
      for (const client of server.clients) client.terminate()
    },
  }
}

/** As large as a request body may be. */
const MAXIMUM_MESSAGE_BYTES = 64 * 2 ** 20

function textOf(message: RawData): string {
  return Buffer.isBuffer(message)
    ? message.toString('utf8')
    : Buffer.concat([message].flat() as Buffer[]).toString('utf8')
}

const ENCODER = new TextEncoder()

function* piecesOf({ stream, body }: Reply): Iterable<Uint8Array> {
  if (stream === undefined) yield encoded(body)
  else for (const { data } of stream.frames) yield encoded(data)
}

function encoded(message: unknown): Uint8Array {
  return ENCODER.encode(JSON.stringify(message))
}

function sinkOf(client: WebSocket, closed: AbortSignal): Sink {
  return {
    closed,
    begin: () => undefined,
    // A part goes out as a fragment of which the rest never comes.
    write: (piece, isPart) =>
      new Promise((resolve) => client.send(piece, { binary: false, fin: !isPart }, () => resolve())),
    end: () => Promise.resolve(!closed.aborted),
    drop: () => client.terminate(),
  }
}
