import { describe, expect, it } from 'vitest'
import { createLedger, type Entry } from '../ledger.ts'
import { createPriceFinder } from './find-price.ts'

const at = Date.UTC(2026, 10, 22)

function entryOf(model: string, serviceTier?: string, input = 1000): Entry {
  const usage = { input, cacheRead: 2000, output: 100 }
  return createLedger().record({
    conversation: 'c',
    model,
    at,
    usage,
    ...(serviceTier !== undefined && { serviceTier }),
  })
}

describe('a tier of service', () => {
  it('that is the usual one has list prices', () => {
    for (const tier of [undefined, 'standard', 'default', 'auto', 'on_demand', '', 'DEFAULT'])
      expect(entryOf('gpt-5', tier)).toMatchObject({ price: 'openai/gpt-5', dollars: { total: 0.0025 } })
  })

  it('with a price of its own has that, in every class', () => {
    // 1,000 × $0.625 + 2,000 × $0.0625 + 100 × $5 a million.
    expect(entryOf('gpt-5', 'flex')).toMatchObject({ price: 'openai/gpt-5 (flex)', dollars: { total: 0.001_25 } })
    // 1,000 × $1.50 + 2,000 × $0.15 + 100 × $7.50.
    expect(entryOf('claude-sonnet-4-6', 'batch')).toMatchObject({ dollars: { total: 0.002_55 } })
  })

  it('whose price is not known has tokens only', () => {
    for (const [model, tier] of [
      ['gpt-5', 'priority'],
      ['gpt-5', 'batch'],
      ['claude-sonnet-4-6', 'priority'],
      ['claude-sonnet-4-6', 'flex'],
      ['gemini-2.5-pro', 'flex'],
      ['us.anthropic.claude-sonnet-4-6', 'batch'],
    ] as const)
      expect(entryOf(model, tier)).toMatchObject({ price: undefined, dollars: undefined, tokens: { input: 1000 } })
  })

  it('has no known price for a long prompt', () => {
    expect(entryOf('gpt-5.4', 'flex', 270_000).dollars?.total).toBeGreaterThan(0)
    expect(entryOf('gpt-5.4', 'flex', 270_001).dollars).toBe(undefined)
  })

  it('may have a price of the caller', () => {
    const prices = { 'gpt-5': { input: 3, cacheRead: 1, output: 4 } }
    expect(createPriceFinder(prices)({ model: 'gpt-5', at, serviceTier: 'priority' })).toEqual({
      entry: 'gpt-5',
      table: 'yours',
      input: 3,
      cacheRead: 1,
      output: 4,
    })
  })
})
