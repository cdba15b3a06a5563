import { compress, createMemoryStore } from '@headroom/core'
import { describe, expect, it } from 'vitest'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('P6 opaque, at the edges', () => {
  const anthropic = (content: readonly object[], role = 'user') => ({
    system: 's',
    messages: [
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'fetch', input: {} }] },
      { role, content },
    ],
  })
  const result = (content: unknown, more: object = {}) => ({ type: 'tool_result', tool_use_id: 't', content, ...more })
  const cited = { type: 'char_location', cited_text: 'x' }

  it.each<[string, object]>([
    ['thinking', anthropic([{ type: 'thinking', thinking: ROWS, signature: 's' }], 'assistant')],
    ['an unknown block in a result', anthropic([result([{ type: 'novelty', text: ROWS }])])],
    ['an unknown block of the assistant', anthropic([{ type: 'novelty', text: ROWS }], 'assistant')],
    ['a text with citations in a result', anthropic([result([{ type: 'text', text: ROWS, citations: [cited] }])])],
    ['a signed text', anthropic([{ type: 'text', text: ROWS, signature: 's' }], 'assistant')],
    [
      'a document to be cited in a result',
      anthropic([result([{ type: 'document', source: { type: 'text', data: ROWS }, citations: { enabled: true } }])]),
    ],
    [
      'results of server tools',
      anthropic([{ type: 'mcp_tool_result', tool_use_id: 't', content: [{ type: 'text', text: ROWS }] }], 'assistant'),
    ],
    [
      'arguments and reasoning (openai)',
      {
        messages: [
          {
            role: 'assistant',
            content: null,
            reasoning_content: ROWS,
            tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: ROWS } }],
          },
        ],
      },
    ],
    [
      'an unknown part (openai)',
      {
        messages: [
          { role: 'assistant', content: null, tool_calls: [] },
          { role: 'tool', tool_call_id: 't', content: [{ type: 'text_v2', text: ROWS }] },
        ],
      },
    ],
  ])('makes no segment of %s', async (_, request) => {
    const { request: same, report } = await compress(request, { store: createMemoryStore(), policy: () => 'view' })
    expect(same).toBe(request)
    expect(report.dialect).toBeDefined()
    expect(report.outcomes.filter(({ tokensBefore }) => tokensBefore > 100)).toEqual([])
  })

  it('leaves an error result alone, however long', async () => {
    const request = anthropic([result(ROWS, { is_error: true })])
    const { request: same, report } = await compress(request, { store: createMemoryStore() })
    expect(same).toBe(request)
    expect(report.outcomes.at(-1)).toMatchObject({ form: 'verbatim', reason: 'error-result' })
  })

  it.each(['system', 'user', 'assistant'])('leaves a long text of the %s alone under every preset', async (role) => {
    const request = {
      messages: [
        { role, content: ROWS },
        { role: 'tool', tool_call_id: 'a', content: 'x' },
      ],
    }
    for (const policy of ['lossless', 'balanced', 'aggressive'] as const)
      expect((await compress(request, { store: createMemoryStore(), policy })).request).toBe(request)
  })
})
