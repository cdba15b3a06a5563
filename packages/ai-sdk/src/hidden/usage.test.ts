import { describe, expect, it } from 'vitest'
import { USAGE } from '../testing/replies.ts'
import { sumOfUsage } from './usage.ts'

describe('sumOfUsage', () => {
  it('sums every figure, and keeps what the provider said last', () => {
    expect(sumOfUsage([USAGE, { ...USAGE, raw: { tokens: 7 } }, USAGE])).toEqual({
      inputTokens: { total: 333, noCache: 3, cacheRead: 30, cacheWrite: 300 },
      outputTokens: { total: 66, text: 6, reasoning: 60 },
      raw: { tokens: 133 },
    })
  })

  it('leaves a figure out only where no round has it', () => {
    const { inputTokens } = sumOfUsage([
      { ...USAGE, inputTokens: { total: 1, noCache: undefined, cacheRead: undefined, cacheWrite: 5 } },
      { ...USAGE, inputTokens: { total: undefined, noCache: undefined, cacheRead: 3, cacheWrite: 6 } },
    ])
    expect(inputTokens).toEqual({ total: 1, noCache: undefined, cacheRead: 3, cacheWrite: 11 })
  })

  it('gives the usage of a single round as it is', () => {
    expect(sumOfUsage([USAGE])).toBe(USAGE)
  })
})
