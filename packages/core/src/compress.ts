import { dialectOf } from './dialects/detect.ts'
import { applyEdits } from './edits/apply.ts'
import { InvalidOptionError } from './errors.ts'
import { memberOf } from './member-of.ts'
import { assertOptions, resolveOptions } from './options.ts'
import { planRequest } from './plan.ts'
import type { CompressOptions } from './types/options.ts'
import type { Report } from './types/report.ts'
import { namedDialect, reportOfDisabled, reportOfFailure, reportOfUnknown } from './unread.ts'

/** A request after compression. */
export interface Compressed<R> {
  /** The request: the very object that was given (`===`) where nothing was changed, else a copy along the changed paths. */
  readonly request: R
  /** Its messages, or an empty list where it has none. */
  readonly messages: readonly unknown[]
  /** What happened to each segment, and the totals. */
  readonly report: Report
}

/**
 * Shortens the tool results of a request, or of a bare list of messages.
 *
 * The result depends on nothing but the arguments: the same request gives the same bytes in any process, and the request of
 * the next turn begins with them.
 *
 * @param request A request body of a known dialect, or its list of messages. Never changed.
 * @throws InvalidOptionError; the signal's reason. Content never throws: what cannot be read is given back, and the report says why.
 */
export async function compress<R>(request: R, options: CompressOptions = {}): Promise<Compressed<R>> {
  assertOptions(options, ['dialect'])
  const named = namedDialect(options.dialect)
  const { dialect: _, ...planOptions } = options
  const resolved = await resolveOptions(planOptions, memberOf(request, 'model'))
  if (!resolved.enabled) return unread(request, reportOfDisabled())
  try {
    const whole: unknown = Array.isArray(request) ? { messages: request } : request
    const dialect = named ?? dialectOf(whole)
    if (dialect === undefined) return unread(request, reportOfUnknown())
    const { edits, report } = await planRequest(dialect, whole, resolved)
    const edited = applyEdits(whole, edits)
    const messages = memberOf(edited, 'messages')
    return {
      request: (Array.isArray(request) ? messages : edited) as R,
      messages: Array.isArray(messages) ? messages : [],
      report,
    }
  } catch (error) {
    resolved.signal?.throwIfAborted()
    if (error instanceof InvalidOptionError) throw error
    return unread(request, reportOfFailure(error))
  }
}

function unread<R>(request: R, report: Report): Compressed<R> {
  const messages = Array.isArray(request) ? request : memberOf(request, 'messages')
  return { request, messages: Array.isArray(messages) ? messages : [], report }
}
