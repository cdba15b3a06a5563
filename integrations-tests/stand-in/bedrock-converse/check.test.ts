import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import { readBindings, signThinking } from '../anthropic-messages/binding.ts'
import { asMessages } from './as-messages.ts'
import { checkBedrockConverse } from './check.ts'

const OFF = { strict: false, prefixCheck: false, chunkSize: 9, minimumCachedTokens: 1024 }
const STRICT = { ...OFF, strict: true }
const TOOLS = { toolConfig: { tools: [spec('read'), spec('find')] } }
const POINT = { cachePoint: { type: 'default' } }
const ASK = { role: 'user', content: [{ text: 'question' }] }
const CALLS = { role: 'assistant', content: [{ text: 'so' }, use('a'), use('b')] }
const RESULTS = { role: 'user', content: [result('b'), result('a'), { text: 'and?' }] }

describe('checkBedrockConverse', () => {
  it('accepts parallel calls answered together, in any order', () => {
    expect(strict([ASK, CALLS, RESULTS])).toBeUndefined()
  })

  it('accepts a conversation that the assistant begins', () => {
    expect(strict([{ role: 'assistant', content: [{ text: 'hello' }] }, ASK])).toBeUndefined()
  })

  it.each([
    ['no message', [], 'at least one message'],
    ['another role', [{ ...ASK, role: 'system' }], 'enum value set: [user, assistant]'],
    ['two messages of one role', [ASK, ASK], 'must alternate'],
    ['a message without content', [{ role: 'user', content: [] }], 'messages.0 is empty'],
    ['a blank text', [{ role: 'user', content: [{ text: ' ' }] }], 'messages.0.content.0 is blank'],
    ['a block of two kinds', [{ role: 'user', content: [{ text: 'x', ...POINT }] }], 'exactly one member'],
    ['a missing result', [ASK, CALLS, { role: 'user', content: [result('a')] }], 'immediately after: tooluse_b'],
    ['a last message of calls', [ASK, CALLS], 'immediately after: tooluse_a, tooluse_b'],
    ['a result without a call', [{ role: 'user', content: [result('a')] }], 'unexpected `tool_use_id`'],
    [
      'two results of one call',
      [ASK, CALLS, { role: 'user', content: [result('a'), result('b'), result('a')] }],
      'single',
    ],
    [
      'a text before a result',
      [ASK, CALLS, { role: 'user', content: [{ text: 'x' }, result('a'), result('b')] }],
      'first',
    ],
  ])('refuses %s', (_, messages, wording) => {
    expect(strict(messages)).toContain(wording)
  })

  it('refuses tool blocks without tools, an empty list of them, and two of one name', () => {
    expect(strict([ASK, CALLS, RESULTS], { toolConfig: undefined })).toContain('toolConfig field must be defined')
    expect(strict([ASK], { toolConfig: { tools: [] } })).toContain('length greater than or equal to 1')
    const twice = { toolConfig: { tools: [spec('read'), spec('read')] } }
    expect(strict([ASK], twice)).toContain('Tool names must be unique.')
  })

  it('refuses a fifth cache point, wherever it stands', () => {
    const four = { system: [{ text: 's' }, POINT], toolConfig: { tools: [...TOOLS.toolConfig.tools, POINT] } }
    const messages = [
      { ...ASK, content: [...ASK.content, POINT] },
      CALLS,
      { ...RESULTS, content: [...RESULTS.content, POINT] },
    ]
    expect(strict(messages, four)).toBeUndefined()
    const fifth = [...messages, { role: 'assistant', content: [{ text: 'so' }, POINT] }]
    expect(strict(fifth, four)).toContain('Found 5.')
  })

  it('refuses reasoning that is not first, and reasoning that was changed', () => {
    const reasoning = thought([ASK], 'hm')
    expect(strict([ASK, { role: 'assistant', content: [reasoning, { text: 'so' }] }])).toBeUndefined()
    expect(strict([ASK, { role: 'assistant', content: [{ text: 'so' }, reasoning] }])).toContain('Expected `thinking`')
    const { reasoningText } = reasoning.reasoningContent
    const changed = { reasoningContent: { reasoningText: { ...reasoningText, text: 'h' } } }
    expect(strict([ASK, { role: 'assistant', content: [changed, { text: 'so' }] }])).toContain('Invalid `signature`')
  })

  it('binds reasoning to what stood before it, cache points left out', () => {
    const history = [
      ASK,
      { role: 'assistant', content: [thought([ASK], 'hm'), use('a')] },
      { role: 'user', content: [result('a')] },
    ]
    const checked = (messages: readonly JsonObject[]) =>
      checkBedrockConverse({ ...TOOLS, messages }, { ...OFF, prefixCheck: true })?.message
    expect(checked(history)).toBeUndefined()
    expect(checked([{ ...ASK, content: [...ASK.content, POINT] }, ...history.slice(1)])).toBeUndefined()
    const other = { role: 'user', content: [{ text: 'other' }] }
    expect(checked([other, ...history.slice(1)])).toContain('bound to a different conversation')
  })

  it('refuses nothing when strict is off', () => {
    expect(checkBedrockConverse({ messages: [CALLS] }, OFF)).toBeUndefined()
  })
})

function strict(messages: readonly JsonObject[], extra: JsonObject = {}): string | undefined {
  return checkBedrockConverse({ ...TOOLS, messages, ...extra }, STRICT)?.message
}

function thought(messages: readonly JsonObject[], text: string) {
  const signature = signThinking(text, readBindings(asMessages({ ...TOOLS, messages })).next)
  return { reasoningContent: { reasoningText: { text, signature } } }
}

function spec(name: string) {
  return { toolSpec: { name, inputSchema: { json: {} } } }
}

function use(id: string) {
  return { toolUse: { toolUseId: `tooluse_${id}`, name: 'read', input: {} } }
}

function result(id: string) {
  return { toolResult: { toolUseId: `tooluse_${id}`, content: [{ json: { rows: 1 } }] } }
}
