import { dialectOf } from '../dialects/detect.ts'
import { emit } from '../events.ts'
import { parsedExactly } from '../json/parsed-exactly.ts'
import { awsFraming } from './aws-framing.ts'
import { type Call, callOf } from './call.ts'
import type { Sent } from './draft.ts'
import { generateTurn } from './generate-turn.ts'
import { jsonArrayFraming } from './json-array-framing.ts'
import { openTurn, type Turn } from './open-turn.ts'
import { assertTurnOptions, type TurnOptions } from './options.ts'
import { sseFraming } from './sse-framing.ts'
import { type Framing, streamTurn } from './stream-turn.ts'

/** What `headroomFetch` takes. */
export interface FetchOptions extends Omit<TurnOptions, 'signal'> {
  /** Is told of each request that is recognised, before it is sent. What it throws is passed over. */
  readonly onTurn?: (turn: Turn) => void
}

/** A `fetch`: what clients' libraries take in place of the global one. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * A `fetch` for providers' clients (`new OpenAI({ fetch: headroomFetch(fetch, { store }) })`): shortens tool results in what is sent
 * and answers the model's retrieve calls on the way back, in whole replies and in streams.
 *
 * Requests that are not JSON of a known dialect, compressed bodies and replies that are errors pass untouched. A reply without hidden
 * calls keeps its very bytes. An error in a later round is the reply; in the middle of a stream it is told there. A body that is
 * signed (AWS SigV4) no longer fits its signature: sign after this, in `upstream`.
 *
 * @param upstream Sends requests: the platform's own `fetch`, or another.
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomFetch(upstream: Fetch, options: FetchOptions): Fetch {
  const { onTurn, ...turnOptions } = options
  assertTurnOptions(turnOptions)
  return async (input, init) => {
    const call = await callOf(input, init)
    if (call === undefined || NO_TURN.test(call.url)) return upstream(input, init)
    const dialect = turnOptions.dialect ?? dialectOf(call.request, call.url)
    if (dialect === undefined) return upstream(input, init)
    const signal = call.signal === undefined ? {} : { signal: call.signal }
    const turn = await openTurn(call.request, { ...turnOptions, dialect, ...signal }, call.body)
    emit(onTurn, turn)
    return answered(turn, call, (sent) => upstream(...call.with(sent.body ?? call.body, turn.headers)))
  }
}

/** Ends that take what was said and answer nothing: Gemini counts it, or keeps it for later; OpenAI makes it shorter for good. */
const NO_TURN = /(?::countTokens|\/cachedContents|\/responses\/compact)(?:\?|$)/

type Send = (sent: Sent<unknown>) => Promise<Response>

async function answered(turn: Turn, call: Call, send: Send): Promise<Response> {
  const first = await send(turn.sent)
  const { rounds, dialect, exchanges } = turn
  if (rounds === undefined || dialect === undefined || !first.ok || first.body === null) return first
  const framing = framingOf(first, call)
  if (framing === undefined) return generated(turn, first, send)
  const ask = async (sent: Sent<unknown>): Promise<ReadableStream<Uint8Array>> => bodyOf(await send(sent))
  const stream = streamTurn(first.body, { dialect, rounds, exchanges, framing, ask, signal: call.signal })
  return responseLike(first, stream)
}

/** How a reply is streamed; undefined where it comes whole. */
function framingOf({ headers }: Response, { url }: Call): (() => Framing<Uint8Array>) | undefined {
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) return sseFraming
  if (type.startsWith('application/vnd.amazon.eventstream')) return awsFraming
  // Gemini without `alt=sse`.
  return url.includes(':streamGenerateContent') ? jsonArrayFraming() : undefined
}

async function bodyOf(response: Response): Promise<ReadableStream<Uint8Array>> {
  if (response.ok && response.body !== null) return response.body
  throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
}

async function generated(turn: Turn, first: Response, send: Send): Promise<Response> {
  let [response, text] = [first, await first.text()]
  const parsed = parsedExactly(text)
  if (parsed === undefined) return responseLike(first, text)
  async function ask(sent: Sent<unknown>): Promise<unknown> {
    if (sent === turn.sent) return parsed
    response = await send(sent)
    text = await response.text()
    const reply = response.ok ? parsedExactly(text) : undefined
    if (reply === undefined) throw UNANSWERED
    return reply
  }
  try {
    const reply = await generateTurn(turn, ask)
    return responseLike(response, reply === parsed ? text : JSON.stringify(reply))
  } catch (error) {
    if (error === UNANSWERED) return responseLike(response, text)
    throw error
  }
}

/** A later round has no reply: what came in its place is the client's. */
const UNANSWERED = new Error('no reply')

/** A response with another body: its headers but those that tell of the bytes. */
function responseLike({ status, statusText, headers }: Response, body: string | ReadableStream<Uint8Array>): Response {
  const kept = new Headers(headers)
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) kept.delete(name)
  return new Response(body, { status, statusText, headers: kept })
}
