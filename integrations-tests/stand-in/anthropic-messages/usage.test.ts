import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import { countInputTokens, createAnthropicUsage } from './usage.ts'

const MARK = { cache_control: { type: 'ephemeral' } }

describe('createAnthropicUsage', () => {
  it('writes up to the last breakpoint and reads it back on the next request', () => {
    const usageOf = createAnthropicUsage(10)
    const first = usageOf(asked([system('s'.repeat(400), MARK)], ['question']))
    const second = usageOf(asked([system('s'.repeat(400), MARK)], ['question', 'another']))
    expect(first.cache_creation_input_tokens).toBeGreaterThan(100)
    expect(first.cache_read_input_tokens).toBe(0)
    expect(second.cache_read_input_tokens).toBe(first.cache_creation_input_tokens)
    expect(second.cache_creation_input_tokens).toBe(0)
  })

  it('reads nothing after a change before the breakpoint', () => {
    const usageOf = createAnthropicUsage(10)
    usageOf(asked([system('s'.repeat(400), MARK)], ['question']))
    expect(usageOf(asked([system(`x${'s'.repeat(399)}`, MARK)], ['question'])).cache_read_input_tokens).toBe(0)
  })

  it('looks 20 blocks back and no further', () => {
    const usageOf = createAnthropicUsage(1)
    const texts = Array.from({ length: 40 }, (_, at) => `text ${at}`)
    usageOf(marked(texts.slice(0, 5)))
    expect(usageOf(marked(texts.slice(0, 25))).cache_read_input_tokens).toBeGreaterThan(0)
    const other = createAnthropicUsage(1)
    other(marked(texts.slice(0, 5)))
    expect(other(marked(texts.slice(0, 26))).cache_read_input_tokens).toBe(0)
  })

  it('caches nothing below the minimum', () => {
    const usageOf = createAnthropicUsage(1024)
    const usage = usageOf(asked([system('s'.repeat(400), MARK)], ['question']))
    expect(usage).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 })
  })

  it('gives every input token to one class', () => {
    const usageOf = createAnthropicUsage(10)
    const request = asked([system('s'.repeat(400), MARK)], ['question', 'and more'])
    for (const usage of [usageOf(request), usageOf(request)]) {
      const { input_tokens: fresh, cache_creation_input_tokens: written, cache_read_input_tokens: read } = usage
      expect(Number(fresh) + Number(written) + Number(read)).toBe(countInputTokens(request))
    }
  })
})

function asked(systemBlocks: readonly JsonObject[], texts: readonly string[]): JsonObject {
  return { model: 'claude', system: systemBlocks, messages: texts.map((content) => ({ role: 'user', content })) }
}

function system(text: string, extra: JsonObject): JsonObject {
  return { type: 'text', text, ...extra }
}

function marked(texts: readonly string[]): JsonObject {
  const blocks = texts.map((text, at) => ({ type: 'text', text, ...(at === texts.length - 1 ? MARK : {}) }))
  return { model: 'claude', messages: [{ role: 'user', content: blocks }] }
}
