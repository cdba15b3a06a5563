import { shortenBody, type Turn } from '@headroom/core'
import type { ResolvedLimit } from './options.ts'
import { isHeld, type ParsedRequest } from './parsed-request.ts'
import { isUnread, peekBody, replaceBody, type Unread } from './peek-body.ts'
import { setLength } from './set-length.ts'

/**
 * Shortens the body of a request, wherever it is: in what a parser has left, or still to be read. Whatever reads it next gets it short,
 * and the headers say how long it is.
 *
 * @param request One that posts JSON.
 * @returns What was done; undefined where nothing was to be done; why the body could not be read.
 * @throws InvalidOptionError for an option that shows to be wrong only now.
 */
export async function shortenRequest<Request extends ParsedRequest>(
  request: Request,
  { limit, resolved }: ResolvedLimit<Request>,
): Promise<Turn | Unread | undefined> {
  const origin = { request, url: request.originalUrl ?? request.url ?? '' }
  if (isHeld(request.body)) {
    const { onEvent: _, onTurn: __, ...silent } = resolved
    const shortened = await shortenBody(request.body, origin, resolved)
    const raw = isHeld(request.rawBody) ? await shortenBody(request.rawBody, origin, silent) : undefined
    if (shortened !== undefined && shortened.body !== request.body) {
      request.body = inNodesKind(shortened.body)
      setLength(request, lengthOf(shortened.body))
    }
    if (raw !== undefined && raw.body !== request.rawBody) request.rawBody = inNodesKind(raw.body)
    return shortened?.turn
  }
  if (!isUnread(request)) return undefined
  const body = await peekBody(request, limit)
  if (typeof body === 'string') return body
  const shortened = await shortenBody(body, origin, resolved)
  if (shortened !== undefined && shortened.body !== body) {
    replaceBody(request, shortened.body)
    setLength(request, shortened.body.length)
  }
  return shortened?.turn
}

/** Bytes as a `Buffer`, which handlers count on. */
function inNodesKind(body: string | object): string | object {
  return body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body
}

/** Bytes of a body; undefined where it is a value. */
function lengthOf(body: unknown): number | undefined {
  return typeof body === 'string' || body instanceof Uint8Array ? Buffer.byteLength(body) : undefined
}
