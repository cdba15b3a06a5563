import type { Document, Goal, Kept, Unit } from '../types/compressor.ts'
import { kneeOf } from './knee.ts'
import { nearDuplicates } from './near-duplicates.ts'
import { relevanceOf } from './relevance.ts'

/** A signal at least this strong keeps its unit whatever the size: failures, outliers. 0 to 1. */
const MUST_SEE = 0.8

/**
 * Chooses which units stay: first and last, pinned ones, those with a strong signal, those that answer the query,
 * and one of each kind of the rest up to the knee of what new units add.
 *
 * Ties go to the earlier unit, so the same document and goal always give the same answer.
 *
 * @param document Units in reading order.
 * @param goal With `keepRatio`, strong units are kept while they fit in that share of the characters; pinned ones always.
 */
export function keepBest({ units }: Document, goal: Goal): Kept {
  const texts = units.map((unit) => unit.text)
  const groups = nearDuplicates(texts)
  const order = byStrength(strengthsOf(units, normalised(relevanceOf(texts, goal.query)), groups))
  const kept = new Set<number>(units.length > 0 ? [0, units.length - 1] : [])
  units.forEach((unit, index) => unit.pinned === true && kept.add(index))
  if (goal.keepRatio === undefined) addUpToKnee(kept, units, order, groups)
  else addWithin(goal.keepRatio, kept, texts, order)
  return {
    indices: [...kept].sort((a, b) => a - b),
    reasons: ['strongest signals', 'matches of the query', 'first and last'],
  }
}

/** How much being the first of its kind counts beside a signal and the relevance, which are 0 to 1 each. */
const NOVELTY = 0.5

function strengthsOf(units: readonly Unit[], relevance: Float64Array, groups: Uint32Array): Float64Array {
  // Groups are numbered by first appearance.
  let seen = 0
  return Float64Array.from(units, (unit, index) => {
    const isFirst = groups[index] === seen
    if (isFirst) seen++
    return (unit.signal ?? 0) + (relevance[index] ?? 0) + (isFirst ? NOVELTY : 0)
  })
}

function normalised(scores: Float64Array): Float64Array {
  const top = scores.reduce((max, score) => Math.max(max, score), 0)
  return top === 0 ? scores : scores.map((score) => score / top)
}

function byStrength(strengths: Float64Array): readonly number[] {
  return [...strengths.keys()].sort((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0) || a - b)
}

function addUpToKnee(kept: Set<number>, units: readonly Unit[], order: readonly number[], groups: Uint32Array): void {
  const seen = new Set<number>()
  const curve = order.map((index) => seen.add(groups[index] ?? 0).size)
  // Without a knee, up to the last that adds anything.
  const wanted = (kneeOf(curve) ?? curve.indexOf(seen.size)) + 1
  order.forEach((index, rank) => {
    if (rank < wanted || (units[index]?.signal ?? 0) >= MUST_SEE) kept.add(index)
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
