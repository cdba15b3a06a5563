import type { Goal, Kept } from '../../types/compressor.ts'
import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { answeringLines, namedLines } from './answers.ts'
import { contextOf } from './context.ts'
import { type Failures, failuresOf, warningsOf, wordingsOf } from './failures.ts'
import type { Cluster } from './groups.ts'
import { rareLines } from './rare.ts'
import { resultsOf } from './results.ts'

/** Lines kept at the start and at the end: what ran, and how it ended. */
const FIRST = 3
const LAST = 5
/** A single line of at most so many characters between kept lines is kept: as short as saying that it was left out. */
const MAX_BRIDGE = 16
/** What the context of a failure costs, in UTF-16 units of text: some ten lines are looked at around each. */
const CONTEXT_LENGTH = 512
/** Lines that speak of something from which putting them together is more than one step. */
const MANY_MARKS = 4_096

/** Why a line is kept; the strongest reason first. */
const REASONS = [
  'first and last',
  'what the query names',
  'matches of the query',
  'results',
  'failures',
  'their context',
  'first of each warning',
  'rare lines',
] as const
const [ENDS, NAMED, ANSWER, RESULT, FAILURE, CONTEXT, WARNING, RARITY] = [0, 1, 2, 3, 4, 5, 6, 7] as const

/**
 * Chooses the lines of a view: the first and last, what the query asks for, every failure (of more than twenty that differ in
 * numbers only, some) with its context and its own stack frames, how a run ended, the first of each warning, and the lines whose
 * wording is rare. The reasons tell how many failures are shown, and how many with their context, where not all are.
 *
 * @param lines Cleaned.
 * @param clusters The lines by their wording.
 * @param goal With `keepRatio`, reasons are served in that order while the lines fit in that share of the characters.
 */
export function* chooseLines(lines: readonly string[], clusters: readonly Cluster[], goal: Goal): Steps<Kept> {
  const wordings = yield* wordingsOf(clusters)
  const failures = yield* failuresOf(lines, wordings)
  const contexts = yield* mapInSteps(
    failures.flatMap(({ telling }) => telling),
    (failure) => ({ failure, context: contextOf(lines, [failure]).filter((index) => index in lines) }),
    CONTEXT_LENGTH,
  )
  const warnings = warningsOf(wordings)
  const marks = new Map<number, number>()
  const mark = (indices: readonly number[], reason: number): void => {
    for (const index of indices) if (!marks.has(index)) marks.set(index, reason)
  }
  mark(endsOf(lines), ENDS)
  mark(yield* namedLines(lines, goal.query), NAMED)
  mark(yield* answeringLines(lines, clusters, goal.query), ANSWER)
  mark(yield* resultsOf(lines), RESULT)
  for (const { kept } of failures) mark(kept, FAILURE)
  for (const { context } of contexts) mark(context, CONTEXT)
  mark(warnings, WARNING)
  if (marks.size > MANY_MARKS) yield
  const rare = yield* rareLines(lines, clusters, (index) => marks.has(index))
  mark(rare.kept, RARITY)
  if (marks.size > MANY_MARKS) yield
  const indices = bridged(lines, within(lines, marks, goal.keepRatio))
  if (marks.size > MANY_MARKS) yield
  return { indices, reasons: reasonsOf(indices, marks, { failures, contexts, warnings, rare: rare.all }) }
}

/** A failure and the lines that belong to it. */
interface Context {
  readonly failure: number
  readonly context: readonly number[]
}

/** What was found in all the lines, kept or not. */
interface Found {
  readonly failures: readonly Failures[]
  readonly contexts: readonly Context[]
  readonly warnings: readonly number[]
  readonly rare: readonly number[]
}

function endsOf({ length }: readonly string[]): number[] {
  const first = Math.min(FIRST, length)
  const last = Math.max(first, length - LAST)
  return [...Array(first).keys(), ...Array.from({ length: length - last }, (_, at) => last + at)]
}

/** The reasons for the kept lines; where one says more than is shown, with how many of how many are. */
function reasonsOf(
  indices: readonly number[],
  marks: ReadonlyMap<number, number>,
  { failures, contexts, warnings, rare }: Found,
): string[] {
  const kept = new Set(indices)
  const reasons = new Set(indices.map((index) => marks.get(index)))
  const failed = failures.flatMap(({ all }) => all)
  const shown = shownOf(failed, kept)
  const whole = contexts.filter(
    ({ failure, context }) => kept.has(failure) && shownOf(context, kept) === context.length,
  )
  const told: Readonly<Record<number, string>> = {
    ...(shown < failed.length && { [FAILURE]: `${shown} of ${failed.length} lines that speak of failure` }),
    ...(whole.length < shown && {
      [CONTEXT]: whole.length === 0 ? 'some of their context' : `the context of ${whole.length} of them`,
    }),
    ...(shownOf(warnings, kept) < warnings.length && { [WARNING]: 'some warnings' }),
    ...(shownOf(rare, kept) < rare.length && { [RARITY]: `${shownOf(rare, kept)} of ${rare.length} rare lines` }),
  }
  return REASONS.flatMap((reason, at) => (reasons.has(at) ? [told[at] ?? reason] : []))
}

function shownOf(indices: readonly number[], kept: ReadonlySet<number>): number {
  return indices.filter((index) => kept.has(index)).length
}

function within(lines: readonly string[], marks: ReadonlyMap<number, number>, keepRatio: number | undefined): number[] {
  const all = [...marks.keys()].sort((a, b) => a - b)
  if (keepRatio === undefined) return all
  let budget = keepRatio * lines.reduce((sum, line) => sum + line.length + 1, 0)
  return all
    .toSorted((a, b) => (marks.get(a) ?? 0) - (marks.get(b) ?? 0) || a - b)
    .filter((index) => {
      const cost = (lines[index] ?? '').length + 1
      const fits = marks.get(index) === ENDS || cost <= budget
      if (fits) budget -= cost
      return fits
    })
    .sort((a, b) => a - b)
}

function bridged(lines: readonly string[], chosen: readonly number[]): number[] {
  return chosen.flatMap((index, at) => {
    const isBridge = chosen[at + 1] === index + 2 && (lines[index + 1] ?? '').length <= MAX_BRIDGE
    return isBridge ? [index, index + 1] : [index]
  })
}
