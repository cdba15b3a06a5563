import { bodyText, parsedBody } from '../json/body-text.ts'
import type { RequestHeader } from '../types/hidden.ts'

/** A call of `fetch` that posts JSON. */
export interface Call {
  /** Where to. */
  readonly url: string
  /** The body as text. */
  readonly body: string
  /** The body as a value. */
  readonly request: unknown
  /** Ends the call. */
  readonly signal: AbortSignal | undefined
  /** What `fetch` is called with to post another body in the same way, with more in its headers. */
  with(body: string, added: readonly RequestHeader[]): [input: string | URL | Request, init?: RequestInit]
}

/** Reads what `fetch` is called with, without using it up; undefined where it does not post JSON as text or bytes. */
export async function callOf(input: string | URL | Request, init: RequestInit = {}): Promise<Call | undefined> {
  const request = input instanceof Request ? input : undefined
  if ((init.method ?? request?.method ?? 'GET').toUpperCase() !== 'POST') return undefined
  const headers = new Headers(init.headers ?? request?.headers)
  if (headers.has('content-encoding')) return undefined
  const body = await textOf(init.body ?? undefined, request)
  const value = body === undefined ? undefined : parsedBody(body)
  if (body === undefined || typeof value !== 'object' || value === null) return undefined
  headers.delete('content-length')
  const signal = init.signal ?? request?.signal ?? undefined
  return {
    url: request?.url ?? String(input),
    body,
    request: value,
    signal,
    with(text, added) {
      const posted = { ...init, method: 'POST', headers: withHeaders(headers, added), body: text }
      return request === undefined ? [input, posted] : [new Request(request, posted)]
    },
  }
}

function withHeaders(headers: Headers, added: readonly RequestHeader[]): Headers {
  const all = new Headers(headers)
  for (const [name, value] of added) {
    const given = all.get(name)?.split(',') ?? []
    if (!given.some((one) => one.trim() === value)) all.append(name, value)
  }
  return all
}

async function textOf(body: RequestInit['body'], request: Request | undefined): Promise<string | undefined> {
  if (typeof body === 'string' || body instanceof Uint8Array) return bodyText(body)
  if (body instanceof ArrayBuffer) return bodyText(new Uint8Array(body))
  return body === undefined && request?.body ? bodyText(new Uint8Array(await request.clone().arrayBuffer())) : undefined
}
