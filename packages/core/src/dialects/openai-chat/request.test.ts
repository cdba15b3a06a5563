import { describe, expect, it } from 'vitest'
import type { Segment } from '../../types/segment.ts'
import { applyEdits } from '../../edits/apply.ts'
import { addTool, segments } from './request.ts'

const call = { id: 'call_1', type: 'function', function: { name: 'grep', arguments: '{ "pattern":"x" }' } }

describe('segments', () => {
  it('yields the contents of system, developer, user and assistant messages', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: [{ type: 'text', text: 'And kind.' }] },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: {} },
          { type: 'text', text: 'Hello' },
        ],
      },
      { role: 'assistant', content: 'Yes?', refusal: null },
    ]
    expect(segmentsOf(messages)).toEqual([
      { path: ['messages', 0, 'content'], text: 'Be brief.', role: 'system', turn: 0 },
      { path: ['messages', 1, 'content', 0, 'text'], text: 'And kind.', role: 'system', turn: 1 },
      { path: ['messages', 2, 'content', 1, 'text'], text: 'Hello', role: 'user', turn: 2 },
      { path: ['messages', 3, 'content'], text: 'Yes?', role: 'assistant', turn: 3 },
    ])
  })

  it('yields a tool result with the call that produced it, arguments verbatim', () => {
    const messages = [
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'a.ts:1: x' },
      {
        role: 'tool',
        tool_call_id: 'call_1',
        content: [
          { type: 'text', text: 'one' },
          { type: 'text', text: 'two' },
        ],
      },
    ]
    const tool = { name: 'grep', input: '{ "pattern":"x" }' }
    expect(segmentsOf(messages)).toEqual([
      { path: ['messages', 1, 'content'], text: 'a.ts:1: x', role: 'tool', turn: 1, tool },
      { path: ['messages', 2, 'content', 0, 'text'], text: 'one', role: 'tool', turn: 2, tool },
      { path: ['messages', 2, 'content', 1, 'text'], text: 'two', role: 'tool', turn: 2, tool },
    ])
  })

  it('yields parts with members of other providers by their text alone', () => {
    const content = [{ type: 'text', text: 'long', cache_control: { type: 'ephemeral' } }]
    const messages = [
      { role: 'user', content },
      {
        role: 'assistant',
        content: 'hm',
        reasoning_content: 'x',
        reasoning_details: [{ type: 'reasoning.text', text: 'x' }],
      },
      { role: 'tool', tool_call_id: 'call_1', content },
    ]
    expect(segmentsOf(messages)).toEqual([
      { path: ['messages', 0, 'content', 0, 'text'], text: 'long', role: 'user', turn: 0 },
      { path: ['messages', 1, 'content'], text: 'hm', role: 'assistant', turn: 1 },
      {
        path: ['messages', 2, 'content', 0, 'text'],
        text: 'long',
        role: 'tool',
        turn: 2,
        tool: { name: '', input: '' },
      },
    ])
  })

  it('takes the latest of the calls that share an id', () => {
    const again = { ...call, function: { name: 'read', arguments: '{}' } }
    const messages = [
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'x' },
      { role: 'assistant', tool_calls: [again] },
      { role: 'tool', tool_call_id: 'call_1', content: 'y' },
    ]
    expect(segmentsOf(messages)).toMatchObject([{ tool: { name: 'grep' } }, { tool: { name: 'read' } }])
  })

  it('tells parallel calls apart that share an id, or have none, by their order', () => {
    const other = { ...call, function: { name: 'read', arguments: '{}' } }
    for (const id of ['call_1', '', undefined]) {
      const messages = [
        { role: 'assistant', tool_calls: [call, other].map((made) => ({ ...made, id })) },
        { role: 'tool', tool_call_id: id, content: 'x' },
        { role: 'tool', tool_call_id: id, content: 'y' },
      ]
      expect(segmentsOf(messages)).toMatchObject([{ tool: { name: 'grep' } }, { tool: { name: 'read', input: '{}' } }])
    }
  })

  it('does not take the result of one older function for that of another', () => {
    const messages = [
      { role: 'assistant', content: null, function_call: { name: 'grep', arguments: '{}' } },
      { role: 'function', name: 'read', content: 'x' },
    ]
    expect(segmentsOf(messages)).toMatchObject([{ tool: { name: 'read', input: '' } }])
  })

  it('yields the result of a custom tool with its raw input', () => {
    const custom = { id: 'call_2', type: 'custom', custom: { name: 'exec', input: 'ls -l' } }
    const messages = [
      { role: 'assistant', tool_calls: [custom] },
      { role: 'tool', tool_call_id: 'call_2', content: 'x' },
    ]
    expect(segmentsOf(messages)).toMatchObject([{ tool: { name: 'exec', input: 'ls -l' } }])
  })

  it('yields the result of an older function call', () => {
    const messages = [
      { role: 'assistant', content: null, function_call: { name: 'grep', arguments: '{}' } },
      { role: 'function', name: 'grep', content: 'x' },
    ]
    expect(segmentsOf(messages)).toMatchObject([{ role: 'tool', tool: { name: 'grep', input: '{}' } }])
  })

  it('yields a result whose call is unknown with the name it carries, or none', () => {
    const messages = [
      { role: 'tool', tool_call_id: 'call_9', name: 'grep', content: 'x' },
      { role: 'tool', content: 'y' },
      { role: 'assistant', tool_calls: [call] },
    ]
    expect(segmentsOf(messages)).toMatchObject([
      { tool: { name: 'grep', input: '' } },
      { tool: { name: '', input: '' } },
    ])
  })

  it('writes arguments as JSON text where a server sends an object', () => {
    const messages = [
      { role: 'assistant', tool_calls: [{ id: 'call_1', function: { name: 'grep', arguments: { pattern: 'x' } } }] },
      { role: 'tool', tool_call_id: 'call_1', content: 'x' },
    ]
    expect(segmentsOf(messages)).toMatchObject([{ tool: { name: 'grep', input: '{"pattern":"x"}' } }])
  })

  it.each<[string, object]>([
    ['reasoning', { role: 'assistant', content: null, reasoning: 'hm', reasoning_content: 'hm' }],
    ['reasoning details', { role: 'assistant', reasoning_details: [{ type: 'text', text: 'hm', signature: 'c2ln' }] }],
    [
      'thinking parts',
      { role: 'assistant', content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] },
    ],
    ['a refusal', { role: 'assistant', content: [{ type: 'refusal', refusal: 'no', text: 'x' }], refusal: 'no' }],
    ['arguments of calls', { role: 'assistant', content: null, tool_calls: [call] }],
    [
      'images, audio and files',
      { role: 'user', content: [{ type: 'image_url', text: 'x' }, { type: 'input_audio' }, { type: 'file' }] },
    ],
    ['a part of a kind unknown so far', { role: 'user', content: [{ type: 'text_v2', text: 'x' }] }],
    ['a part without type', { role: 'user', content: [{ text: 'x' }] }],
    ['an empty text', { role: 'user', content: [{ type: 'text', text: '' }] }],
    ['an empty content', { role: 'tool', tool_call_id: 'call_1', content: '' }],
    ['a text that is none', { role: 'user', content: [{ type: 'text', text: 5 }] }],
    ['a message of a role unknown so far', { role: 'critic', content: 'x' }],
    ['a message without role', { content: 'x' }],
  ])('never yields %s', (_, message) => {
    expect(segmentsOf([message])).toEqual([])
  })
})

describe('addTool', () => {
  const tool = { name: 'lookup', description: 'Looks up.', inputSchema: { type: 'object' } }
  const declaration = { name: 'lookup', description: 'Looks up.', parameters: { type: 'object' } }
  const declared = { type: 'function', function: declaration }

  it('appends to the tools, or adds them', () => {
    const other = { type: 'custom', custom: { name: 'exec' } }
    expect(withTool({ messages: [], tools: [other] })).toEqual({ messages: [], tools: [other, declared] })
    expect(withTool({ messages: [] })).toEqual({ messages: [], tools: [declared] })
    expect(withTool({ messages: [], tools: null })).toEqual({ messages: [], tools: [declared] })
  })

  it.each(['none', 'required', { type: 'function', function: { name: 'read' } }])(
    'declares the same whatever the request says about choosing tools (%j)',
    (choice) => {
      const request = { messages: [], tools: [{ type: 'function', function: { name: 'read' } }] }
      expect(addTool({ ...request, tool_choice: choice } as typeof request, tool)).toEqual(addTool(request, tool))
    },
  )

  it('appends to the older functions where only those are there', () => {
    const functions = [{ name: 'other' }]
    expect(withTool({ messages: [], functions })).toEqual({ messages: [], functions: [...functions, declaration] })
  })

  it('makes no edit where a tool of that name is declared, or there is no place for one', () => {
    expect(addTool({ messages: [], tools: [{ type: 'function', function: { name: 'lookup' } }] }, tool)).toEqual([])
    expect(addTool({ messages: [], tools: [{ type: 'custom', custom: { name: 'lookup' } }] }, tool)).toEqual([])
    expect(addTool({ messages: [], functions: [{ name: 'lookup' }] }, tool)).toEqual([])
    expect(addTool({ messages: [], tools: 'all' }, tool)).toEqual([])
  })

  function withTool(request: Parameters<typeof addTool>[0]): unknown {
    return applyEdits(request, addTool(request, tool))
  }
})

function segmentsOf(messages: readonly unknown[]): readonly Segment[] {
  return [...segments({ messages })]
}
