import { describe, expect, it } from 'vitest'
import type { Segment } from '../../types/segment.ts'
import { applyEdits } from '../../edits/apply.ts'
import { addTool, segments } from './request.ts'

const call = { type: 'tool_use', id: 'toolu_1', name: 'grep', input: { pattern: 'x', limit: 1 } }

const DOCUMENT = { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x' } }

describe('segments', () => {
  it('yields a system prompt, as text or as blocks, before the first turn', () => {
    expect(segmentsOf({ system: 'Be brief.', messages: [] })).toEqual([
      { path: ['system'], text: 'Be brief.', role: 'system', turn: -1 },
    ])
    const system = [
      { type: 'text', text: 'One.', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'Two.' },
    ]
    expect(segmentsOf({ system, messages: [] })).toEqual([
      { path: ['system', 0, 'text'], text: 'One.', role: 'system', turn: -1 },
      { path: ['system', 1, 'text'], text: 'Two.', role: 'system', turn: -1 },
    ])
  })

  it('yields the texts of messages of every role, in order', () => {
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'system', content: 'A note in between.' },
      { role: 'assistant', content: [{ type: 'text', text: 'Yes?', citations: null }] },
      {
        role: 'user',
        content: [
          { type: 'image', source: {} },
          { type: 'text', text: 'This', citations: [] },
        ],
      },
    ]
    expect(segmentsOf({ messages })).toEqual([
      { path: ['messages', 0, 'content'], text: 'Hello', role: 'user', turn: 0 },
      { path: ['messages', 1, 'content'], text: 'A note in between.', role: 'system', turn: 1 },
      { path: ['messages', 2, 'content', 0, 'text'], text: 'Yes?', role: 'assistant', turn: 2 },
      { path: ['messages', 3, 'content', 1, 'text'], text: 'This', role: 'user', turn: 3 },
    ])
  })

  it('yields a tool result with the call that produced it', () => {
    const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'a.ts:1: x' }
    const messages = [
      { role: 'assistant', content: [call] },
      { role: 'user', content: [result, { type: 'text', text: 'Go on.' }] },
    ]
    expect(segmentsOf({ messages })).toEqual([
      {
        path: ['messages', 1, 'content', 0, 'content'],
        text: 'a.ts:1: x',
        role: 'tool',
        turn: 1,
        tool: { name: 'grep', input: '{"pattern":"x","limit":1}' },
      },
      { path: ['messages', 1, 'content', 1, 'text'], text: 'Go on.', role: 'user', turn: 1 },
    ])
  })

  it('never yields the result of a call that a program made: code reads it', () => {
    const answered = (caller: unknown): readonly Segment[] =>
      segmentsOf({
        messages: [
          { role: 'assistant', content: [{ ...call, caller }] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '[{"id":1}]' }] },
        ],
      })
    expect(answered({ type: 'code_execution_20260120', tool_id: 'srvtoolu_1' })).toEqual([])
    expect(answered({ type: 'direct' })).toHaveLength(1)
    expect(answered(null)).toHaveLength(1)
  })

  it('yields each text block of a tool result on its own, and marks errors', () => {
    const content = [
      { type: 'text', text: 'out' },
      { type: 'image', source: {} },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'page' } },
      { type: 'tool_reference', tool_name: 'other' },
    ]
    const result = { type: 'tool_result', tool_use_id: 'toolu_1', is_error: true, content }
    const messages = [
      { role: 'assistant', content: [call] },
      { role: 'user', content: [result] },
    ]
    const tool = { name: 'grep', input: '{"pattern":"x","limit":1}' }
    const path = ['messages', 1, 'content', 0, 'content']
    expect(segmentsOf({ messages })).toEqual([
      { path: [...path, 0, 'text'], text: 'out', role: 'tool', turn: 1, tool, isError: true },
      { path: [...path, 2, 'source', 'data'], text: 'page', role: 'tool', turn: 1, tool, isError: true },
    ])
  })

  it('yields a tool result whose call is unknown with an empty name and input', () => {
    const content = [{ type: 'tool_result', tool_use_id: 'toolu_9', content: 'x' }]
    expect(segmentsOf({ messages: [{ role: 'user', content }] })).toMatchObject([{ tool: { name: '', input: '' } }])
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const strange = { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_9', name: 5, input: cycle }] }
    expect(segmentsOf({ messages: [strange, { role: 'user', content }] })).toMatchObject([
      { tool: { name: '', input: '' } },
    ])
  })

  it('takes the latest of the calls that share an id', () => {
    const again = { ...call, name: 'read', input: {} }
    const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }] }
    const messages = [{ role: 'assistant', content: [call] }, result, { role: 'assistant', content: [again] }, result]
    expect(segmentsOf({ messages })).toMatchObject([{ tool: { name: 'grep' } }, { tool: { name: 'read' } }])
  })

  it('does not take a later call for the one that produced a result', () => {
    const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }] }
    const later = { role: 'assistant', content: [call] }
    expect(segmentsOf({ messages: [result, later] })).toMatchObject([{ tool: { name: '' } }])
  })

  it('yields documents of plain text in user messages, unless they are to be cited', () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'long' }
    const content = [
      { type: 'document', source, citations: { enabled: false } },
      { type: 'document', source, citations: { enabled: true } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBER' } },
      { type: 'document', source: { type: 'url', url: 'https://example.com' } },
    ]
    expect(segmentsOf({ messages: [{ role: 'user', content }] })).toEqual([
      { path: ['messages', 0, 'content', 0, 'source', 'data'], text: 'long', role: 'user', turn: 0 },
    ])
    expect(segmentsOf({ messages: [{ role: 'assistant', content }] })).toEqual([])
  })

  it('yields the text blocks of documents that are made of blocks', () => {
    const source = {
      type: 'content',
      content: [
        { type: 'text', text: 'one' },
        { type: 'image', source: {} },
        { type: 'text', text: 'two' },
      ],
    }
    const content = [
      { type: 'document', source },
      { type: 'document', source: { type: 'content', content: 'three' } },
    ]
    const path = ['messages', 0, 'content']
    expect(segmentsOf({ messages: [{ role: 'user', content }] })).toEqual([
      { path: [...path, 0, 'source', 'content', 0, 'text'], text: 'one', role: 'user', turn: 0 },
      { path: [...path, 0, 'source', 'content', 2, 'text'], text: 'two', role: 'user', turn: 0 },
      { path: [...path, 1, 'source', 'content'], text: 'three', role: 'user', turn: 0 },
    ])
    const cited = content.map((document) => ({ ...document, citations: { enabled: true } }))
    expect(segmentsOf({ messages: [{ role: 'user', content: cited }] })).toEqual([])
  })

  it('yields the texts of search results, as of the tool that found them, unless they are to be cited', () => {
    const found = { type: 'search_result', source: 's', title: 't', content: [{ type: 'text', text: 'hit' }] }
    const result = {
      type: 'tool_result',
      tool_use_id: 'toolu_1',
      content: [found, { ...found, citations: { enabled: true } }],
    }
    const messages = [
      { role: 'assistant', content: [call, found] },
      { role: 'user', content: [result, found] },
    ]
    expect(segmentsOf({ messages })).toEqual([
      {
        path: ['messages', 1, 'content', 0, 'content', 0, 'content', 0, 'text'],
        text: 'hit',
        role: 'tool',
        turn: 1,
        tool: { name: 'grep', input: '{"pattern":"x","limit":1}' },
      },
      { path: ['messages', 1, 'content', 1, 'content', 0, 'text'], text: 'hit', role: 'user', turn: 1 },
    ])
  })

  it('yields the texts of a system message between the others, never the tools that it adds or removes', () => {
    const tool = { type: 'tool_reference', name: 'grep', text: 'x' }
    const content = [
      { type: 'tool_addition', tool },
      { type: 'text', text: 'A note.' },
      { type: 'tool_removal', tool, text: 'x' },
    ]
    expect(
      segmentsOf({
        messages: [
          { role: 'user', content: 'Hello' },
          { role: 'system', content },
        ],
      }),
    ).toEqual([
      { path: ['messages', 0, 'content'], text: 'Hello', role: 'user', turn: 0 },
      { path: ['messages', 1, 'content', 1, 'text'], text: 'A note.', role: 'system', turn: 1 },
    ])
  })

  it('yields what stands before a compaction block as everything else', () => {
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: [{ type: 'compaction', content: 'The user said hello.' }] },
      { role: 'user', content: 'Go on.' },
    ]
    expect(segmentsOf({ messages }).map(({ text }) => text)).toEqual(['Hello', 'Go on.'])
  })

  it.each<[string, object]>([
    ['thinking', { type: 'thinking', thinking: 'hm', signature: 'c2ln' }],
    ['redacted thinking', { type: 'redacted_thinking', data: 'ZGF0YQ==', text: 'x' }],
    ['compaction', { type: 'compaction', content: 'summary', encrypted_content: 'ZGF0YQ==' }],
    ['the input of a call', { ...call, text: 'x' }],
    ['a server tool call', { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } }],
    ['a web search result', { type: 'web_search_tool_result', content: [{ type: 'text', text: 'x' }] }],
    ['a code execution result', { type: 'bash_code_execution_tool_result', content: { stdout: 'x' } }],
    ['an MCP result', { type: 'mcp_tool_result', content: [{ type: 'text', text: 'x' }] }],
    ['a tool search result', { type: 'tool_search_tool_result', content: { tool_references: [{ text: 'x' }] } }],
    ['an advice', { type: 'advisor_tool_result', content: { type: 'advisor_result', text: 'x' } }],
    [
      'a search result with what is no text',
      { type: 'search_result', content: [{ type: 'text_v2', text: 'x' }, 'x', 5] },
    ],
    [
      'a signed text of a search result',
      { type: 'search_result', content: [{ type: 'text', text: 'x', signature: 's' }] },
    ],
    ['a document within a document', { type: 'document', source: { type: 'content', content: [DOCUMENT] } }],
    ['a document from elsewhere', { type: 'document', source: { type: 'file', data: 'x', content: 'x' } }],
    ['a block of a kind unknown so far', { type: 'text_v2', text: 'x', content: 'x' }],
    ['a block without type', { text: 'x' }],
    ['a text with citations', { type: 'text', text: 'x', citations: [{ type: 'char_location' }] }],
    ['a text with encrypted content', { type: 'text', text: 'x', encrypted_content: 'ZGF0YQ==' }],
    ['a signed text', { type: 'text', text: 'x', signature: 'c2ln' }],
    ['an empty text', { type: 'text', text: '' }],
    ['a text that is none', { type: 'text', text: 5 }],
  ])('never yields %s', (_, block) => {
    const results = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [block] }] }
    const messages = [{ role: 'assistant', content: [block] }, { role: 'user', content: [block] }, results]
    expect(segmentsOf({ system: [block], messages })).toEqual([])
  })

  it('takes a tool result outside a user message, or inside another one, for unknown', () => {
    const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }
    const nested = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [result] }] }
    expect(segmentsOf({ system: [result], messages: [{ role: 'assistant', content: [result] }, nested] })).toEqual([])
  })
})

describe('addTool', () => {
  const tool = { name: 'lookup', description: 'Looks up.', inputSchema: { type: 'object' } }
  const declared = { name: 'lookup', description: 'Looks up.', input_schema: { type: 'object' } }

  it('appends to the tools, or adds them', () => {
    const other = { type: 'web_search_20250305', name: 'web_search' }
    expect(withTool({ messages: [], tools: [other] })).toEqual({ messages: [], tools: [other, declared] })
    expect(withTool({ messages: [] })).toEqual({ messages: [], tools: [declared] })
    expect(withTool({ messages: [], tools: null })).toEqual({ messages: [], tools: [declared] })
  })

  it.each([{ type: 'none' }, { type: 'any' }, { type: 'tool', name: 'read' }])(
    'declares the same whatever the request says about choosing tools (%j)',
    (choice) => {
      const request = { messages: [], tools: [{ name: 'read', input_schema: {} }] }
      expect(addTool({ ...request, tool_choice: choice } as typeof request, tool)).toEqual(addTool(request, tool))
    },
  )

  it('leaves every byte before it as it was cached', () => {
    const cached = { name: 'other', input_schema: {}, cache_control: { type: 'ephemeral' } }
    const tools = [cached, { type: 'mcp_toolset', mcp_server_name: 's' }]
    expect(withTool({ messages: [], tools: [cached] })).toEqual({ messages: [], tools: [cached, declared] })
    expect(withTool({ messages: [], tools })).toEqual({ messages: [], tools: [...tools, declared] })
  })

  it('makes no edit where a tool of that name is declared, or there is no place for one', () => {
    expect(addTool({ messages: [], tools: [{ name: 'lookup' }] }, tool)).toEqual([])
    expect(addTool({ messages: [], tools: 'all' }, tool)).toEqual([])
  })

  function withTool(request: { messages: unknown[]; tools?: unknown }): unknown {
    return applyEdits(request, addTool(request, tool))
  }
})

function segmentsOf(request: Parameters<typeof segments>[0]): readonly Segment[] {
  return [...segments(request)]
}
