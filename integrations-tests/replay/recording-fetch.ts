import type { Exchange, RecordedAnswer, RecordedCall } from './exchange.ts'

/**
 * A `fetch` that hands every exchange to a sink before it gives the answer on. The answer is read whole first, so streams
 * arrive in one piece.
 *
 * Of headers only a few that matter are kept, of URLs neither a `key` nor the address of a loopback server: what the
 * sink gets may be written to a file.
 *
 * @param inner Makes the real requests.
 * @param sink Called once a request, in the order of the answers.
 */
export function recordingFetch(inner: typeof fetch, sink: (exchange: Exchange) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const call: RecordedCall = {
      method: request.method,
      url: scrubbed(request.url),
      headers: kept(request.headers),
      body: bodyOf(await request.clone().text()),
    }
    const response = await inner(request)
    const bytes = new Uint8Array(await response.arrayBuffer())
    sink({ request: call, response: answerOf(response, bytes) })
    const { status, statusText } = response
    const headers = new Headers(response.headers)
    // The text is no longer encoded, nor as long as it was.
    headers.delete('content-encoding')
    headers.delete('content-length')
    return new Response(bytes.length === 0 ? null : bytes, { status, statusText, headers })
  }
}

/** Headers that say something of the format. Everything else, keys and account names first of all, stays out. */
const KEPT_HEADERS: readonly string[] = [
  'anthropic-beta',
  'anthropic-version',
  'content-type',
  'openai-beta',
  'retry-after',
]

function kept(headers: Headers): Readonly<Record<string, string>> {
  const pairs = KEPT_HEADERS.map((name) => [name, headers.get(name)] as const)
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null))
}

function scrubbed(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  url.searchParams.delete('key')
  const isLoopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost'
  return isLoopback ? `http://stand-in${url.pathname}${url.search}` : url.href
}

function answerOf(response: Response, bytes: Uint8Array): RecordedAnswer {
  const { status } = response
  const headers = kept(response.headers)
  if (headers['content-type']?.includes('eventstream') === true)
    return { status, headers, base64: Buffer.from(bytes).toString('base64') }
  const text = new TextDecoder().decode(bytes)
  const isStream = headers['content-type']?.startsWith('text/event-stream') ?? false
  return isStream ? { status, headers, sse: text } : { status, headers, body: bodyOf(text) }
}

/** Objects and lists as JSON where writing them again gives the same text, everything else as text. */
function bodyOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && JSON.stringify(value) === text ? value : text
  } catch {
    return text
  }
}
