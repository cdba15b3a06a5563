import { describe, expect, it } from 'vitest'
import { addTokens, NO_TOKENS, promptTokens, tokensByClass } from './tokens-by-class.ts'

describe('tokensByClass', () => {
  it('takes long writes apart from short ones', () => {
    const usage = { input: 3, cacheRead: 20, cacheWrite: 500, cacheWriteLong: 200, output: 40, reasoning: 30 }
    expect(tokensByClass(usage)).toEqual({
      input: 3,
      cacheRead: 20,
      cacheWriteShort: 300,
      cacheWriteLong: 200,
      output: 40,
      reasoning: 30,
    })
  })

  it('reads what is not reported as none', () => {
    expect(tokensByClass({ input: 3, output: 4 })).toEqual({ ...NO_TOKENS, input: 3, output: 4 })
  })

  it('has no negative, no endless and no overlapping count', () => {
    const usage = { input: -5, cacheRead: Number.NaN, cacheWrite: 10, cacheWriteLong: 70, output: 4, reasoning: 9 }
    expect(tokensByClass(usage)).toEqual({ ...NO_TOKENS, cacheWriteLong: 10, output: 4, reasoning: 4 })
    expect(tokensByClass({ input: Number.POSITIVE_INFINITY, output: 0.4 })).toEqual(NO_TOKENS)
  })
})

describe('promptTokens', () => {
  it('are all classes but output', () => {
    const tokens = { input: 1, cacheRead: 20, cacheWriteShort: 300, cacheWriteLong: 4000, output: 50_000, reasoning: 9 }
    expect(promptTokens(tokens)).toBe(4321)
    expect(promptTokens(addTokens(tokens, tokens))).toBe(8642)
  })
})
