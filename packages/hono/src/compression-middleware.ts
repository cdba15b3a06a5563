import { type BodyOptions, InvalidOptionError, postsJson, resolveBodyOptions, turnHeaders } from '@headroom/core'
import type { Context, MiddlewareHandler } from 'hono'
import { shortenRequest } from './shorten-request.ts'

/** What `compressionMiddleware` takes. All optional; the functions among them are given Hono's context. */
export type CompressionOptions = BodyOptions<Context>

/**
 * Makes a middleware that shortens the tool results in requests to language models before the app's handlers read them, and tells in
 * headers of the response what was saved.
 *
 * Only bodies of `POST` that say they are JSON are read, and only those of a known format are changed. A request with the header
 * `x-headroom-bypass: true` or `x-headroom-mode: passthrough` passes untouched. The middleware sees no reply, so something is left out
 * only where the client declares the tool `headroom_retrieve` and runs it itself; else forms are used that decode to the original.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function compressionMiddleware(options: CompressionOptions = {}): MiddlewareHandler {
  const resolved = resolveBodyOptions(options)
  return async (c, next) => {
    assertContext(c)
    if (resolved.enabled === false || !postsJson(c.req)) return next()
    const turn = await shortenRequest(c, resolved)
    await next()
    if (turn !== undefined) addHeaders(c, turnHeaders(turn))
  }
}

function assertContext(c: Partial<Context>): void {
  if (c?.req?.raw?.headers === undefined || c.req.bodyCache === undefined)
    throw new InvalidOptionError('app', 'must be of Hono 4.6 or later; Express and Fastify take @headroom/express')
}

function addHeaders(c: Context, headers: readonly (readonly [string, string])[]): void {
  for (const [name, value] of headers) {
    try {
      c.res.headers.set(name, value)
    } catch {
      // The headers of a response that `fetch` gave cannot be written to, but Hono makes a copy that can.
      c.header(name, value)
    }
  }
}
