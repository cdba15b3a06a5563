import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RoomSettings } from './room.ts'
import type { Script } from './script.ts'
import { createServer } from 'node:http'
import { createReply } from './reply.ts'
import { sendReply } from './send-reply.ts'

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
  /** Wait before each server-sent event. Default 0. */
  readonly delayMilliseconds?: number
  /** Anthropic prefixes below this many tokens are not cached. Default 1024, the minimum of most models. */
  readonly minimumCachedTokens?: number
  /** Requests answered before every further one gets status 403. Default 1000. */
  readonly maximumRequests?: number
  /** The stand-in closes itself after this long without a request. Default 60,000: a forgotten one cannot hold a test. */
  readonly idleMilliseconds?: number
  /** Called with each request as it is recorded. */
  readonly onRequest?: (request: RecordedRequest) => void
}

/** One request that a stand-in received, and what it made of it. */
export interface RecordedRequest {
  /** In capitals. */
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** By lower-case name, unscrubbed. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as it came. */
  readonly bodyText: string
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown
  /** Status of the answer. */
  readonly status: number
  /** Assistant turns before the one served; undefined where none was. */
  readonly turn: number | undefined
  /** Why it was refused; undefined where it was not. */
  readonly refusal: string | undefined
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
 * Starts a scripted model on the loopback address that speaks Anthropic Messages (with `count_tokens`), OpenAI Chat
 * Completions and OpenAI Responses, as JSON and as server-sent events. Token figures are characters / 4.
 *
 * The same requests in the same order get the same replies, ids included.
 */
export function createStandIn(options: StandInOptions): Promise<StandIn> {
  const reply = createReply(options.script, settingsOf(options), options.maximumRequests ?? 1000)
  const requests: RecordedRequest[] = []
  const { promise: closed, resolve: stopped } = Promise.withResolvers<void>()

  const server = createServer((incoming, outgoing) => {
    idle.refresh()
    outgoing.on('close', () => idle.refresh())
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error))
  })
  server.on('close', () => stopped())
  const close = (): Promise<void> => {
    clearTimeout(idle)
    server.close()
    server.closeAllConnections()
    return closed
  }
  const idle = setTimeout(close, options.idleMilliseconds ?? 60_000)

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '/' } = incoming
    const bodyText = await readBody(incoming)
    const body = parsed(bodyText)
    const given = reply(method, url, body)
    const { status, turn, refusal } = given
    const recorded = { method, url, headers: headersOf(incoming), bodyText, body, status, turn, refusal }
    requests.push(recorded)
    options.onRequest?.(recorded)
    await sendReply(outgoing, given, options.delayMilliseconds ?? 0)
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
