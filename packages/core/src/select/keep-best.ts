import type { Document, Goal, Kept, Unit } from '../types/compressor.ts'
import { changePointOf } from './change-points.ts'
import { kneeOf } from './knee.ts'
import { nearDuplicates } from './near-duplicates.ts'
import { byNovelty } from './novelty.ts'
import { outliersOf } from './outliers.ts'
import { relevanceOf } from './relevance.ts'

/** A signal at least this strong keeps its unit whatever the size: failures, outliers. 0 to 1. */
const MUST_SEE = 0.8

/**
 * Chooses which units stay. By structure: first and last, pinned ones, those with a strong signal, outliers and the place where the
 * level changes. Beside them, never alone: those that answer the query and one of each kind of the rest, as unlike each other as
 * can be, up to the knee of what new units add.
 *
 * Ties go to the earlier unit, so the same document and goal always give the same answer.
 *
 * @param document Units in reading order.
 * @param goal With `keepRatio`, strong units are kept while they fit in that share of the characters; pinned ones always.
 */
export function keepBest({ units }: Document, goal: Goal): Kept {
  const texts = units.map((unit) => unit.text)
  const headings = units.some(({ heading }) => heading !== undefined) ? units.map(({ heading }) => heading) : []
  const groups = nearDuplicates(texts)
  const relevance = normalised(relevanceOf(texts, goal.query, headings))
  const standing = standingOut(units)
  const strengths = strengthsOf(units, relevance, standing, groups)
  const order = byNovelty(byStrength(strengths), strengths, texts)
  const kept = new Set<number>(units.length > 0 ? [0, units.length - 1] : [])
  units.forEach((unit, index) => unit.pinned === true && kept.add(index))
  if (goal.keepRatio === undefined) addUpToKnee(kept, units, order, groups, standing)
  else addWithin(goal.keepRatio, kept, texts, order)
  const indices = [...kept].sort((a, b) => a - b)
  return { indices, reasons: reasonsOf(indices, units, relevance, standing) }
}

/** Units whose value lies far outside the others, or is the first at a new level. */
function standingOut(units: readonly Unit[]): ReadonlySet<number> {
  const values = units.map(({ value }) => value)
  const change = changePointOf(values)
  return new Set([...outliersOf(values), ...(change === undefined ? [] : [change])])
}

function reasonsOf(
  indices: readonly number[],
  units: readonly Unit[],
  relevance: Float64Array,
  standing: ReadonlySet<number>,
): readonly string[] {
  const some = (holds: (index: number) => boolean): boolean => indices.some(holds)
  return [
    ...(some((index) => (units[index]?.signal ?? 0) >= MUST_SEE) ? ['strongest signals'] : []),
    ...(some((index) => standing.has(index)) ? ['outliers and changes'] : []),
    ...(some((index) => (relevance[index] ?? 0) > 0) ? ['matches of the query'] : []),
    'first and last',
    ...(indices.length > 2 ? ['one of each kind'] : []),
  ]
}

/** How much being the first of its kind counts beside a signal and the relevance, which are 0 to 1 each. */
const NOVELTY = 0.5

function strengthsOf(
  units: readonly Unit[],
  relevance: Float64Array,
  standing: ReadonlySet<number>,
  groups: Uint32Array,
): Float64Array {
  // Groups are numbered by first appearance.
  let seen = 0
  return Float64Array.from(units, (unit, index) => {
    const isFirst = groups[index] === seen
    if (isFirst) seen++
    const signal = Math.max(unit.signal ?? 0, standing.has(index) ? MUST_SEE : 0)
    return signal + (relevance[index] ?? 0) + (isFirst ? NOVELTY : 0)
  })
}

function normalised(scores: Float64Array): Float64Array {
  const top = scores.reduce((max, score) => Math.max(max, score), 0)
  return top === 0 ? scores : scores.map((score) => score / top)
}

function byStrength(strengths: Float64Array): readonly number[] {
  return [...strengths.keys()].sort((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0) || a - b)
}

function addUpToKnee(
  kept: Set<number>,
  units: readonly Unit[],
  order: readonly number[],
  groups: Uint32Array,
  standing: ReadonlySet<number>,
): void {
  const seen = new Set<number>()
  const curve = order.map((index) => seen.add(groups[index] ?? 0).size)
  // Without a knee, up to the last that adds anything.
  const wanted = (kneeOf(curve) ?? curve.indexOf(seen.size)) + 1
  order.forEach((index, rank) => {
    if (rank < wanted || (units[index]?.signal ?? 0) >= MUST_SEE || standing.has(index)) kept.add(index)
  })
}

function addWithin(keepRatio: number, kept: Set<number>, texts: readonly string[], order: readonly number[]): void {
  const lengthOf = (index: number): number => texts[index]?.length ?? 0
  let left = keepRatio * texts.reduce((sum, text) => sum + text.length, 0)
  for (const index of kept) left -= lengthOf(index)
  for (const index of order) {
    if (kept.has(index) || lengthOf(index) > left) continue
    kept.add(index)
    left -= lengthOf(index)
  }
}
