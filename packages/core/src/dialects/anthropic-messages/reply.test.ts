import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'

const content = [
  { type: 'thinking', thinking: '', signature: 'c2ln' },
  { type: 'text', text: 'Let me see.', citations: null },
  { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
  { type: 'tool_use', id: 'toolu_1', name: 'read', input: { path: 'a' }, caller: { type: 'direct' } },
  { type: 'mcp_tool_use', id: 'mcptoolu_1', name: 'echo', server_name: 's', input: {} },
  { type: 'tool_use', id: 'toolu_2', name: 'list', input: {} },
]

describe('toolCalls', () => {
  it('gives the calls of client tools, never those of server tools', () => {
    expect([...toolCalls({ content })]).toEqual([
      { id: 'toolu_1', name: 'read', input: '{"path":"a"}' },
      { id: 'toolu_2', name: 'list', input: '{}' },
    ])
  })

  it('gives none where there is no message', () => {
    expect([...toolCalls({})]).toEqual([])
    expect([...toolCalls({ content: [null, 5, 'tool_use'] })]).toEqual([])
  })
})

describe('continueWith', () => {
  const request = { messages: [{ role: 'user', content: 'Go.' }] }

  it('appends the turn as it came and all results in one user message', () => {
    const results = [
      { id: 'toolu_1', name: 'read', text: 'A', isError: false },
      { id: 'toolu_2', name: 'list', text: 'no such folder', isError: true },
    ]
    const continued = applyEdits(request, continueWith(request, { content }, results))
    expect(continued.messages).toEqual([
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'A' },
          { type: 'tool_result', tool_use_id: 'toolu_2', content: 'no such folder', is_error: true },
        ],
      },
    ])
  })

  it('leaves out empty texts, which the API takes back nowhere, and keeps blank ones', () => {
    const given = [
      { type: 'text', text: '' },
      { type: 'text', text: ' ' },
      { type: 'thinking', thinking: '' },
      ...content,
    ]
    const edits = continueWith(request, { content: given }, [])
    expect(edits.map(({ value }) => value)).toEqual([{ role: 'assistant', content: given.slice(1) }])
    expect(continueWith(request, { content: [{ type: 'text', text: '' }] }, [])).toEqual([])
  })

  it('appends the turn alone where there are no results', () => {
    expect(applyEdits(request, continueWith(request, { content }, [])).messages).toHaveLength(2)
  })

  it('makes no edit where the reply holds no turn', () => {
    for (const empty of [{}, { content: [] }, { content: 'x' }]) {
      expect(continueWith(request, empty, [{ id: 'toolu_1', name: 'read', text: 'A' }])).toEqual([])
    }
  })
})

describe('usage', () => {
  it('gives the classes as they are reported: fresh input is apart from cached', () => {
    const reported = {
      input_tokens: 10,
      cache_read_input_tokens: 2000,
      cache_creation_input_tokens: 300,
      output_tokens: 40,
      output_tokens_details: { thinking_tokens: 25 },
    }
    expect(usage({ usage: reported })).toEqual({
      input: 10,
      cacheRead: 2000,
      cacheWrite: 300,
      output: 40,
      reasoning: 25,
    })
  })

  it('tells what was written for an hour apart, compactions included', () => {
    const written = (long: number): object => ({ ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: long })
    const iterations = [
      { type: 'compaction', cache_creation_input_tokens: 30, cache_creation: written(20) },
      { type: 'message', cache_creation_input_tokens: 9, cache_creation: written(8) },
    ]
    const reported = { input_tokens: 10, output_tokens: 4, cache_creation_input_tokens: 9, cache_creation: written(8) }
    expect(usage({ usage: reported })).toEqual({ input: 10, cacheWrite: 9, cacheWriteLong: 8, output: 4 })
    expect(usage({ usage: { ...reported, iterations } })).toMatchObject({ cacheWrite: 39, cacheWriteLong: 28 })
  })

  it('leaves out what is not reported', () => {
    expect(usage({ usage: { input_tokens: 10, output_tokens: 4, cache_read_input_tokens: null } })).toEqual({
      input: 10,
      output: 4,
    })
  })

  it('adds compaction, and leaves out what another model ran', () => {
    const iterations = [
      { type: 'compaction', input_tokens: 100, output_tokens: 50, cache_creation_input_tokens: 9000 },
      { type: 'advisor_message', model: 'other', input_tokens: 5000, output_tokens: 700 },
      { type: 'message', input_tokens: 20, output_tokens: 5, cache_creation_input_tokens: 0 },
    ]
    const reported = { input_tokens: 20, output_tokens: 5, cache_creation_input_tokens: 0, iterations }
    expect(usage({ usage: reported })).toEqual({ input: 120, cacheWrite: 9000, output: 55 })
  })

  it('gives nothing where input or output is not told', () => {
    const strange = [undefined, null, 'x', {}, { input_tokens: 5 }, { input_tokens: -1, output_tokens: Number.NaN }]
    for (const reported of strange) expect(usage({ usage: reported })).toBe(undefined)
    const iterations = [{ type: 'compaction', input_tokens: 1, output_tokens: 1 }]
    expect(usage({ usage: { iterations } })).toBe(undefined)
  })
})

describe('stopReason', () => {
  it.each([
    ['end_turn', 'end'],
    ['stop_sequence', 'end'],
    ['tool_use', 'calls'],
    ['pause_turn', 'pause'],
    ['compaction', 'pause'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'refused'],
    ['something_new', undefined],
    [null, undefined],
  ])('of %s is %s', (given, reason) => {
    expect(stopReason({ content, stop_reason: given })).toBe(reason)
  })

  it('of an error is failed, whatever came before it', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' }
    expect(stopReason({ error })).toBe('failed')
    expect(stopReason({ content, stop_reason: 'tool_use', error })).toBe('failed')
    expect(stopReason({})).toBe(undefined)
  })
})
