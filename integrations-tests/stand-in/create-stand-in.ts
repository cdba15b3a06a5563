import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Reply } from './reply.ts'
import type { RoomSettings } from './room.ts'
import type { Script } from './script.ts'
import type { Exchange } from './web-sockets.ts'
import { createServer } from 'node:http'
import { createReplies } from './reply.ts'
import { sendReply } from './send-reply.ts'
import { createWebSockets } from './web-sockets.ts'

/** How a stand-in behaves. Everything but the script has a default. */
export interface StandInOptions {
  /** What the model says. */
  readonly script: Script
  /** Port to listen on, on the loopback address. Default 0: any that is free. */
  readonly port?: number
  /** Refuse, with status 400 and the provider's wording, what the real service refuses. Default false. */
  readonly strict?: boolean
  /** Refuse thinking blocks of which system, tools or earlier messages have changed, as new Claude models do. Default false. */
  readonly prefixCheck?: boolean
  /** UTF-16 units in one streamed delta, above 0. Default 9: small enough to cut words, escapes and surrogate pairs. */
  readonly chunkSize?: number
  /** Wait before each frame of a stream. Default 0. */
  readonly delayMilliseconds?: number
  /** Anthropic prefixes below this many tokens are not cached. Default 1024, the minimum of most models. */
  readonly minimumCachedTokens?: number
  /** Take WebSockets at `/v1/responses`. Where not, a client is told so with status 426. Default true. */
  readonly webSocket?: boolean
  /** Requests answered before every further one gets status 403. Default 1000. */
  readonly maximumRequests?: number
  /** The stand-in closes itself after this long without a request. Default 60,000: a forgotten one cannot hold a test. */
  readonly idleMilliseconds?: number
  /** Called with each request as it is recorded. */
  readonly onRequest?: (request: RecordedRequest) => void
}

/** One request that a stand-in received, and what it made of it. */
export interface RecordedRequest {
  /** In capitals. `WS` for a message on a WebSocket; its opening is a `GET` of status 101. */
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** By lower-case name, unscrubbed. A message has those of the opening. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as it came. */
  readonly bodyText: string
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown
  /** Status of the answer; of a message, what it would be over HTTP. */
  readonly status: number
  /** Assistant turns before the one served; undefined where none was. */
  readonly turn: number | undefined
  /** Why it was refused; undefined where it was not. */
  readonly refusal: string | undefined
  /** Whether the client hung up before the whole answer had left. Becomes true when it does. */
  readonly aborted: boolean
}

/** A running stand-in. */
export interface StandIn {
  /** `http://127.0.0.1:PORT`, without a path. Clients want `${url}/v1`. */
  readonly url: string
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[]
  /** Resolves when the stand-in has stopped, by `close()` or by itself. */
  readonly closed: Promise<void>
  /** Stops it and drops open connections. May be called again. */
  close(): Promise<void>
}

/** Bodies above this are cut off with the connection: twice what providers accept. */
const MAXIMUM_BODY_BYTES = 64 * 2 ** 20

/**
 * Starts a scripted model on the loopback address, as JSON, as a stream in the framing of each format, and over WebSockets.
 * README.md says which formats it speaks. Token figures are characters / 4.
 *
 * The same requests in the same order get the same replies, ids included.
 */
export function createStandIn(options: StandInOptions): Promise<StandIn> {
  const { reply, connect } = createReplies(options.script, settingsOf(options), options.maximumRequests ?? 1000)
  const delayMilliseconds = options.delayMilliseconds ?? 0
  const webSockets = createWebSockets(delayMilliseconds)
  const requests: RecordedRequest[] = []
  const { promise: closed, resolve: stopped } = Promise.withResolvers<void>()

  const server = createServer((incoming, outgoing) => {
    idle.refresh()
    outgoing.on('close', () => idle.refresh())
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error))
  })
  server.on('upgrade', (incoming, socket: Duplex, head) => {
    idle.refresh()
    upgrade(incoming, socket, head)
  })
  server.on('close', () => stopped())
  const close = (): Promise<void> => {
    clearTimeout(idle)
    server.close()
    webSockets.close()
    server.closeAllConnections()
    return closed
  }
  const idle = setTimeout(close, options.idleMilliseconds ?? 60_000)

  /** Records a request and what it made of it, and gives what says later whether the client hung up. */
  function record(came: Came, { status, turn, refusal }: Outcome): (aborted: boolean) => void {
    const recorded = { ...came, body: parsed(came.bodyText), status, turn, refusal, aborted: false }
    requests.push(recorded)
    options.onRequest?.(recorded)
    return (aborted) => {
      recorded.aborted = aborted
    }
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '/' } = incoming
    const bodyText = await readBody(incoming)
    const given = reply(method, url, parsed(bodyText))
    const ended = record({ method, url, headers: headersOf(incoming), bodyText }, given)
    ended(await sendReply(outgoing, given, delayMilliseconds))
  }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { method = '', url = '/' } = incoming
    const headers = headersOf(incoming)
    const connection = options.webSocket === false ? undefined : connect(url)
    const outcome = connection === undefined ? NO_WEB_SOCKET : SWITCHED
    record({ method, url, headers, bodyText: '' }, outcome)
    if (connection === undefined) {
      socket.end('HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    webSockets.accept(incoming, socket, head, (bodyText): Exchange => {
      idle.refresh()
      const given = connection(parsed(bodyText))
      return { reply: given, ended: record({ method: 'WS', url, headers, bodyText }, given) }
    })
  }

  const { promise, resolve, reject } = Promise.withResolvers<StandIn>()
  server.on('error', (error) => {
    clearTimeout(idle)
    reject(error)
  })
  server.listen(options.port ?? 0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    resolve({ url: `http://127.0.0.1:${port}`, requests, closed, close })
  })
  return promise
}

type Came = Pick<RecordedRequest, 'method' | 'url' | 'headers' | 'bodyText'>
type Outcome = Pick<Reply, 'status' | 'turn' | 'refusal'>

const SWITCHED: Outcome = { status: 101, turn: undefined, refusal: undefined }
const NO_WEB_SOCKET: Outcome = { status: 426, turn: undefined, refusal: 'The stand-in takes no WebSocket here.' }

function settingsOf({ strict, prefixCheck, chunkSize, minimumCachedTokens }: StandInOptions): RoomSettings {
  if (chunkSize !== undefined && !(chunkSize >= 1))
    throw new RangeError(`chunkSize must be at least 1, got ${chunkSize}`)
  return {
    strict: strict ?? false,
    prefixCheck: prefixCheck ?? false,
    chunkSize: chunkSize ?? 9,
    minimumCachedTokens: minimumCachedTokens ?? 1024,
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MAXIMUM_BODY_BYTES) throw new Error(`A request body is above ${MAXIMUM_BODY_BYTES} bytes.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // The caller records the text, and the reply says that it is no JSON.
  }
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
