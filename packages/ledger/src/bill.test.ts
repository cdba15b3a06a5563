import type { Usage } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { createLedger } from './ledger.ts'

/** A bill that was worked out by hand: tokens times the price of each class, in dollars per million, and their sum. */
interface HandBill {
  readonly what: string
  readonly model: string
  readonly day: string
  readonly usage: Usage
  /** The sum as it was written down. */
  readonly sum: string
  readonly dollars: number
  /** The row that must be used. */
  readonly price: string
  /** Where the prices stand. */
  readonly source: string
}

const CLAUDE = 'https://platform.claude.com/docs/en/about-claude/pricing, 2026-10'
const CLAUDE_CACHE = 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching#pricing, 2026-10'
const OPENAI = "OpenAI's price notices of 2026-09 and 2026-10; models.dev, 2026-09"
const GOOGLE = 'https://ai.google.dev/gemini-api/docs/pricing, as in models.dev, 2026-09'
const BEDROCK = 'https://aws.amazon.com/bedrock/pricing, as in @pydantic/genai-prices 0.1.8'

const BILLS: readonly HandBill[] = [
  {
    what: 'writes of both times to live',
    model: 'claude-sonnet-4-5-20250929',
    day: '2026-11-01',
    usage: { input: 100, cacheRead: 20_000, cacheWrite: 3000, cacheWriteLong: 2000, output: 500 },
    sum: '100 × 3 + 20,000 × 0.30 + 1,000 × 3.75 + 2,000 × 6 + 500 × 15 = 29,550',
    dollars: 0.029_55,
    price: 'anthropic/claude-sonnet-4-5',
    source: CLAUDE,
  },
  {
    what: 'a read at 0.05 of the input price',
    model: 'claude-opus-5-5',
    day: '2026-11-01',
    usage: { input: 10, cacheRead: 100_000, cacheWrite: 2000, output: 1000 },
    sum: '10 × 4 + 100,000 × 0.20 + 2,000 × 5 + 1,000 × 20 = 50,040',
    dollars: 0.050_04,
    price: 'anthropic/claude-opus-5-5',
    source: CLAUDE_CACHE,
  },
  {
    what: 'a read at 0.025 of the input price',
    model: 'claude-mythos-5-1',
    day: '2026-11-01',
    usage: { input: 0, cacheRead: 400_000, cacheWrite: 1000, cacheWriteLong: 1000, output: 100 },
    sum: '400,000 × 0.25 + 1,000 × 20 + 100 × 50 = 125,000',
    dollars: 0.125,
    price: 'anthropic/claude-mythos-5-1',
    source: CLAUDE_CACHE,
  },
  {
    what: 'the last day of a price',
    model: 'claude-sonnet-5-5',
    day: '2026-10-06',
    usage: { input: 0, cacheRead: 50_000, output: 1000 },
    sum: '50,000 × 0.20 + 1,000 × 10 = 20,000',
    dollars: 0.02,
    price: 'anthropic/claude-sonnet-5-5',
    source: CLAUDE_CACHE,
  },
  {
    what: 'the first day of the next',
    model: 'claude-sonnet-5-5',
    day: '2026-10-07',
    usage: { input: 0, cacheRead: 50_000, output: 1000 },
    sum: '50,000 × 0.10 + 1,000 × 10 = 15,000',
    dollars: 0.015,
    price: 'anthropic/claude-sonnet-5-5',
    source: CLAUDE_CACHE,
  },
  {
    what: 'a prompt as long as the short price goes',
    model: 'claude-haiku-5-5',
    day: '2026-11-01',
    usage: { input: 20_000, cacheRead: 80_000, output: 1000 },
    sum: '20,000 × 0.10 + 80,000 × 0.01 + 1,000 × 0.50 = 3,300',
    dollars: 0.0033,
    price: 'anthropic/claude-haiku-5-5',
    source: CLAUDE,
  },
  {
    what: 'one token more, which all tokens pay',
    model: 'claude-haiku-5-5',
    day: '2026-11-01',
    usage: { input: 20_001, cacheRead: 80_000, output: 1000 },
    sum: '20,001 × 0.50 + 80,000 × 0.05 + 1,000 × 2.50 = 16,500.5',
    dollars: 0.016_500_5,
    price: 'anthropic/claude-haiku-5-5',
    source: CLAUDE,
  },
  {
    what: 'a model that bills writes, short',
    model: 'gpt-6-sol',
    day: '2026-11-01',
    usage: { input: 1000, cacheRead: 10_000, cacheWrite: 500, output: 200 },
    sum: '1,000 × 2 + 10,000 × 0.20 + 500 × 2.50 + 200 × 10 = 7,250',
    dollars: 0.007_25,
    price: 'openai/gpt-6-sol',
    source: OPENAI,
  },
  {
    what: 'the same beyond 272,000 tokens',
    model: 'gpt-6-sol',
    day: '2026-11-01',
    usage: { input: 100_000, cacheRead: 190_000, cacheWrite: 10_000, output: 1000 },
    sum: '100,000 × 4 + 190,000 × 0.40 + 10,000 × 5 + 1,000 × 15 = 541,000',
    dollars: 0.541,
    price: 'openai/gpt-6-sol',
    source: OPENAI,
  },
  {
    what: 'reasoning as a part of output',
    model: 'gpt-5-2025-08-07',
    day: '2026-11-01',
    usage: { input: 1000, cacheRead: 9000, output: 2000, reasoning: 1500 },
    sum: '1,000 × 1.25 + 9,000 × 0.125 + 2,000 × 10 = 22,375',
    dollars: 0.022_375,
    price: 'openai/gpt-5',
    source: OPENAI,
  },
  {
    what: 'a prompt of 200,001 tokens',
    model: 'models/gemini-2.5-pro',
    day: '2026-11-01',
    usage: { input: 100_001, cacheRead: 100_000, output: 100 },
    sum: '100,001 × 2.50 + 100,000 × 0.25 + 100 × 15 = 276,502.5',
    dollars: 0.276_502_5,
    price: 'google/gemini-2.5-pro',
    source: GOOGLE,
  },
  {
    what: 'a price that doubles in December',
    model: 'gemini-4-argon',
    day: '2026-12-01',
    usage: { input: 1000, cacheRead: 1000, output: 1000 },
    sum: '1,000 × 4 + 1,000 × 0.20 + 1,000 × 20 = 24,200',
    dollars: 0.0242,
    price: 'google/gemini-4-argon',
    source: 'LiteLLM discussion 46238, the price at launch',
  },
  {
    what: 'a region with a price of its own',
    model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    day: '2026-11-01',
    usage: { input: 1000, cacheRead: 10_000, output: 100 },
    sum: '1,000 × 3.30 + 10,000 × 0.33 + 100 × 16.50 = 8,250',
    dollars: 0.008_25,
    price: 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0',
    source: BEDROCK,
  },
]

describe('a bill', () => {
  it.each(BILLS)('is as worked out by hand for $what: $sum', ({ model, day, usage, dollars, price }) => {
    const entry = createLedger().record({ conversation: 'c', model, at: Date.parse(`${day}T12:00:00Z`), usage })
    expect(entry.price).toBe(price)
    expect(entry.dollars?.total).toBe(dollars)
  })

  it('has no dollars where the model is unknown, or a class that was used has no price', () => {
    const ledger = createLedger()
    const at = Date.UTC(2026, 10, 1)
    const unknown = { conversation: 'c', model: 'claude-sonet-4-5', at, usage: { input: 7, output: 8 } }
    expect(ledger.record(unknown)).toMatchObject({ price: undefined, dollars: undefined, savedDollars: undefined })
    const hour = { input: 7, cacheWrite: 8, cacheWriteLong: 8, output: 8 }
    const bedrock = { ...unknown, model: 'us.anthropic.claude-sonnet-4-6', usage: hour }
    expect(ledger.record(bedrock)).toMatchObject({ price: undefined, dollars: undefined, unpricedRequests: 1 })
    expect(ledger.report().total).toMatchObject({
      unpricedRequests: 2,
      tokens: { input: 14, cacheWriteLong: 8, output: 16 },
    })
  })
})
