import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import { readBindings, signThinking } from './binding.ts'
import { checkAnthropicMessages } from './check.ts'

const OFF = { strict: false, prefixCheck: false, chunkSize: 9, minimumCachedTokens: 1024 }
const STRICT = { ...OFF, strict: true }
const ASK = { role: 'user', content: 'question' }
const CALLS = { role: 'assistant', content: [use('a'), use('b')] }
const RESULTS = { role: 'user', content: [result('a'), result('b'), { type: 'text', text: 'and?' }] }

describe('checkAnthropicMessages, strict', () => {
  it('accepts parallel calls that are answered together', () => {
    expect(strict([ASK, CALLS, RESULTS])).toBeUndefined()
  })

  it.each([
    [
      'a call without a result',
      [ASK, CALLS, { role: 'user', content: [result('a')] }],
      'without `tool_result` blocks immediately after: toolu_b',
    ],
    ['a last message of calls', [ASK, CALLS], 'immediately after: toolu_a, toolu_b'],
    ['a result one message late', [ASK, CALLS, ASK, RESULTS], 'immediately after: toolu_a, toolu_b'],
    [
      'a result without a call',
      [{ role: 'user', content: [result('a')] }],
      'messages.0.content.0: unexpected `tool_use_id`',
    ],
    [
      'two results of one call',
      [ASK, CALLS, { role: 'user', content: [result('a'), result('b'), result('a')] }],
      'single result',
    ],
    [
      'a text before a result',
      [ASK, CALLS, { role: 'user', content: [result('a'), { type: 'text', text: 'x' }, result('b')] }],
      'must come first',
    ],
    [
      'two calls of one id',
      [ASK, { role: 'assistant', content: [use('a'), use('a')] }],
      '`tool_use` ids must be unique',
    ],
    ['an empty text', [{ role: 'user', content: [{ type: 'text', text: '' }] }], 'must be non-empty'],
    [
      'an empty text in a result',
      [ASK, CALLS, { role: 'user', content: [result('a', [{ type: 'text', text: '' }]), result('b')] }],
      'must be non-empty',
    ],
    ['a blank text', [{ role: 'user', content: ' \n' }], 'non-whitespace'],
    ['a message without blocks', [{ role: 'user', content: [] }], 'non-empty content'],
    ['no message', [], 'at least one message'],
  ])('refuses %s', (_, messages, wording) => {
    expect(strict(messages)).toContain(wording)
  })

  it('refuses a missing max_tokens and tools of one name', () => {
    expect(checkAnthropicMessages({ messages: [ASK] }, STRICT)?.message).toContain('max_tokens')
    expect(strict([ASK], { tools: [{ name: 'read' }, { name: 'read' }] })).toBe('tools: Tool names must be unique.')
    expect(strict([ASK], { tools: [{ name: 'read' }, { name: 'find' }] })).toBeUndefined()
  })

  it('refuses a fifth cache_control, wherever it stands', () => {
    const mark = { cache_control: { type: 'ephemeral' } }
    const four = {
      cache_control: mark.cache_control,
      tools: [{ name: 'read', ...mark }],
      system: [{ type: 'text', text: 's', ...mark }],
    }
    const results = [result('a', [{ type: 'text', text: 'x', ...mark }]), result('b')]
    expect(strict([ASK, CALLS, { role: 'user', content: results }], four)).toBeUndefined()
    const fifth = [{ ...results[0], ...mark }, results[1]]
    expect(strict([ASK, CALLS, { role: 'user', content: fifth }], four)).toContain('Found 5.')
  })

  it('refuses a changed thinking text or signature, and one it did not make', () => {
    const thinking = thought([ASK], 'hm')
    expect(strict([ASK, { role: 'assistant', content: [thinking] }])).toBeUndefined()
    for (const changed of [
      { thinking: 'hmm' },
      { signature: `${thinking.signature}x.` },
      { signature: 'other' },
      { signature: '' },
    ]) {
      expect(strict([ASK, { role: 'assistant', content: [{ ...thinking, ...changed }] }])).toContain(
        'messages.1.content.0: Invalid `signature`',
      )
    }
  })

  it('refuses the latest calls without the thinking they came with, and earlier ones not', () => {
    const calls = { role: 'assistant', content: [use('a_thought')] }
    const answer = { role: 'user', content: [result('a_thought')] }
    expect(strict([ASK, calls, answer])).toContain(
      'messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest',
    )
    const whole = { ...calls, content: [thought([ASK], 'hm'), ...calls.content] }
    expect(strict([ASK, whole, answer])).toBeUndefined()
    expect(strict([ASK, calls, answer, { role: 'assistant', content: 'so' }, ASK])).toBeUndefined()
  })

  it('refuses nothing when it is off', () => {
    expect(checkAnthropicMessages({ messages: [CALLS] }, OFF)).toBeUndefined()
  })
})

describe('checkAnthropicMessages, prefix check', () => {
  const tools = [{ name: 'read', input_schema: { type: 'object' } }]
  const first = thought([ASK], 'first', { tools })
  const turn = { role: 'assistant', content: [first, use('a')] }
  const answer = { role: 'user', content: [result('a')] }
  const second = thought([ASK, turn, answer], 'second', { tools })
  const history = [ASK, turn, answer, { role: 'assistant', content: [second, { type: 'text', text: 'so' }] }, ASK]

  it('accepts a history that only grew, with breakpoints moved and a string as one text block', () => {
    expect(prefixChecked(history, { tools })).toBeUndefined()
    const ask = { role: 'user', content: [{ type: 'text', text: 'question', cache_control: { type: 'ephemeral' } }] }
    expect(prefixChecked([ask, ...history.slice(1)], { tools })).toBeUndefined()
  })

  it.each([
    [
      'an earlier tool result',
      [ASK, turn, { role: 'user', content: [result('a', 'shorter')] }, ...history.slice(3)],
      { tools },
      3,
    ],
    ['the first question', [{ role: 'user', content: 'other' }, ...history.slice(1)], { tools }, 1],
    ['the tools', history, { tools: [...tools, { name: 'late' }] }, 1],
    ['the system prompt', history, { tools, system: 'new' }, 1],
    ['a dropped exchange', [ASK, ...history.slice(3)], { tools }, 1],
  ])('refuses a change of %s', (_, messages, extra, message) => {
    const refusal = prefixChecked(messages, extra)
    expect(refusal).toContain(
      `messages.${message}.content.0: Invalid \`signature\` in \`thinking\` block. The block is bound to a different conversation.`,
    )
  })

  it('accepts that the first thinking block is dropped, and refuses that a middle one is', () => {
    const third = thought(history, 'third', { tools })
    const long = [...history, { role: 'assistant', content: [third, { type: 'text', text: 'end' }] }]
    const without = (block: JsonObject) =>
      long.map((message) =>
        Array.isArray(message.content)
          ? { ...message, content: message.content.filter((item) => item !== block) }
          : message,
      )
    expect(prefixChecked(long, { tools })).toBeUndefined()
    expect(prefixChecked(without(first), { tools })).toBeUndefined()
    expect(prefixChecked(without(second), { tools })).toContain('messages.5.content.0')
  })

  it('lets a request ask for the block to be dropped instead', () => {
    const thinking = { block_binding: { prefix_mismatch_behavior: 'drop_block' } }
    expect(prefixChecked(history, { tools: [], thinking })).toBeUndefined()
  })
})

function strict(messages: readonly JsonObject[], extra: JsonObject = {}): string | undefined {
  return checkAnthropicMessages({ max_tokens: 100, messages, ...extra }, STRICT)?.message
}

function prefixChecked(messages: readonly JsonObject[], extra: JsonObject): string | undefined {
  return checkAnthropicMessages({ messages, ...extra }, { ...OFF, prefixCheck: true })?.message
}

function use(id: string) {
  return { type: 'tool_use', id: `toolu_${id}`, name: 'read', input: {} }
}

function result(id: string, content: unknown = 'rows') {
  return { type: 'tool_result', tool_use_id: `toolu_${id}`, content }
}

function thought(messages: readonly JsonObject[], thinking: string, extra: JsonObject = {}) {
  return { type: 'thinking', thinking, signature: signThinking(thinking, readBindings({ messages, ...extra }).next) }
}
