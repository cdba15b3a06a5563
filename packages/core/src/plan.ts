import { consider } from './consider.ts'
import { decide, type Decision, nothingEarlier } from './decide.ts'
import { InvalidOptionError } from './errors.ts'
import { emit } from './events.ts'
import { type ResolvedOptions, resolveOptions } from './options.ts'
import { clipped, type Question } from './question.ts'
import { reportOfDisabled } from './unread.ts'
import type { Dialect } from './types/dialect.ts'
import type { Edit } from './types/edit.ts'
import type { PlanOptions } from './types/options.ts'
import type { Report, ViewObstacle } from './types/report.ts'
import type { Segment } from './types/segment.ts'

/** What would be done to a request. */
export interface Plan {
  /** In wire order, on disjoint paths. */
  readonly edits: readonly Edit[]
  /** What happened to each segment, and the totals. */
  readonly report: Report
}

/**
 * Decides what would be done to each segment and writes nothing into the request. Originals of views are put into the
 * store, because a plan names their keys.
 *
 * @param segments In wire order, as a dialect yields them.
 * @throws InvalidOptionError; the signal's reason. Never for anything in a segment.
 */
export async function planEdits(segments: Iterable<Segment>, options: PlanOptions = {}): Promise<Plan> {
  const resolved = await resolveOptions(options)
  const list = checked(segments)
  return resolved.enabled ? planResolved(undefined, list, resolved) : { edits: [], report: reportOfDisabled() }
}

/** What `planRequest` takes. */
export interface RequestOptions extends ResolvedOptions {
  /** Why nothing can answer the retrieve tool in this request, where that is known. */
  readonly noViews?: ViewObstacle
}

/** Plans a request of a dialect. */
export function planRequest(dialect: Dialect, request: unknown, options: RequestOptions): Promise<Plan> {
  const repeats = options.repeats ?? dialect.dropsEarlier?.(request) !== true
  return planResolved(dialect.name, [...dialect.segments(request)], { ...options, repeats })
}

async function planResolved(
  dialect: string | undefined,
  segments: readonly Segment[],
  options: RequestOptions,
): Promise<Plan> {
  const questions = questionsOf(segments)
  const considered = await Promise.all(
    segments.map((segment, index) => consider(segment, questions[index] ?? NOTHING_ASKED, options)),
  )
  const earlier = nothingEarlier(options.repeats ?? true)
  const decisions: Decision[] = []
  for (const one of considered) decisions.push(await decide(one, earlier, options))
  const report = { ...reportOf(dialect, decisions), ...obstacleOf(options) }
  for (const outcome of report.outcomes) emit(options.onEvent, { type: 'segment-decided', outcome })
  emit(options.onEvent, { type: 'request-planned', report })
  return { edits: segments.flatMap((segment, index) => editOf(segment, decisions[index])), report }
}

function checked(segments: Iterable<Segment>): readonly Segment[] {
  if (typeof segments !== 'object' || segments === null || !(Symbol.iterator in segments)) {
    throw new InvalidOptionError('segments', `must be a list of segments, got ${typeof segments}`)
  }
  const list = [...segments]
  const wrong = list.findIndex((segment) => typeof segment?.text !== 'string' || !Array.isArray(segment.path))
  if (wrong >= 0)
    throw new InvalidOptionError('segments', `must have a \`path\` and a \`text\` each, unlike number ${wrong}`)
  return list
}

const NOTHING_ASKED: Question = { asked: '', input: '' }

/** What stood before each segment: the nearest earlier user text, and the input of the call that produced it. Never anything later (P1). */
function questionsOf(segments: readonly Segment[]): Question[] {
  let asked = ''
  return segments.map(({ role, text, tool }) => {
    const question = { asked, input: tool === undefined ? '' : clipped(tool.input) }
    if (role === 'user') asked = clipped(text)
    return question
  })
}

function editOf({ path, wrap }: Segment, decision: Decision | undefined): Edit[] {
  if (decision?.text === undefined) return []
  return [{ op: 'replace', path, value: wrap === undefined ? decision.text : wrap(decision.text) }]
}

/** What is known already, or a policy that was given and needs a store. */
function obstacleOf({ policy, store, noViews }: RequestOptions): Pick<Report, 'noViews'> {
  if (noViews !== undefined) return { noViews }
  return policy === 'lossless' || store !== undefined ? {} : { noViews: 'no-store' }
}

function reportOf(dialect: string | undefined, decisions: readonly Decision[]): Report {
  const outcomes = decisions.map(({ outcome }) => outcome)
  const tokensBefore = outcomes.reduce((sum, outcome) => sum + outcome.tokensBefore, 0)
  const tokensAfter = outcomes.reduce((sum, outcome) => sum + outcome.tokensAfter, 0)
  const keys = outcomes.flatMap(({ key }) => (key === undefined ? [] : [key]))
  return {
    dialect,
    tokensBefore,
    tokensAfter,
    tokensSaved: tokensBefore - tokensAfter,
    keys: [...new Set(keys)],
    outcomes,
  }
}
