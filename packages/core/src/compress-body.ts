import { dialectOf } from './dialects/detect.ts'
import { spliceEdits } from './edits/splice.ts'
import { InvalidOptionError } from './errors.ts'
import { bodyText, parsedBody } from './json/body-text.ts'
import { assertOptions, resolveOptions } from './options.ts'
import { planRequest } from './plan.ts'
import type { CompressOptions } from './types/options.ts'
import type { Report } from './types/report.ts'
import { namedDialect, reportOfDisabled, reportOfFailure, reportOfUnknown } from './unread.ts'

/** A request body after compression. */
export interface CompressedBody<B> {
  /** The body: the very string or buffer that was given (`===`) where nothing was changed. */
  readonly body: B
  /** What happened to each segment, and the totals. */
  readonly report: Report
}

/**
 * Shortens the tool results of a request body as it goes over the wire. Every byte outside the changed strings stays.
 *
 * @param body JSON, as text or as UTF-8 bytes; the answer is of the same kind.
 * @throws InvalidOptionError; the signal's reason. A body that is no JSON, or of no known dialect, is given back, and the report says why.
 */
export async function compressBody<B extends string | Uint8Array>(
  body: B,
  options: CompressOptions = {},
): Promise<CompressedBody<B>> {
  assertOptions(options, ['dialect'])
  const named = namedDialect(options.dialect)
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new InvalidOptionError('body', `must be JSON text or its bytes, got ${typeof body}`)
  const { dialect: _, ...planOptions } = options
  const json = bodyText(body)
  const request = json === undefined ? undefined : parsedBody(json)
  const resolved = await resolveOptions(planOptions, modelOf(request))
  if (!resolved.enabled) return { body, report: reportOfDisabled() }
  if (json === undefined) return { body, report: reportOfFailure('The body is not UTF-8 text.') }
  if (request === undefined) return { body, report: reportOfFailure('The body is not JSON.') }
  try {
    const dialect = named ?? dialectOf(request)
    if (dialect === undefined) return { body, report: reportOfUnknown() }
    const { edits, report } = await planRequest(dialect, request, resolved)
    return { body: edits.length === 0 ? body : (written(spliceEdits(json, edits), body) as B), report }
  } catch (error) {
    resolved.signal?.throwIfAborted()
    if (error instanceof InvalidOptionError) throw error
    return { body, report: reportOfFailure(error) }
  }
}

function modelOf(request: unknown): unknown {
  return typeof request === 'object' && request !== null && 'model' in request ? request.model : undefined
}

function written(json: string, like: string | Uint8Array): string | Uint8Array {
  return typeof like === 'string' ? json : new TextEncoder().encode(json)
}
