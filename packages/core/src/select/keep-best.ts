import type { Document, Goal, Kept } from '../types/compressor.ts'
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
  const relevance = relevanceOf(texts, goal.query)
  const groups = nearDuplicates(texts)
  const order = byStrength(
    units.map((unit, index) => (unit.signal ?? 0) + normal(relevance, index) + novelty(groups, index)),
  )
  const budget =
    goal.keepRatio === undefined ? undefined : goal.keepRatio * texts.reduce((sum, text) => sum + text.length, 0)
  const wanted = sizeOf(order, groups)
  const kept = new Set<number>([0, units.length - 1].filter((index) => index >= 0))
  units.forEach((unit, index) => unit.pinned === true && kept.add(index))
  let used = [...kept].reduce((sum, index) => sum + (texts[index]?.length ?? 0), 0)
  for (const [rank, index] of order.entries()) {
    const must = (units[index]?.signal ?? 0) >= MUST_SEE
    const fits = budget === undefined ? rank < wanted || must : used + (texts[index]?.length ?? 0) <= budget
    if (!fits || kept.has(index)) continue
    kept.add(index)
    used += texts[index]?.length ?? 0
  }
  return {
    indices: [...kept].sort((a, b) => a - b),
    reasons: ['strongest signals', 'matches of the query', 'first and last'],
  }
}

function normal(scores: Float64Array, index: number): number {
  const top = scores.reduce((max, score) => Math.max(max, score), 0)
  return top === 0 ? 0 : (scores[index] ?? 0) / top
}

function novelty(groups: Uint32Array, index: number): number {
  return groups.indexOf(groups[index] ?? 0) === index ? 0.5 : 0
}

function byStrength(strength: readonly number[]): number[] {
  return strength.map((_, index) => index).sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0) || a - b)
}

function sizeOf(order: readonly number[], groups: Uint32Array): number {
  const seen = new Set<number>()
  const curve = order.map((index) => seen.add(groups[index] ?? 0).size)
  return (kneeOf(curve) ?? order.length) + 1
}
