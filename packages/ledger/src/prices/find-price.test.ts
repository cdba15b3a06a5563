import { describe, expect, it } from 'vitest'
import { createPriceFinder } from './find-price.ts'
import { OWN_PRICES } from './own-prices.ts'

const at = Date.UTC(2026, 10, 22)

function entryOf(model: string, provider?: string): string | undefined {
  return createPriceFinder()({ model, at, ...(provider !== undefined && { provider }) })?.entry
}

describe('createPriceFinder', () => {
  it.each([
    ['claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5'],
    ['claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'anthropic/claude-sonnet-4-5'],
    ['claude-5.5-sonnet-20261001', 'anthropic/claude-sonnet-5-5'],
    ['anthropic/claude-4.6-sonnet-20260217', 'anthropic/claude-sonnet-4-6'],
    ['Claude-Sonnet-4-5', 'anthropic/claude-sonnet-4-5'],
    ['claude-3-5-haiku-latest', 'anthropic/claude-3-5-haiku-latest'],
    ['openrouter/anthropic/claude-sonnet-4.5', 'openrouter/anthropic/claude-sonnet-4.5'],
    ['us.anthropic.claude-sonnet-4-6', 'aws/regional.anthropic.claude-sonnet-4-6-v1:0'],
    ['global.anthropic.claude-opus-5-v1:0', 'aws/global.anthropic.claude-opus-5'],
    [
      'arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-sonnet-4-6',
      'aws/regional.anthropic.claude-sonnet-4-6-v1:0',
    ],
    ['projects/p/locations/l/publishers/google/models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['projects/p/locations/l/publishers/anthropic/models/claude-sonnet-4-5@20250929', 'google/claude-sonnet-4-5'],
    ['gpt-5.4-2026-03-05', 'openai/gpt-5.4'],
    ['gpt-5.5-2026-12-24', 'openai/gpt-5.5'],
    ['gpt-4o-2024-05-13', 'openai/gpt-4o-2024-05-13'],
    ['gpt-6.1-sol-2026-10-20', 'openai/gpt-6.1-sol'],
    ['gpt-5-nano-2025-08-07', 'openai/gpt-5-nano'],
    ['gemini-2.5-pro-preview-05-06', 'google/gemini-2.5-pro'],
    ['google/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['gemini/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['vertex_ai/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['bedrock/us.anthropic.claude-sonnet-4-6', 'aws/regional.anthropic.claude-sonnet-4-6-v1:0'],
    ['x-ai/grok-4', 'x-ai/grok-4-0709'],
    ['xai/grok-4', 'x-ai/grok-4-0709'],
    ['gemini-3.5-flash-001', 'google/gemini-3.5-flash'],
    ['us.anthropic.claude-opus-5-5-v1:0', 'aws/regional.anthropic.claude-opus-5-5'],
    ['anthropic.claude-opus-5-5-v1:0', 'aws/regional.anthropic.claude-opus-5-5'],
    ['claude-opus-5-5@20261001', 'anthropic/claude-opus-5-5'],
    ['deepseek/deepseek-chat', 'deepseek/deepseek-chat'],
  ])('reads %s as %s', (model, entry) => {
    expect(entryOf(model)).toBe(entry)
  })

  it.each([
    'claude-sonnet-5-6',
    'claude-opus-4-10',
    'claude-opus-41',
    'gpt-5.2-proo',
    'gpt-5.9',
    'gemini-3.6-flahs',
    'eu.anthropic.claude-sonnet-5-5',
    'deepseek-r1-distill-llama-70b',
    'openai/gpt-oss-120b',
    'Qwen/Qwen2.5-VL-72B-Instruct',
    'this-model-does-not-exist',
    '',
    // Others sell it too, or it runs at home.
    'deepseek-r1',
    'mistral-small',
    'kimi-k2',
    'llama3.1:8b',
    'ollama/qwen3',
    'copilot/gpt-5',
    'ft:gpt-4o-2024-08-06:acme::abc',
    'openrouter/meta-llama/llama-3.1-8b-instruct:free',
    // No date, stage or version follows.
    'gemini-3.5-flash-8b',
    'gpt-5-thinking',
    'gpt-5.6-sol-fast',
    'claude-sonnet-4-5-thinking',
    // These answer in sound and images.
    'gpt-4o-audio-preview',
    'gpt-image-1',
    'gemini-2.5-flash-preview-tts',
  ])('knows no price of %j', (model) => {
    expect(entryOf(model)).toBe(undefined)
  })

  it('reads a name of any length at once', () => {
    for (const part of ['claude-', '-2026', '/', 'models/', ':1', '.'])
      expect(entryOf(part.repeat(200_000))).toBe(undefined)
  })

  it('takes the word of the caller for who bills', () => {
    expect(entryOf('claude-sonnet-4-5', 'openrouter')).toBe(undefined)
    expect(entryOf('anthropic/claude-sonnet-4.5', 'openrouter')).toBe('openrouter/anthropic/claude-sonnet-4.5')
    expect(entryOf('eu.anthropic.claude-sonnet-4-6', 'amazon-bedrock')).toMatch(/^aws\/regional/)
    expect(entryOf('claude-sonnet-5-5', 'anthropic.messages')).toBe('anthropic/claude-sonnet-5-5')
    expect(entryOf('claude-sonnet-5-5', 'aws')).toBe(undefined)
    expect(entryOf('claude-sonnet-4-5', 'vertex')).toBe('google/claude-sonnet-4-5')
    expect(entryOf('gpt-5', 'azure')).toMatch(/^(azure|openai)\/gpt-5$/)
    expect(entryOf('deepseek-chat', 'deepseek')).toBe('deepseek/deepseek-chat')
    expect(entryOf('gpt-5', 'ollama')).toBe(undefined)
    expect(entryOf('openai/gpt-oss-120b', 'groq')).toBe('groq/openai/gpt-oss-120b')
  })

  it('puts the table of the caller over the known prices, class by class', () => {
    const find = createPriceFinder({ 'GPT-6-sol': { output: 8 } })
    expect(find({ model: 'openai/gpt-6-sol-2026-10-01', at })).toEqual({
      entry: 'gpt-6-sol',
      table: 'yours',
      input: 2,
      cacheRead: 0.2,
      cacheWriteShort: 2.5,
      output: 8,
      long: [{ above: 272_000, input: 4, cacheRead: 0.4, cacheWriteShort: 5, output: 8 }],
    })
  })

  it('takes models that nobody else knows from it, and lengths and days of its own', () => {
    const find = createPriceFinder({
      house: [
        { input: 1, output: 2 },
        { from: '2026-11-22', input: 3, output: 4, long: [{ above: 9, input: 5, output: 6 }], source: 'a contract' },
      ],
    })
    expect(find({ model: 'house', at: at - 1 })).toEqual({ entry: 'house', table: 'yours', input: 1, output: 2 })
    const long = [{ above: 9, input: 5, output: 6 }]
    expect(find({ model: 'house', at })).toEqual({ entry: 'house', table: 'yours', input: 3, output: 4, long })
    expect(find({ model: 'houses', at })).toBe(undefined)
  })

  it('reads a length and a day as what they are, and refuses others', () => {
    const rows =
      (...all: readonly object[]): (() => unknown) =>
      () =>
        createPriceFinder({ m: all as never })
    expect(rows({ input: 1, long: [{ input: 2 }] })).toThrow('must have a list as `long`, of prices with a number')
    expect(rows({ input: 1, long: [3] })).toThrow('must have a list as `long`')
    expect(rows({ input: 1, above: 3 })).toThrow('got above: 3')
    expect(rows({ from: '2026-11-01', input: 1 }, { from: '2026-10-01', input: 2 })).toThrow('the oldest row first')
    expect(rows({ input: 1 }, { input: 2 })).toThrow('the oldest row first')
    expect(() => createPriceFinder(null as never)).toThrow('`prices` must be an object of rows')
  })

  it('says what is wrong with a table', () => {
    expect(() => createPriceFinder({ m: { input: -1 } })).toThrow("`prices['m']` must have dollars per million tokens")
    expect(() => createPriceFinder({ m: { fresh: 1 } as never })).toThrow('got fresh: 1')
    expect(() => createPriceFinder({ m: { from: 'May', input: 1 } })).toThrow('must have a day as `from`')
    expect(() => createPriceFinder({ m: 3 as never })).toThrow('must be an object')
    expect(() => createPriceFinder({ m: { long: {} as never } })).toThrow('must have a list as `long`')
  })

  it('has a source on each price of its own', () => {
    for (const [name, rows] of Object.entries(OWN_PRICES))
      for (const { source } of 'length' in rows ? rows : [rows]) expect(source, name).toMatch(/read 20\d\d-\d\d/)
  })
})
