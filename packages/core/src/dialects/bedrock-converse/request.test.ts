import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import type { Segment } from '../../types/segment.ts'
import { addTool, segments } from './request.ts'

const call = { toolUse: { toolUseId: 'tooluse_1', name: 'grep', input: { pattern: 'x' } } }
const tool = { name: 'grep', input: '{"pattern":"x"}' }
const cachePoint = { cachePoint: { type: 'default' } }

describe('segments', () => {
  it('yields a system prompt before the first turn', () => {
    const system = [{ text: 'One.' }, cachePoint, { text: 'Two.' }]
    expect(segmentsOf({ system, messages: [] })).toEqual([
      { path: ['system', 0, 'text'], text: 'One.', role: 'system', turn: -1 },
      { path: ['system', 2, 'text'], text: 'Two.', role: 'system', turn: -1 },
    ])
  })

  it('yields the texts of both roles, in order', () => {
    const messages = [
      { role: 'user', content: [{ image: { format: 'png', source: {} } }, { text: 'Hello' }] },
      { role: 'assistant', content: [{ text: 'Yes?' }] },
      {
        role: 'user',
        content: [
          { text: 'This', image: undefined },
          { text: 'and that', ...cachePoint },
        ],
      },
    ]
    expect(segmentsOf({ messages })).toEqual([
      { path: ['messages', 0, 'content', 1, 'text'], text: 'Hello', role: 'user', turn: 0 },
      { path: ['messages', 1, 'content', 0, 'text'], text: 'Yes?', role: 'assistant', turn: 1 },
      { path: ['messages', 2, 'content', 0, 'text'], text: 'This', role: 'user', turn: 2 },
      { path: ['messages', 2, 'content', 1, 'text'], text: 'and that', role: 'user', turn: 2 },
    ])
  })

  it('yields each text of a tool result with the call that produced it, which changes alone', () => {
    const messages = answered([{ text: 'a.ts:1: x' }, { image: { format: 'png', source: {} } }, { text: 'more' }])
    const found = segmentsOf({ messages })
    const path = ['messages', 1, 'content', 0, 'toolResult', 'content']
    expect(found).toMatchObject([
      { path: [...path, 0, 'text'], text: 'a.ts:1: x', role: 'tool', turn: 1, tool },
      { path: [...path, 2, 'text'], text: 'more', role: 'tool', turn: 1, tool },
    ])
    expect(found.map(({ wrap }) => wrap)).toEqual([undefined, undefined])
  })

  it('yields JSON as its text, which becomes a text block, and the very block again with the text it had', () => {
    const block = { json: { rows: [{ id: 1, name: 'ü' }] } }
    const [found] = segmentsOf({ messages: answered([block]) })
    expect(found).toMatchObject({ text: '{"rows":[{"id":1,"name":"ü"}]}', role: 'tool' })
    expect(found?.path).toEqual(['messages', 1, 'content', 0, 'toolResult', 'content', 0])
    expect(found?.wrap?.('new')).toEqual({ text: 'new' })
    expect(found?.wrap?.('{"rows":[{"id":1,"name":"ü"}]}')).toBe(block)
  })

  it.each<[string, unknown]>([
    ['a whole number that may have been rounded', { id: 12_345_678_901_234_567_890n.toString(), at: 2 ** 60 }],
    ['one so large that it has an exponent', [1e21]],
    ['a string', '{"a":1}'],
    ['a number', 5],
    ['null', null],
    ['a cycle', cycle()],
  ])('leaves JSON alone that is or holds %s', (_, json) => {
    expect(segmentsOf({ messages: answered([{ json }]) })).toEqual([])
  })

  it('leaves JSON alone that is nested too deep to look through', () => {
    const depths = [1000, 2000, 3000, 4000, 5000, 100_000]
    const content = depths.map((depth) => ({ json: [nested(depth)] }))
    expect(segmentsOf({ messages: answered([...content, { text: 'x' }]) }).at(-1)).toMatchObject({ text: 'x' })
  })

  it('yields JSON with long digits in strings, and with the largest exact number', () => {
    const json = { id: '12345678901234567890', most: Number.MAX_SAFE_INTEGER, share: 0.1234567890123456 }
    expect(segmentsOf({ messages: answered([{ json }]) })).toMatchObject([{ text: JSON.stringify(json) }])
  })

  it('marks errors', () => {
    expect(segmentsOf({ messages: answered([{ text: 'no' }], { status: 'error' }) })).toMatchObject([{ isError: true }])
    const [found] = segmentsOf({ messages: answered([{ text: 'yes' }], { status: 'success' }) })
    expect(found).not.toHaveProperty('isError')
  })

  it('yields a tool result whose call is unknown, or comes later, with an empty name and input', () => {
    const [made, result] = answered([{ text: 'x' }])
    for (const messages of [[result], [result, made]]) {
      expect(segmentsOf({ messages })).toMatchObject([{ tool: { name: '', input: '' } }])
    }
  })

  it('yields documents and search results of plain text that users and tools give, unless they are to be cited', () => {
    const content = [
      { document: { name: 'a', source: { text: 'long' }, citations: { enabled: false } } },
      { document: { name: 'b', format: 'md', source: { content: [{ text: 'part' }, { text: '' }] } } },
      { document: { name: 'c', source: { text: 'long' }, citations: { enabled: true } } },
      { document: { name: 'd', format: 'pdf', source: { bytes: 'JVBER' } } },
      { document: { name: 'e', format: 'pdf', source: { text: 'x' } } },
      { searchResult: { source: 's', title: 't', content: [{ text: 'hit' }] } },
      { searchResult: { source: 's', title: 't', content: [{ text: 'hit' }], citations: { enabled: true } } },
    ]
    const within = (path: readonly (string | number)[], role: string, turn: number): object[] => [
      { path: [...path, 0, 'document', 'source', 'text'], text: 'long', role, turn },
      { path: [...path, 1, 'document', 'source', 'content', 0, 'text'], text: 'part', role, turn },
      { path: [...path, 5, 'searchResult', 'content', 0, 'text'], text: 'hit', role, turn },
    ]
    const path = ['messages', 0, 'content']
    expect(segmentsOf({ messages: [{ role: 'user', content }] })).toEqual(within(path, 'user', 0))
    const inResult = ['messages', 1, 'content', 0, 'toolResult', 'content']
    expect(segmentsOf({ messages: answered(content) })).toMatchObject(within(inResult, 'tool', 1))
    expect(segmentsOf({ system: content, messages: [{ role: 'assistant', content }] })).toEqual([])
  })

  it.each<[string, object]>([
    ['reasoning', { reasoningContent: { reasoningText: { text: 'hm', signature: 'c2ln' } } }],
    ['redacted reasoning', { reasoningContent: { redactedContent: 'ZGF0YQ==' } }],
    ['guarded content', { guardContent: { text: { text: 'x', qualifiers: ['query'] } } }],
    ['cited text', { citationsContent: { content: [{ text: 'x' }], citations: [{}] } }],
    ['the input of a call', call],
    ['an image', { image: { format: 'png', source: { bytes: 'aGk=' } } }],
    ['a block of a kind unknown so far', { note: { text: 'x' } }],
    ['a text with something unknown beside it', { text: 'x', signature: 'c2ln' }],
    ['a text of a type', { type: 'text', text: 'x' }],
    ['an empty text', { text: '' }],
    ['a text that is none', { text: 5 }],
  ])('never yields %s', (_, block) => {
    const messages = [...answered([block]), { role: 'assistant', content: [block] }, { role: 'user', content: [block] }]
    expect(segmentsOf({ system: [block], messages })).toEqual([])
  })

  it('takes results of tools that the provider ran, and results outside a user message or inside another, for opaque', () => {
    const result = { toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'x' }] } }
    const ran = { toolResult: { ...result.toolResult, type: 'nova_grounding_result' } }
    const messages = [
      { role: 'assistant', content: [result, ran] },
      { role: 'user', content: [ran] },
    ]
    expect(segmentsOf({ system: [result], messages: [...messages, ...answered([result])] })).toEqual([])
  })
})

describe('addTool', () => {
  const lookup = { name: 'lookup', description: 'Looks up.', inputSchema: { type: 'object' } }
  const declared = { toolSpec: { name: 'lookup', description: 'Looks up.', inputSchema: { json: { type: 'object' } } } }
  const other = { toolSpec: { name: 'other', inputSchema: { json: {} } } }

  it('appends to the tools, after a cache point too, so that what is cached keeps its place', () => {
    const toolConfig = { tools: [other, cachePoint], toolChoice: { auto: {} } }
    expect(withTool({ messages: [], toolConfig })).toEqual({
      messages: [],
      toolConfig: { tools: [other, cachePoint, declared], toolChoice: { auto: {} } },
    })
  })

  it('adds what is missing of the way to the tools', () => {
    const toolConfig = { tools: [declared] }
    expect(withTool({ messages: [] })).toEqual({ messages: [], toolConfig })
    expect(withTool({ messages: [], toolConfig: null })).toEqual({ messages: [], toolConfig })
    expect(withTool({ messages: [], toolConfig: {} })).toEqual({ messages: [], toolConfig })
  })

  it('makes no edit where a tool of that name is declared, or there is no place for one', () => {
    for (const tools of [[{ toolSpec: { name: 'lookup' } }], [{ systemTool: { name: 'lookup' } }], 'all']) {
      expect(addTool({ messages: [], toolConfig: { tools } }, lookup)).toEqual([])
    }
    expect(addTool({ messages: [], toolConfig: [] }, lookup)).toEqual([])
  })

  function withTool(request: Parameters<typeof addTool>[0]): unknown {
    return applyEdits(request, addTool(request, lookup))
  }
})

function answered(content: readonly unknown[], members: object = {}): readonly object[] {
  const toolResult = { toolUseId: 'tooluse_1', content, ...members }
  return [
    { role: 'assistant', content: [call] },
    { role: 'user', content: [{ toolResult }] },
  ]
}

function segmentsOf(request: Parameters<typeof segments>[0]): readonly Segment[] {
  return [...segments(request)]
}

function cycle(): object {
  const value: Record<string, unknown> = {}
  value['self'] = value
  return value
}

function nested(depth: number): unknown {
  let value: unknown = 2 ** 60
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}
