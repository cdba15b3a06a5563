import type { IncomingMessage } from 'node:http'

/** A request as parsers leave it. */
export interface ParsedRequest extends IncomingMessage {
  /** What a parser made of the body: a value, bytes or text. */
  body?: unknown
  /** The body's bytes, as some platforms and `verify` functions keep them. */
  rawBody?: unknown
  /** The path that was asked for, where the application is mounted under another. */
  originalUrl?: string
}

/** Whether a parser has left something. Parsers of Express 4 leave an empty object of what they have not read. */
export function isHeld(body: unknown): body is string | object {
  if (typeof body === 'string' || body instanceof Uint8Array) return body.length > 0
  return typeof body === 'object' && body !== null && Object.keys(body).length > 0
}
