import type { Exchange, RecordedAnswer } from './exchange.ts'

/** A request that was made to a replaying fetch. */
export interface SentRequest {
  /** In capitals. */
  readonly method: string
  /** Whole. */
  readonly url: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as it was sent; empty where there was none. */
  readonly bodyText: string
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown
}

/** A `fetch` without a network, and what it was asked. */
export type ReplayingFetch = typeof fetch & {
  /** Every request so far, oldest first. */
  readonly sent: readonly SentRequest[]
}

/** How a recording is played. */
export interface ReplayOptions {
  /**
   * Bytes of an event stream in one piece, above 0. Default 7: pieces end inside lines, JSON escapes and UTF-8 characters.
   */
  readonly chunkBytes?: number
}

/**
 * Answers request after request from a recording: the first with the first exchange, and so on. What a request says is not
 * compared, but for its method and the last name of its path (`messages`, `completions`, `responses`) where recorded.
 *
 * The promise it gives rejects where the recording has no more answers or the next one answers another kind of request.
 *
 * @param exchanges From `readRecorded()`, `readCassette()` or made by hand.
 */
export function replayingFetch(exchanges: readonly Exchange[], options: ReplayOptions = {}): ReplayingFetch {
  const chunkBytes = options.chunkBytes ?? 7
  if (!(chunkBytes >= 1)) throw new RangeError(`chunkBytes must be at least 1, got ${chunkBytes}`)
  const sent: SentRequest[] = []
  const replay = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const place = sent.length
    const { method, url } = request
    const headers = Object.fromEntries(request.headers)
    const bodyText = await request.text()
    request.signal.throwIfAborted()
    sent.push({ method, url, headers, bodyText, body: parsed(bodyText) })
    const exchange = exchanges[place]
    if (exchange === undefined)
      throw new Error(`The recording has ${exchanges.length} answers, and this is one more request.`)
    compare(exchange, method, url, place)
    return responseOf(exchange.response, chunkBytes)
  }
  return Object.assign(replay, { sent })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Bodies that are no JSON are there as text.
  }
}

function compare({ request }: Exchange, method: string, url: string, place: number): void {
  if (request === undefined) return
  const [asked, recorded] = [`${method} ${lastName(url)}`, `${request.method} ${lastName(request.url)}`]
  if (asked !== recorded) throw new Error(`Exchange ${place} answers ${recorded}, and the request is ${asked}.`)
}

function lastName(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? ''
}

/** Statuses that carry no body. Source: the Fetch standard, "null body status". */
const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

function responseOf(answer: RecordedAnswer, chunkBytes: number): Response {
  const { status, headers, body, sse, base64 } = answer
  if (WITHOUT_BODY.has(status)) return new Response(null, { status, headers })
  if (sse !== undefined) return new Response(inPieces(new TextEncoder().encode(sse), chunkBytes), { status, headers })
  if (base64 !== undefined)
    return new Response(inPieces(Buffer.from(base64, 'base64'), chunkBytes), { status, headers })
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
}

function inPieces(bytes: Uint8Array<ArrayBuffer>, chunkBytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + chunkBytes))
      at += chunkBytes
    },
  })
}
