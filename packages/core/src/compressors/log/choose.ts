import type { Goal, Kept } from '../../types/compressor.ts'
import { answeringLines, namedLines } from './answers.ts'
import { contextOf } from './context.ts'
import { failuresOf, warningsOf } from './failures.ts'
import type { Cluster } from './groups.ts'
import { rareLines } from './rare.ts'
import { resultsOf } from './results.ts'

/** Lines kept at the start and at the end: what ran, and how it ended. */
const FIRST = 3
const LAST = 5
/** Failures of one wording whose context is kept: the first ones. */
const MAX_CONTEXTS = 3
/** A single line of at most so many characters between kept lines is kept: as short as saying that it was left out. */
const MAX_BRIDGE = 16

/** Why a line is kept; the strongest reason first. */
const REASONS = [
  'first and last',
  'what the query names',
  'matches of the query',
  'results',
  'failures',
  'their context',
  'warnings',
  'rare lines',
] as const
const [ENDS, NAMED, ANSWER, RESULT, FAILURE, CONTEXT, WARNING, RARITY] = [0, 1, 2, 3, 4, 5, 6, 7] as const

/**
 * Chooses the lines of a view: the first and last, what the query asks for, every failure (of many that differ in numbers only,
 * some) with its context and its own stack frames, how a run ended, the first of each warning, and the lines whose wording is rare.
 *
 * @param lines Cleaned.
 * @param clusters The lines by their wording.
 * @param goal With `keepRatio`, reasons are served in that order while the lines fit in that share of the characters.
 */
export function chooseLines(lines: readonly string[], clusters: readonly Cluster[], goal: Goal): Kept {
  const marks = marksOf(lines, clusters, goal.query)
  const indices = bridged(lines, within(lines, marks, goal.keepRatio))
  return { indices, reasons: REASONS.filter((_, reason) => indices.some((index) => marks.get(index) === reason)) }
}

/** The lines worth keeping, each with its strongest reason. */
function marksOf(lines: readonly string[], clusters: readonly Cluster[], query: string): Map<number, number> {
  const marks = new Map<number, number>()
  const mark = (indices: Iterable<number>, reason: number): void => {
    for (const index of indices) if (index >= 0 && index < lines.length && !marks.has(index)) marks.set(index, reason)
  }
  mark(lines.slice(0, FIRST).keys(), ENDS)
  mark(
    Array.from({ length: LAST }, (_, back) => lines.length - 1 - back),
    ENDS,
  )
  mark(namedLines(lines, query), NAMED)
  mark(answeringLines(lines, clusters, query), ANSWER)
  mark(resultsOf(lines), RESULT)
  const failures = failuresOf(lines, clusters)
  mark(failures.flat(), FAILURE)
  const first = failures.flatMap((alike) => alike.slice(0, MAX_CONTEXTS))
  mark(contextOf(lines, first), CONTEXT)
  mark(warningsOf(clusters), WARNING)
  mark(
    rareLines(lines, clusters, (index) => marks.has(index)),
    RARITY,
  )
  return marks
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
