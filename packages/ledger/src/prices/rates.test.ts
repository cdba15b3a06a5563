import { describe, expect, it } from 'vitest'
import { NO_TOKENS } from '../tokens-by-class.ts'
import { addCosts, costOf, dollarsOf, NO_COST, PICODOLLARS, totalOf } from './rates.ts'

describe('costOf', () => {
  it('takes the price of the greatest length that the prompt exceeds, in whatever order they stand', () => {
    const long = [
      { above: 300, input: 9, output: 9 },
      { above: 100, input: 5, output: 5 },
    ]
    const price = { input: 1, output: 1, long }
    const costs = [100, 101, 300, 301].map((input) => costOf({ ...NO_TOKENS, input }, price)?.input)
    expect(costs).toEqual([100_000_000n, 505_000_000n, 1_500_000_000n, 2_709_000_000n])
  })

  it('is unknown where a class with tokens has no price, and only there', () => {
    const price = { input: 1, output: 1 }
    expect(costOf({ ...NO_TOKENS, input: 1, cacheRead: 1 }, price)).toBe(undefined)
    expect(costOf({ ...NO_TOKENS, input: 1 }, price)).toEqual({ ...NO_COST, input: 1_000_000n })
  })

  it('does not charge reasoning beside output', () => {
    const price = { input: 1, output: 1 }
    expect(costOf({ ...NO_TOKENS, output: 9, reasoning: 9 }, price)).toEqual(costOf({ ...NO_TOKENS, output: 9 }, price))
  })
})

describe('addCosts', () => {
  it('does not drift over a million requests', () => {
    const one = costOf({ ...NO_TOKENS, input: 1, cacheRead: 3 }, { input: 0.1, cacheRead: 0.07, output: 1 }) ?? NO_COST
    let sum = NO_COST
    for (let request = 0; request < 1_000_000; request++) sum = addCosts(sum, one)
    expect(dollarsOf(totalOf(sum))).toBe(0.31)
  })

  it('adds each class to its own', () => {
    const one = { input: 1n, cacheRead: 20n, cacheWriteShort: 300n, cacheWriteLong: 4000n, output: 50_000n }
    const two = { input: 6n, cacheRead: 60n, cacheWriteShort: 600n, cacheWriteLong: 6000n, output: 60_000n }
    const both = { input: 7n, cacheRead: 80n, cacheWriteShort: 900n, cacheWriteLong: 10_000n, output: 110_000n }
    expect(addCosts(one, two)).toEqual(both)
    expect(totalOf(both)).toBe(120_987n)
  })
})

describe('dollarsOf', () => {
  it('is near to the last digit for large and for negative amounts', () => {
    expect(dollarsOf(123_456_789n * PICODOLLARS + 250_000_000_000n)).toBe(123_456_789.25)
    expect(dollarsOf(-3n * PICODOLLARS - 500_000_000_000n)).toBe(-3.5)
  })
})
