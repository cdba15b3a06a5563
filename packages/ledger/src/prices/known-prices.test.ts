import { describe, expect, it } from 'vitest'
import type { TokenClass } from '../tokens-by-class.ts'
import { createPriceFinder } from './find-price.ts'
import type { FoundPrice } from './found-price.ts'
import type { Price } from './price-table.ts'

const ANTHROPIC = 'platform.claude.com, pricing and models overview, read 2026-10'
const MODELS_DEV = 'models.dev as in opencode 1.18.33, 2026-09'
const OPENAI = "OpenAI's price notices of 2026-09 and 2026-10"
const GOOGLE = 'LiteLLM discussion 46238, the price at launch'

const NONE = undefined

/** Dollars for a million tokens on 2026-11-22, and where they stand. Copied from there, not from what is tested. */
type Row = readonly [
  model: string,
  input: number,
  read: number,
  writeShort: number | undefined,
  writeLong: number | undefined,
  output: number,
  source: string,
]

const ROWS: readonly Row[] = [
  ['claude-fable-5-1', 10, 0.25, 12.5, 20, 50, ANTHROPIC],
  ['claude-mythos-5-1', 10, 0.25, 12.5, 20, 50, ANTHROPIC],
  ['claude-fable-5', 10, 1, 12.5, 20, 50, ANTHROPIC],
  ['claude-opus-5-5', 4, 0.2, 5, 8, 20, ANTHROPIC],
  ['claude-opus-5', 5, 0.5, 6.25, 10, 25, ANTHROPIC],
  ['claude-opus-4-8', 5, 0.5, 6.25, 10, 25, ANTHROPIC],
  ['claude-opus-4-7', 5, 0.5, 6.25, 10, 25, ANTHROPIC],
  ['claude-opus-4-6', 5, 0.5, 6.25, 10, 25, ANTHROPIC],
  ['claude-opus-4-5', 5, 0.5, 6.25, 10, 25, ANTHROPIC],
  ['claude-sonnet-5-5', 2, 0.1, 2.5, 4, 10, ANTHROPIC],
  ['claude-sonnet-5', 2, 0.2, 2.5, 4, 10, ANTHROPIC],
  ['claude-sonnet-4-6', 3, 0.3, 3.75, 6, 15, ANTHROPIC],
  ['claude-sonnet-4-5', 3, 0.3, 3.75, 6, 15, MODELS_DEV],
  ['claude-haiku-5-5', 0.1, 0.01, 0.125, 0.2, 0.5, ANTHROPIC],
  ['claude-haiku-4-5', 1, 0.1, 1.25, 2, 5, ANTHROPIC],
  ['gpt-6.1-sol', 2, 0.1, 2.5, NONE, 10, OPENAI],
  ['gpt-6-astra', 10, 1, 12.5, NONE, 50, OPENAI],
  ['gpt-6-sol', 2, 0.2, 2.5, NONE, 10, OPENAI],
  ['gpt-6-luna', 0.1, 0.01, 0.125, NONE, 0.5, OPENAI],
  ['gpt-5.6', 4, 0.4, 5, NONE, 20, MODELS_DEV],
  ['gpt-5.6-sol', 4, 0.4, 5, NONE, 20, MODELS_DEV],
  ['gpt-5.6-terra', 2, 0.2, 2.5, NONE, 12, MODELS_DEV],
  ['gpt-5.6-luna', 0.2, 0.02, 0.25, NONE, 1.2, MODELS_DEV],
  ['gpt-5.5', 5, 0.5, NONE, NONE, 30, MODELS_DEV],
  ['gpt-5.4', 2.5, 0.25, NONE, NONE, 15, MODELS_DEV],
  ['gpt-5.4-mini', 0.75, 0.075, NONE, NONE, 4.5, MODELS_DEV],
  ['gpt-5.4-nano', 0.2, 0.02, NONE, NONE, 1.25, MODELS_DEV],
  ['gpt-5.3-codex', 1.75, 0.175, NONE, NONE, 14, MODELS_DEV],
  ['gpt-5.2', 1.75, 0.175, NONE, NONE, 14, MODELS_DEV],
  ['gemini-4-argon', 2, 0.1, NONE, NONE, 10, GOOGLE],
  ['gemini-3.8-flash', 0.75, 0.075, NONE, NONE, 3.75, MODELS_DEV],
  ['gemini-3.7-flash', 0.75, 0.075, NONE, NONE, 3.75, MODELS_DEV],
  ['gemini-3.6-flash', 0.75, 0.075, NONE, NONE, 3.75, MODELS_DEV],
  ['gemini-3.5-flash', 1.5, 0.15, NONE, NONE, 9, MODELS_DEV],
  ['gemini-3.5-flash-lite', 0.3, 0.03, NONE, NONE, 2.5, MODELS_DEV],
  ['gemini-3.1-flash-lite', 0.25, 0.025, NONE, NONE, 1.5, MODELS_DEV],
  ['gemini-3.1-pro-preview', 2, 0.2, NONE, NONE, 12, MODELS_DEV],
  ['gemini-2.5-pro', 1.25, 0.125, NONE, NONE, 10, MODELS_DEV],
  ['gemini-2.5-flash', 0.3, 0.03, NONE, NONE, 2.5, MODELS_DEV],
  ['gemini-2.5-flash-lite', 0.1, 0.01, NONE, NONE, 0.4, MODELS_DEV],
]

/** Lengths of prompt above which all tokens of the request have other prices. */
const LONG: readonly (readonly [models: readonly string[], above: number, price: (price: Price) => Price])[] = [
  [
    [
      'gpt-6.1-sol',
      'gpt-6-astra',
      'gpt-6-sol',
      'gpt-6-luna',
      'gpt-5.6',
      'gpt-5.6-sol',
      'gpt-5.6-terra',
      'gpt-5.6-luna',
    ],
    272_000,
    dearer,
  ],
  [['gpt-5.5', 'gpt-5.4'], 272_000, dearer],
  [['gemini-3.1-pro-preview'], 200_000, () => ({ input: 4, cacheRead: 0.4, output: 18 })],
  [['gemini-2.5-pro'], 200_000, () => ({ input: 2.5, cacheRead: 0.25, output: 15 })],
  [
    ['claude-haiku-5-5'],
    100_000,
    () => ({ input: 0.5, cacheRead: 0.05, cacheWriteShort: 0.625, cacheWriteLong: 1, output: 2.5 }),
  ],
  // Not in the sources above; LiteLLM's model map of 2026-07 and the library agree on it.
  [
    ['claude-sonnet-4-5'],
    200_000,
    () => ({ input: 6, cacheRead: 0.6, cacheWriteShort: 7.5, cacheWriteLong: 12, output: 22.5 }),
  ],
]

describe('the price of', () => {
  it.each(ROWS)('%s is $%s, read $%s, written $%s and $%s, out $%s: %s', (model, input, read, short, long, output) => {
    expect(ratesOf(found(model))).toEqual(pricesOf({ input, read, short, long, output }))
  })

  it('a long prompt is dearer for the models that say so, from the length that they say, and for no other', () => {
    for (const [model] of ROWS) {
      const price = found(model)
      const dear = LONG.find(([models]) => models.includes(model))
      const expected = dear && [{ above: dear[1], ...dear[2](ratesOf(price)) }]
      expect(price.long, model).toEqual(expected)
    }
  })

  it('changes on the day that it does', () => {
    const reads = ['2026-10-06', '2026-10-07'].map((day) => found('claude-sonnet-5-5', day).cacheRead)
    expect(reads).toEqual([0.2, 0.1])
    const argon = ['2026-11-30', '2026-12-01'].map((day) => ratesOf(found('gemini-4-argon', day)))
    expect(argon).toEqual([
      { input: 2, cacheRead: 0.1, output: 10 },
      { input: 4, cacheRead: 0.2, output: 20 },
    ])
    // A rise to $3 and $15 was announced for Sonnet 5, and cancelled.
    expect(ratesOf(found('claude-sonnet-5', '2027-06-01'))).toMatchObject({ input: 2, output: 10 })
  })
})

/** OpenAI's rule: twice for input and cache, one and a half times for output. */
function dearer(price: Price): Price {
  const at = (name: TokenClass, factor: number): Price => {
    const rate = price[name]
    return rate === undefined ? {} : { [name]: Math.round(rate * factor * 1e6) / 1e6 }
  }
  return { ...at('input', 2), ...at('cacheRead', 2), ...at('cacheWriteShort', 2), ...at('output', 1.5) }
}

function found(model: string, day = '2026-11-22'): FoundPrice {
  const price = createPriceFinder()({ model, at: Date.parse(`${day}T12:00:00Z`) })
  if (price === undefined) throw new Error(`no price of ${model}`)
  return price
}

function ratesOf({ entry: _entry, table: _table, long: _long, ...rates }: FoundPrice): Price {
  return rates
}

function pricesOf({ input, read, short, long, output }: Readonly<Record<string, number | undefined>>): Price {
  return {
    input: Number(input),
    cacheRead: Number(read),
    ...(short !== undefined && { cacheWriteShort: short }),
    ...(long !== undefined && { cacheWriteLong: long }),
    output: Number(output),
  }
}
