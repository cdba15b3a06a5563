import { applyEdits, retrieveTool, type Segment } from '@headroom/core'
import { testDialect } from '@headroom/core/testing'
import {
  CachePointBlock,
  DocumentBlock,
  GuardContentBlock,
  ImageBlock,
  JsonBlock,
  Message,
  ReasoningBlock,
  TextBlock,
  type ToolResultContent,
  ToolResultBlock,
  ToolUseBlock,
} from '@strands-agents/sdk'
import { describe, expect, it } from 'vitest'
import { segments, strands } from './dialect.ts'
import type { ModelCall } from './types.ts'

const IMAGE = new ImageBlock({ format: 'png', source: { bytes: new Uint8Array([1, 2]) } })
const CALL = new ToolUseBlock({ name: 'load', toolUseId: 't1', input: { table: 'users' } })

function callOf(content: ToolResultContent[], status: 'success' | 'error' = 'success'): ModelCall {
  const result = new ToolResultBlock({ toolUseId: 't1', status, content })
  return {
    systemPrompt: 'Be brief.',
    messages: [
      new Message({ role: 'user', content: [new TextBlock('Load it.'), IMAGE] }),
      new Message({
        role: 'assistant',
        content: [new ReasoningBlock({ text: 'hm', signature: 's' }), new TextBlock('Loading.'), CALL],
      }),
      new Message({ role: 'user', content: [result, new CachePointBlock({ cacheType: 'default' })] }),
    ],
    toolSpecs: [{ name: 'load', description: 'Loads.' }],
  }
}

function ofTools(call: ModelCall): Segment[] {
  return [...segments(call)].filter(({ role }) => role === 'tool')
}

const PLACE = {
  role: 'tool',
  turn: 2,
  tool: { name: 'load', input: '{"table":"users"}' },
}

describe('segments', () => {
  it('yields texts of every role, with the call that a result answers', () => {
    expect([...segments(callOf([new TextBlock('rows')]))]).toEqual([
      { path: ['systemPrompt'], text: 'Be brief.', role: 'system', turn: -1 },
      { path: ['messages', 0, 'content', 0, 'text'], text: 'Load it.', role: 'user', turn: 0 },
      { path: ['messages', 1, 'content', 1, 'text'], text: 'Loading.', role: 'assistant', turn: 1 },
      { ...PLACE, path: ['messages', 2, 'content', 0, 'content', 0, 'text'], text: 'rows' },
    ])
  })

  it('yields the blocks of a system prompt', () => {
    const guarded = new GuardContentBlock({ text: { text: 'guarded', qualifiers: ['query'] } })
    const systemPrompt = [new TextBlock('Be brief.'), new CachePointBlock({ cacheType: 'default' }), guarded]
    expect([...segments({ systemPrompt, messages: [], toolSpecs: [] })]).toEqual([
      { path: ['systemPrompt', 0, 'text'], text: 'Be brief.', role: 'system', turn: -1 },
    ])
  })

  it('reads JSON as its text, and writes a shorter one as a block of text', () => {
    const call = callOf([new JsonBlock({ json: { $value: [{ a: 1 }] } }), IMAGE, new TextBlock('b')])
    const [json, text] = ofTools(call)
    expect(json).toMatchObject({ path: ['messages', 2, 'content', 0, 'content', 0], text: '{"$value":[{"a":1}]}' })
    expect(text).toMatchObject({ path: ['messages', 2, 'content', 0, 'content', 2, 'text'] })
    expect(json?.wrap?.('a')).toEqual(new TextBlock('a'))
    expect(json?.wrap?.('{"$value":[{"a":1}]}')).toBeInstanceOf(JsonBlock)
  })

  it('yields documents of plain text that are not to be cited', () => {
    const documents = [
      new DocumentBlock({ name: 'a', format: 'txt', source: { text: 'one' } }),
      new DocumentBlock({ name: 'b', format: 'md', source: { content: [{ text: 'two' }, { text: 'three' }] } }),
      new DocumentBlock({ name: 'c', format: 'pdf', source: { bytes: new Uint8Array([1]) } }),
      new DocumentBlock({ name: 'd', format: 'txt', source: { text: 'cited' }, citations: { enabled: true } }),
    ]
    const found = ofTools(callOf(documents))
    expect(found.map(({ text, path }) => [text, path.slice(6)])).toEqual([
      ['one', ['source', 'text']],
      ['two', ['source', 'content', 0, 'text']],
      ['three', ['source', 'content', 1, 'text']],
    ])
  })

  it('marks results that are errors', () => {
    expect(ofTools(callOf([new TextBlock('no')], 'error'))).toMatchObject([{ text: 'no', isError: true }])
  })

  it('tells nothing of a call that is not in the request', () => {
    const result = new ToolResultBlock({ toolUseId: 'lost', status: 'success', content: [new TextBlock('a')] })
    const messages = [new Message({ role: 'user', content: [result] })]
    expect(ofTools({ messages, toolSpecs: [] })).toMatchObject([{ text: 'a', tool: { name: '', input: '' } }])
  })

  it('passes over what is odd', () => {
    const circular: Record<string, unknown> = { type: 'jsonBlock' }
    circular['json'] = { circular }
    const blocks = [
      null,
      1,
      'a',
      {},
      { type: 'textBlock' },
      { type: 'textBlock', text: '' },
      { type: 'newBlock', text: 'a' },
    ]
    const results = [
      { type: 'toolResultBlock', content: 'a' },
      { type: 'toolResultBlock', content: [...blocks, circular] },
    ]
    const messages = [null, {}, { role: 'user' }, { role: 'tool', content: blocks }, { role: 'user', content: results }]
    expect([...segments({ messages, toolSpecs: [] })]).toEqual([])
    expect([...segments({ messages: undefined, toolSpecs: undefined })]).toEqual([])
  })

  it('keeps classes where a text is written', () => {
    const call = callOf([new TextBlock('rows'), IMAGE])
    const [segment] = ofTools(call)
    const edited = applyEdits(call, [{ op: 'replace', path: segment?.path ?? [], value: 'r' }])
    const [, assistant, user] = edited.messages as Message[]
    expect(user?.toJSON().content[0]).toMatchObject({ toolResult: { content: [{ text: 'r' }, IMAGE.toJSON()] } })
    expect(user).toBeInstanceOf(Message)
    expect(user?.content[0]).toBeInstanceOf(ToolResultBlock)
    expect(assistant).toBe((call.messages as Message[])[1])
  })
})

describe('dropsEarlier', () => {
  const told = (config: object): boolean | undefined =>
    strands.dropsEarlier?.({ messages: [], toolSpecs: [], model: { getConfig: () => config } })

  it('knows context editing of Anthropic and truncation of OpenAI from the configuration of the model', () => {
    const management = { context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } }
    expect(told({ params: management })).toBe(true)
    expect(told({ additionalRequestFields: management })).toBe(true)
    expect(told({ params: { truncation: 'auto' } })).toBe(true)
  })

  it('holds back nothing else', () => {
    expect(told({ params: { context_management: { edits: [{ type: 'clear_thinking_20251015' }] } } })).toBe(false)
    expect(told({ modelId: 'm' })).toBe(false)
    expect(strands.dropsEarlier?.({ messages: [], toolSpecs: [] })).toBe(false)
  })
})

describe('addTool', () => {
  it('declares as the last, and leaves a name that is taken', () => {
    const call = callOf([])
    expect(applyEdits(call, strands.addTool(call, retrieveTool)).toolSpecs).toEqual([
      { name: 'load', description: 'Loads.' },
      retrieveTool,
    ])
    expect(strands.addTool({ messages: [], toolSpecs: [{ name: retrieveTool.name }] }, retrieveTool)).toEqual([])
  })
})

describe('strands', () => {
  const requests = [
    callOf([new TextBlock('rows'), new JsonBlock({ json: { a: [1] } })]),
    { messages: [], toolSpecs: [] },
  ]
  it.each(testDialect('strands', strands, { requests }))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})
