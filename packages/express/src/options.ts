import { type BodyOptions, InvalidOptionError, type ResolvedBodyOptions, resolveBodyOptions } from '@headroom/core'
import type { ParsedRequest } from './parsed-request.ts'

/** What `compressionMiddleware` takes. All optional. */
export interface CompressionOptions<Request = ParsedRequest> extends BodyOptions<Request> {
  /**
   * Bytes, at least 1, that a JSON body may have that no parser has read before. A longer one is answered with 413.
   * Default: `DEFAULT_LIMIT`.
   */
  readonly limit?: number
}

/**
 * Bytes of a body that the middleware itself reads: 50 MiB. It is held in memory, so there has to be a limit, and a body that Anthropic
 * takes is not to be refused here: they allow 32 MB, https://platform.claude.com/docs/en/api/errors (OpenAI: 512 MB, with images).
 */
export const DEFAULT_LIMIT = 52_428_800

/** The options of the middleware, resolved. */
export interface ResolvedLimit<Request> {
  /** Bytes. */
  readonly limit: number
  /** The others. */
  readonly resolved: ResolvedBodyOptions<Request>
}

/**
 * Checks the options of the middleware and fills in the store and the limit.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function resolvedWithLimit<Request>(options: CompressionOptions<Request>): ResolvedLimit<Request> {
  const { limit = DEFAULT_LIMIT, ...resolved } = resolveBodyOptions(options, ['limit'])
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new InvalidOptionError('limit', `must be a whole number of bytes, at least 1, got ${String(limit)}`)
  return { limit, resolved }
}
