import { InvalidOptionError, postsJson, type Turn, turnHeaders } from '@headroom/core'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { headOf } from './head-of.ts'
import { type CompressionOptions, resolvedWithLimit } from './options.ts'
import { isHeld, type ParsedRequest } from './parsed-request.ts'
import type { Unread } from './peek-body.ts'
import { shortenRequest } from './shorten-request.ts'

/** A middleware of Express 4 and 5, and of whatever else takes Node's requests one after another. */
export type CompressionMiddleware<Request = ParsedRequest> = (
  request: Request,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/**
 * Makes a middleware that shortens the tool results in requests to language models before the app's handlers read them, and tells in
 * headers of the response what was saved. It may stand before or after parsers.
 *
 * Only bodies of `POST` that say they are JSON are looked at, and only those of a known format are changed. A request with the header
 * `x-headroom-bypass: true` or `x-headroom-mode: passthrough` passes untouched. The middleware sees no reply, so something is left out
 * only where the client declares the tool `headroom_retrieve` and runs it itself; else forms are used that decode to the original.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function compressionMiddleware<Request extends ParsedRequest = ParsedRequest>(
  options: CompressionOptions<Request> = {},
): CompressionMiddleware<Request> {
  const settings = resolvedWithLimit(options)
  return (request, response, next) => {
    assertCall(request, response, next)
    const head = { ...headOf(request), isUnpacked: isHeld(request.body) }
    if (settings.resolved.enabled === false || !postsJson(head)) return next()
    const goOn = (done: Turn | Unread | undefined): void => {
      if (done === 'too-large') return refuse(request, response, settings.limit)
      // As Express's own parsers tell it, for handlers of errors that know them.
      if (done === 'gone') return next(Object.assign(new Error('request aborted'), ABORTED))
      if (done !== undefined && !response.headersSent && !response.hasHeader('x-headroom-compressed'))
        response.setHeaders(new Map(turnHeaders(done)))
      next()
    }
    shortenRequest(request, settings).then(goOn, next)
  }
}

function assertCall(request: Partial<IncomingMessage>, response: Partial<ServerResponse>, next: unknown): void {
  if (request?.headers !== undefined && typeof response?.setHeader === 'function' && typeof next === 'function') return
  const others = 'Fastify takes @headroom/express/fastify, Hono @headroom/hono'
  throw new InvalidOptionError('app', `must be of Express 4.18 or later, or of its kind; ${others}`)
}

const ABORTED = { status: 400, statusCode: 400, type: 'request.aborted', code: 'ECONNABORTED', expose: true }

/** Answers in the form that clients of OpenAI and of Anthropic both read. */
function refuse(request: IncomingMessage, response: ServerResponse, limit: number): void {
  // What is still on its way is let run out, so that the client comes to read the answer.
  request.resume()
  // Somebody else has answered meanwhile, as where time was up.
  if (response.headersSent) return
  const length = request.headers['content-length']
  const size = length === undefined ? 'longer than' : `${length} bytes long, more than`
  const message = `The request body is ${size} the ${limit} bytes that \`limit\` of compressionMiddleware() allows.`
  response.writeHead(413, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ type: 'error', error: { type: 'request_too_large', message } }))
}
