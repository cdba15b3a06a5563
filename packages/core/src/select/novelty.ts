import { termsOf } from './relevance.ts'

/** How much strength counts against novelty, 0 to 1. Source: Carbonell & Goldstein 1998 use 0.7 where relevance matters more than breadth. */
const STRENGTH_SHARE = 0.7
/** Units that are weighed against each other, strongest first: the work grows with its square. */
const POOL = 256

/**
 * Puts units in the order of maximal marginal relevance (Carbonell & Goldstein 1998): each next one is strong and unlike those
 * before it, so that ten ways to say one thing do not crowd out the second thing.
 *
 * @param order Indices of units, strongest first.
 * @param strengths By index, 0 or more.
 * @param texts By index.
 * @returns The same indices. Those behind the 256 strongest stay in their order.
 */
export function byNovelty(
  order: readonly number[],
  strengths: ArrayLike<number>,
  texts: readonly string[],
): readonly number[] {
  const pool = order.slice(0, POOL).map((index) => ({
    index,
    strength: strengths[index] ?? 0,
    terms: new Set(termsOf(texts[index] ?? '').filter((term) => !/\d/.test(term))),
    likeness: 0,
    taken: false,
  }))
  const top = Math.max(...pool.map(({ strength }) => strength), Number.MIN_VALUE)
  const picked = pool.map(() => {
    let best: (typeof pool)[number] | undefined
    let bestWorth = Number.NEGATIVE_INFINITY
    for (const unit of pool) {
      const worth = STRENGTH_SHARE * (unit.strength / top) - (1 - STRENGTH_SHARE) * unit.likeness
      if (!unit.taken && worth > bestWorth) [best, bestWorth] = [unit, worth]
    }
    if (best === undefined) return -1
    best.taken = true
    for (const unit of pool)
      if (!unit.taken) unit.likeness = Math.max(unit.likeness, likenessOf(unit.terms, best.terms))
    return best.index
  })
  return [...picked, ...order.slice(POOL)]
}

/** Share of the terms of two texts that both have, 0 to 1 (Jaccard). */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 && other.size === 0) return 1
  let both = 0
  for (const term of one) if (other.has(term)) both++
  return both / (one.size + other.size - both)
}
