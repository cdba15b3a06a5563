import { describe, expect, it } from 'vitest'
import { tokensOf } from './cost.ts'

describe('tokensOf', () => {
  it('counts digits in threes and takes a space with the word after it', () => {
    expect(tokensOf('')).toBe(0)
    expect(tokensOf('1234567')).toBe(3)
    expect(tokensOf('three plain words')).toBe(3)
    expect(tokensOf('a 1')).toBeGreaterThan(tokensOf('a b'))
  })

  it('stays near what a tokenizer counts for a log line', () => {
    // o200k_base counts 34.
    const tokens = tokensOf('2026-03-04 09:14:02,113 INFO  [http-5] shop.Http - GET /api/orders 200 in 66ms')
    expect(tokens).toBeGreaterThan(28)
    expect(tokens).toBeLessThan(40)
  })
})
