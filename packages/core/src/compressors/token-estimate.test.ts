import { describe, expect, it } from 'vitest'
import { estimateTokens, isShorterBy } from './token-estimate.ts'

describe('estimateTokens', () => {
  // True counts of o200k_base beside each.
  it.each([
    ['', 0],
    [' payment', 1],
    ['{"name":"x","size":120}', 10],
    ['WARN api-gateway 2500', 5],
    ['cfcd208495d565ef', 6],
    ['2024-01-15T10:00:00Z', 12],
    ['~ ~ null', 3],
  ])('comes near the count of %j', (text, tokens) => {
    expect(Math.abs(estimateTokens(text) - tokens)).toBeLessThanOrEqual(2)
  })

  it('judges a long text by pieces of it', () => {
    const line = 'INFO api-gateway cfcd208495d565ef Cache hit for key user_session\n'
    const ratio = estimateTokens(line.repeat(1_000)) / (1_000 * estimateTokens(line))
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  })
})

describe('estimateTokens of one long run', () => {
  it('reads each piece of it once', () => {
    const estimate = estimateTokens('\\'.repeat(100_000))
    expect(estimate).toBeGreaterThan(20_000)
    expect(estimate).toBeLessThan(800_000)
  })
})

describe('isShorterBy', () => {
  it('compares by tokens, not by characters', () => {
    expect(isShorterBy(0.1, ' information about internationalization', '1a2b3c4d5e6f7a8b9c0d')).toBe(true)
    expect(isShorterBy(0.1, '1a2b3c4d5e6f7a8b9c0d', ' information about internationalization')).toBe(false)
  })

  it('reads long texts whole where pieces could mislead', () => {
    const even = 'word '.repeat(10_000)
    expect(isShorterBy(0.03, `${even}${'9.9'.repeat(300)}`, even)).toBe(false)
    expect(isShorterBy(0.03, even.slice(0, -3_000), even)).toBe(true)
  })
})
