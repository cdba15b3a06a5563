import { type ResolvedBodyOptions, shortenBody, type Turn } from '@headroom/core'
import type { Context, HonoRequest } from 'hono'

/**
 * Shortens the body of a request of Hono, so that whatever reads it next gets it short, as often and by whatever means it likes.
 *
 * @param c Holds a request whose body is JSON in the open.
 * @returns What was done; undefined where the body is of no known format, is no JSON, or cannot be read any more.
 * @throws InvalidOptionError for an option that shows to be wrong only now.
 */
export async function shortenRequest(c: Context, options: ResolvedBodyOptions<Context>): Promise<Turn | undefined> {
  const bytes = await bytesOf(c.req)
  if (bytes === undefined) return undefined
  const shortened = await shortenBody(bytes, { request: c, url: c.req.url }, options)
  putBack(c.req, shortened?.body ?? bytes)
  if (shortened !== undefined) await shortenValidated(c, options)
  return shortened?.turn
}

/** The body, whether or not a handler before has read it; undefined where one has by other means than Hono's. */
async function bytesOf(req: HonoRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await req.arrayBuffer())
  } catch {
    // Used up, or the client has gone: whoever reads it next is told.
    return undefined
  }
}

function putBack(req: HonoRequest, body: Uint8Array<ArrayBuffer>): void {
  req.raw = requestLike(req.raw, body)
  req.bodyCache = {}
  if (req.raw.headers.has('content-length')) req.raw.headers.set('content-length', String(body.length))
}

function requestLike(raw: Request, body: Uint8Array<ArrayBuffer>): Request {
  try {
    return new Request(raw, { method: raw.method, body })
  } catch {
    // What @hono/node-server gives is a request to its own `Request` alone, which `overrideGlobalObjects: false` keeps out.
    const { url, method, headers, signal } = raw
    return new Request(url, { method, headers, signal, body })
  }
}

/** A validator that ran before has a value of its own, which may be only a part of the body: it is shortened in the same way. */
async function shortenValidated(c: Context, options: ResolvedBodyOptions<Context>): Promise<void> {
  const validated: unknown = c.req.valid('json' as never)
  if (typeof validated !== 'object' || validated === null) return
  const { onEvent: _, onTurn: __, ...silent } = options
  const shortened = await shortenBody(validated, { request: c, url: c.req.url }, silent)
  if (shortened !== undefined) c.req.addValidatedData('json', shortened.body)
}
