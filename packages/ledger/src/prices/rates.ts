import { promptTokens, TOKEN_CLASSES, type TokenClass, type TokensByClass } from '../tokens-by-class.ts'
import type { LongPrice, Price } from './price-table.ts'

/** Picodollars in a dollar. A price of $0.000001 per million tokens is 1 picodollar a token, so that rates are whole numbers. */
export const PICODOLLARS = 1_000_000_000_000n

/** Picodollars of a token at $1 for a million: 10^12 / 10^6. */
const RATE_OF_DOLLAR = 1_000_000

/** Money in picodollars by class: exact, so that no order and no number of additions changes a sum. */
export type CostByClass = { readonly [Class in TokenClass]: bigint }

/** Nothing in any class. */
export const NO_COST: CostByClass = { input: 0n, cacheRead: 0n, cacheWriteShort: 0n, cacheWriteLong: 0n, output: 0n }

/**
 * What tokens cost. Prices are those of the length of the prompt. A price finer than a picodollar a token is rounded to it.
 *
 * @returns Undefined where there are tokens in a class that has no price: nothing is guessed.
 */
export function costOf(
  tokens: TokensByClass,
  price: Price & { readonly long?: readonly LongPrice[] },
): CostByClass | undefined {
  const valid = priceAt(price, promptTokens(tokens))
  const cost: Record<TokenClass, bigint> = { ...NO_COST }
  for (const name of TOKEN_CLASSES) {
    if (tokens[name] === 0) continue
    const dollars = valid[name]
    if (dollars === undefined) return undefined
    cost[name] = BigInt(tokens[name]) * BigInt(Math.round(dollars * RATE_OF_DOLLAR))
  }
  return cost
}

/** The sum over all classes. */
export function totalOf(cost: CostByClass): bigint {
  return TOKEN_CLASSES.reduce((sum, name) => sum + cost[name], 0n)
}

/** The sum of two, class by class. */
export function addCosts(one: CostByClass, two: CostByClass): CostByClass {
  return {
    input: one.input + two.input,
    cacheRead: one.cacheRead + two.cacheRead,
    cacheWriteShort: one.cacheWriteShort + two.cacheWriteShort,
    cacheWriteLong: one.cacheWriteLong + two.cacheWriteLong,
    output: one.output + two.output,
  }
}

/** An amount in dollars, for showing: the nearest double. Add up picodollars, not these. */
export function dollarsOf(picodollars: bigint): number {
  return Number(picodollars / PICODOLLARS) + Number(picodollars % PICODOLLARS) / Number(PICODOLLARS)
}

/** The prices for a prompt of so many tokens: the row of the highest length that it exceeds. */
function priceAt({ long = [], ...price }: Price & { readonly long?: readonly LongPrice[] }, tokens: number): Price {
  let valid: Price = price
  let reached = Number.NEGATIVE_INFINITY
  for (const row of long) {
    if (tokens <= row.above || row.above < reached) continue
    reached = row.above
    valid = row
  }
  return valid
}
