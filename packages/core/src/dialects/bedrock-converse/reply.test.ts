import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'

const message = {
  role: 'assistant',
  content: [
    { reasoningContent: { reasoningText: { text: '', signature: 'c2ln' } } },
    { text: 'Let me see.' },
    { toolUse: { toolUseId: 'tooluse_0', name: 'nova_grounding', input: { query: 'x' }, type: 'server_tool_use' } },
    { toolResult: { toolUseId: 'tooluse_0', content: [{ text: '[HIDDEN]' }], type: 'nova_grounding_result' } },
    { toolUse: { toolUseId: 'tooluse_1', name: 'read', input: { path: 'a' } } },
    { toolUse: { toolUseId: 'tooluse_2', name: 'list', input: {}, type: 'tool_use' } },
  ],
}

describe('toolCalls', () => {
  it('gives the calls of client tools, never those of the provider', () => {
    expect([...toolCalls({ output: { message } })]).toEqual([
      { id: 'tooluse_1', name: 'read', input: '{"path":"a"}' },
      { id: 'tooluse_2', name: 'list', input: '{}' },
    ])
  })

  it('gives none where there is no message', () => {
    for (const output of [undefined, {}, { message: null }, { message: { content: [null, 'toolUse'] } }]) {
      expect([...toolCalls({ output })]).toEqual([])
    }
  })
})

describe('continueWith', () => {
  const request = { messages: [{ role: 'user', content: [{ text: 'Go.' }] }] }

  it('leaves out empty texts, which the API does not take back, and keeps blank ones', () => {
    const content = [{ text: '' }, { text: ' ' }, ...message.content]
    const edits = continueWith(request, { output: { message: { ...message, content } } }, [])
    expect(edits.map(({ value }) => value)).toEqual([{ ...message, content: content.slice(1) }])
    expect(continueWith(request, { output: { message: { ...message, content: [{ text: '' }] } } }, [])).toEqual([])
  })

  it('appends the message as it came and all results in one user message', () => {
    const results = [
      { id: 'tooluse_1', name: 'read', text: 'A', isError: false },
      { id: 'tooluse_2', name: 'list', text: 'no such folder', isError: true },
    ]
    expect(applyEdits(request, continueWith(request, { output: { message } }, results)).messages).toEqual([
      { role: 'user', content: [{ text: 'Go.' }] },
      message,
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'A' }] } },
          { toolResult: { toolUseId: 'tooluse_2', content: [{ text: 'no such folder' }], status: 'error' } },
        ],
      },
    ])
  })

  it('writes a blank result as JSON, for the API refuses a blank text', () => {
    const results = ['', ' \n'].map((text) => ({ id: 'tooluse_1', name: 'read', text }))
    const { messages } = applyEdits(request, continueWith(request, { output: { message } }, results))
    expect(messages.at(-1)?.content).toEqual(
      ['', ' \n'].map((output) => ({ toolResult: { toolUseId: 'tooluse_1', content: [{ json: { output } }] } })),
    )
  })

  it('appends the message alone where there are no results', () => {
    expect(applyEdits(request, continueWith(request, { output: { message } }, [])).messages).toHaveLength(2)
  })

  it('makes no edit where the reply holds no message', () => {
    for (const output of [undefined, {}, { message: {} }, { message: { role: 'assistant', content: [] } }]) {
      expect(continueWith(request, { output }, [{ id: 'tooluse_1', name: 'read', text: 'A' }])).toEqual([])
    }
  })
})

describe('usage', () => {
  it('gives the classes as they are reported: fresh input is apart from cached', () => {
    const reported = {
      inputTokens: 10,
      cacheReadInputTokens: 2000,
      cacheWriteInputTokens: 300,
      cacheDetails: [
        { ttl: '1h', inputTokens: 200 },
        { ttl: '5m', inputTokens: 100 },
      ],
      outputTokens: 40,
      totalTokens: 2350,
    }
    expect(usage({ usage: reported })).toEqual({
      input: 10,
      cacheRead: 2000,
      cacheWrite: 300,
      cacheWriteLong: 200,
      output: 40,
    })
  })

  it("knows the names that Amazon's own models have", () => {
    const reported = { inputTokens: 10, outputTokens: 4, cacheReadInputTokenCount: 7, cacheWriteInputTokenCount: 0 }
    expect(usage({ usage: reported })).toEqual({ input: 10, cacheRead: 7, cacheWrite: 0, output: 4 })
  })

  it('leaves out what is not reported', () => {
    expect(usage({ usage: { inputTokens: 10, outputTokens: 4 } })).toEqual({ input: 10, output: 4 })
  })

  it('gives nothing where input or output is not told', () => {
    const strange = [undefined, null, 'x', {}, { inputTokens: 5 }, { inputTokens: -1, outputTokens: Number.NaN }]
    for (const reported of strange) expect(usage({ usage: reported })).toBe(undefined)
  })
})

describe('stopReason', () => {
  it.each([
    ['end_turn', 'end'],
    ['stop_sequence', 'end'],
    ['tool_use', 'calls'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'refused'],
    ['content_filtered', 'refused'],
    ['malformed_tool_use', 'failed'],
    ['something_new', undefined],
    [undefined, undefined],
  ])('of %s is %s', (reported, expected) => {
    expect(stopReason({ stopReason: reported })).toBe(expected)
  })

  it('is failed where an exception came', () => {
    const reply = { output: { message }, modelStreamErrorException: { message: 'x' } }
    expect(stopReason(reply)).toBe('failed')
  })
})
