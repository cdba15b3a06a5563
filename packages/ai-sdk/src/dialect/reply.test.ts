import { applyEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { messageOf } from './message-of.ts'
import { continueWith, toolCalls, usage } from './reply.ts'

const SIGNED = { anthropic: { signature: 'c2ln' } }
const CONTENT = [
  { type: 'reasoning', text: '', providerMetadata: SIGNED },
  { type: 'source', id: 's' },
  { type: 'text', text: '' },
  { type: 'text', text: 'Let me see.' },
  { type: 'tool-call', toolCallId: 'w', toolName: 'web_search', input: '{"q":"x"}', providerExecuted: true },
  { type: 'tool-result', toolCallId: 'w', toolName: 'web_search', result: [{ url: 'u' }] },
  {
    type: 'tool-call',
    toolCallId: 'a',
    toolName: 'read',
    input: '{"path":"a"}',
    providerMetadata: { openai: { itemId: 'fc' } },
  },
  { type: 'tool-call', toolCallId: 'b', toolName: 'list', input: '' },
  { type: 'file', mediaType: 'image/png', data: { type: 'data', data: new Uint8Array([0, 1, 255]) } },
]

describe('toolCalls', () => {
  it('gives the calls that the client has to answer', () => {
    expect([...toolCalls({ content: CONTENT })]).toEqual([
      { id: 'a', name: 'read', input: '{"path":"a"}' },
      { id: 'b', name: 'list', input: '' },
    ])
  })
})

describe('messageOf', () => {
  it('says the same in the same order, metadata as provider options', () => {
    expect(messageOf(CONTENT).content).toEqual([
      { type: 'reasoning', text: '', providerOptions: SIGNED },
      { type: 'text', text: 'Let me see.' },
      { type: 'tool-call', toolCallId: 'w', toolName: 'web_search', input: { q: 'x' }, providerExecuted: true },
      { type: 'tool-result', toolCallId: 'w', toolName: 'web_search', output: { type: 'json', value: [{ url: 'u' }] } },
      {
        type: 'tool-call',
        toolCallId: 'a',
        toolName: 'read',
        input: { path: 'a' },
        providerOptions: { openai: { itemId: 'fc' } },
      },
      { type: 'tool-call', toolCallId: 'b', toolName: 'list', input: {} },
      { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAH/' } },
    ])
  })

  it('keeps the results of providers as the AI SDK does', () => {
    const result = { type: 'tool-result', toolCallId: 'w', toolName: 'code' }
    const outputs = [{ result: 'text' }, { result: { a: 1 } }, { result: 'bad', isError: true }]
    const { content } = messageOf([
      ...outputs.map((output) => ({ ...result, ...output })),
      { ...result, preliminary: true },
    ])
    expect(content.map(({ output }) => output)).toEqual([
      { type: 'text', value: 'text' },
      { type: 'json', value: { a: 1 } },
      { type: 'error-json', value: 'bad' },
    ])
  })
})

describe('continueWith', () => {
  it('appends what was said and all answers', () => {
    const request = { prompt: [{ role: 'user', content: [{ type: 'text', text: 'Go.' }] }] }
    const results = [
      { id: 'a', name: 'read', text: 'A' },
      { id: 'b', name: 'list', text: 'no such folder', isError: true },
    ]
    const [asked, said, answered] = applyEdits(request, continueWith(request, { content: CONTENT }, results)).prompt
    expect(asked).toBe(request.prompt[0])
    expect(said).toEqual(messageOf(CONTENT))
    expect(answered?.content).toEqual([
      { type: 'tool-result', toolCallId: 'a', toolName: 'read', output: { type: 'text', value: 'A' } },
      {
        type: 'tool-result',
        toolCallId: 'b',
        toolName: 'list',
        output: { type: 'error-text', value: 'no such folder' },
      },
    ])
  })
})

describe('usage', () => {
  const output = { total: 22, text: 2, reasoning: 20 }

  it('tells the classes apart', () => {
    const input = { total: 111, noCache: 1, cacheRead: 10, cacheWrite: 100 }
    const expected = { input: 1, cacheRead: 10, cacheWrite: 100, output: 22, reasoning: 20 }
    expect(usage({ usage: { inputTokens: input, outputTokens: output } })).toEqual(expected)
    expect(usage({ usage: { inputTokens: { ...input, noCache: undefined }, outputTokens: output } })).toEqual(expected)
  })

  it('says nothing where the provider does not', () => {
    const input = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined }
    expect(usage({ usage: { inputTokens: input, outputTokens: output } })).toBeUndefined()
  })
})
