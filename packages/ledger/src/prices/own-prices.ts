import type { PriceRow, PriceTable } from './price-table.ts'

const ANTHROPIC = 'platform.claude.com, pricing and models overview, read 2026-10'
const OPENAI = "OpenAI's price notices of 2026-09 and 2026-10, read 2026-11-22"
const GOOGLE = 'LiteLLM discussion 46238, the price at launch, read 2026-11-22'

/**
 * Prices that `@pydantic/genai-prices` 0.1.8 lacks, or gives as those of an older model. By provider and name; a row goes once the
 * library has it.
 */
export const OWN_PRICES: PriceTable = {
  'anthropic/claude-mythos-5-1': {
    input: 10,
    cacheRead: 0.25,
    cacheWriteShort: 12.5,
    cacheWriteLong: 20,
    output: 50,
    source: ANTHROPIC,
  },
  // The library's row of Sonnet 5 matches this name too, with another price of reads.
  'anthropic/claude-sonnet-5-5': [sonnet55({ cacheRead: 0.2 }), sonnet55({ from: '2026-10-07', cacheRead: 0.1 })],
  'anthropic/claude-haiku-5-5': {
    input: 0.1,
    cacheRead: 0.01,
    cacheWriteShort: 0.125,
    cacheWriteLong: 0.2,
    output: 0.5,
    long: [{ above: 100_000, input: 0.5, cacheRead: 0.05, cacheWriteShort: 0.625, cacheWriteLong: 1, output: 2.5 }],
    source: ANTHROPIC,
  },
  'openai/gpt-6.1-sol': {
    input: 2,
    cacheRead: 0.1,
    cacheWriteShort: 2.5,
    output: 10,
    long: [{ above: 272_000, input: 4, cacheRead: 0.2, cacheWriteShort: 5, output: 15 }],
    source: OPENAI,
  },
  'google/gemini-4-argon': [
    { input: 2, cacheRead: 0.1, output: 10, source: GOOGLE },
    { from: '2026-12-01', input: 4, cacheRead: 0.2, output: 20, source: GOOGLE },
  ],
}

function sonnet55(row: PriceRow): PriceRow {
  return { input: 2, cacheWriteShort: 2.5, cacheWriteLong: 4, output: 10, ...row, source: ANTHROPIC }
}
