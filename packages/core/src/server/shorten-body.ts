import { dialectOf } from '../dialects/detect.ts'
import { emit } from '../events.ts'
import { bodyText, parsedBody } from '../json/body-text.ts'
import { openTurn, type Turn } from '../loop/open-turn.ts'
import type { ResolvedBodyOptions } from './body-options.ts'

/** A body after it was shortened. */
export interface ShortenedBody<Body> {
  /** Of the kind that was given, but for a `Buffer`, which becomes a plain `Uint8Array`; the very one where nothing was changed. */
  readonly body: Body extends Uint8Array ? Body | Uint8Array<ArrayBuffer> : Body
  /** What was done. */
  readonly turn: Turn
}

/** Where a body came from. */
export interface BodyOrigin<Request> {
  /** The framework's request, for the options that are functions of it. */
  readonly request: Request
  /** The address that was asked for, or its path: it may tell the dialect. */
  readonly url: string
}

/**
 * Shortens the body of a request to a language model, for servers that see no reply: something is left out only where the client
 * declares the retrieve tool, whose calls are then the client's; else forms are used that decode to the original.
 *
 * @param body JSON as text or as UTF-8 bytes, in which nothing else changes, or its value, of which only the changed path is copied.
 * @returns Undefined where the body is of no known dialect, or no JSON.
 * @throws InvalidOptionError for an option that shows to be wrong only now; what `scope` throws. Content never throws.
 */
export async function shortenBody<Body extends string | object, Request>(
  body: Body,
  { request, url }: BodyOrigin<Request>,
  { onTurn, scope, ...options }: ResolvedBodyOptions<Request>,
): Promise<ShortenedBody<Body> | undefined> {
  const json = typeof body === 'string' || body instanceof Uint8Array ? bodyText(body) : undefined
  const value: unknown = json === undefined ? body : parsedBody(json)
  const dialect = options.dialect ?? dialectOf(value, url)
  if (dialect === undefined || typeof value !== 'object' || value === null || value instanceof Uint8Array)
    return undefined
  const ownScope = typeof scope === 'function' ? scope(request) : scope
  const turnOptions = { ...options, ...(ownScope === undefined ? {} : { scope: ownScope }), dialect }
  const turn = await openTurn(value, { ...turnOptions, retrieve: 'visible' }, json)
  emit((told: Turn) => onTurn?.(told, request), turn)
  return { body: sentLike(body, turn, json) as ShortenedBody<Body>['body'], turn }
}

/** What is sent, of the kind that was given. */
function sentLike(given: string | object, { sent }: Turn, json: string | undefined): unknown {
  if (json === undefined) return sent.request
  const { body = json } = sent
  if (body === json) return given
  return typeof given === 'string' ? body : new TextEncoder().encode(body)
}
