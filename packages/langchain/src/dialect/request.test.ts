import { applyEdits, retrieveTool, type Segment } from '@headroom/core'
import {
  AIMessage,
  type BaseMessage,
  FunctionMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import type { LangChainRequest, Message } from '../types/request.ts'
import { addTool, matches, segments } from './request.ts'

const CALL = { id: 'c1', name: 'load', args: { table: 'users' } }

function requestOf(...messages: readonly unknown[]): LangChainRequest {
  return { messages: messages as readonly Message[] }
}

function answered(content: unknown, fields: object = {}): LangChainRequest {
  const message = new ToolMessage({ content: content as string, tool_call_id: 'c1', ...fields })
  return requestOf(new AIMessage({ content: '', tool_calls: [CALL] }), message)
}

function ofTools(request: LangChainRequest): Segment[] {
  return [...segments(request)].filter(({ role }) => role === 'tool')
}

const TOOL = { name: 'load', input: '{"table":"users"}' }

describe('segments', () => {
  it('yields texts of every role, with the call that a result answers', () => {
    const blocks = [
      { type: 'text', text: 'Load it.' },
      { type: 'image_url', image_url: 'x' },
    ]
    const said = [
      { type: 'reasoning', reasoning: 'hm' },
      { type: 'text', text: 'Loading.' },
    ]
    const request = requestOf(
      new SystemMessage('Be brief.'),
      new HumanMessage({ content: blocks }),
      new AIMessage({ content: said as never, tool_calls: [CALL] }),
      new ToolMessage({ content: 'rows', tool_call_id: 'c1' }),
    )
    expect([...segments(request)]).toEqual([
      { path: ['messages', 0, 'content'], text: 'Be brief.', role: 'system', turn: 0 },
      { path: ['messages', 1, 'content', 0, 'text'], text: 'Load it.', role: 'user', turn: 1 },
      { path: ['messages', 2, 'content', 1, 'text'], text: 'Loading.', role: 'assistant', turn: 2 },
      { path: ['messages', 3, 'content'], text: 'rows', role: 'tool', turn: 3, tool: TOOL },
    ])
  })

  it("yields each text block of a tool's content, standard ones too, and nothing else in it", () => {
    const content = [
      { type: 'text', text: 'one' },
      { type: 'text-plain', text: 'two', mimeType: 'text/plain' },
      { type: 'text', text: '' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
      { type: 'file', source_type: 'text', text: 'a file' },
      { type: 'unknown', text: 'three' },
    ]
    const found = ofTools(answered(content))
    expect(found.map(({ path, text }) => [path.slice(2), text])).toEqual([
      [['content', 0, 'text'], 'one'],
      [['content', 1, 'text'], 'two'],
    ])
  })

  it('marks results of tools that failed', () => {
    expect(ofTools(answered('rows', { status: 'error' }))).toMatchObject([{ isError: true }])
    expect(ofTools(answered('rows', { status: 'success' }))[0]).not.toHaveProperty('isError')
  })

  it("takes the tool's name from the message where the call is not there", () => {
    const [orphan] = ofTools(requestOf(new ToolMessage({ content: 'rows', tool_call_id: 'c9', name: 'load' })))
    expect(orphan?.tool).toEqual({ name: 'load', input: '' })
    const [old] = ofTools(requestOf(new FunctionMessage({ content: 'rows', name: 'load' })))
    expect(old?.tool).toEqual({ name: 'load', input: '' })
  })

  it('reads messages as they come back from a store', () => {
    const request = requestOf(...JSON.parse(JSON.stringify(answered('rows'))).messages)
    expect(ofTools(request)).toMatchObject([{ path: ['messages', 1, 'kwargs', 'content'], text: 'rows', tool: TOOL }])
  })

  it('passes over what cannot be read', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    expect(ofTools(answered([cycle, null, 'text', { type: 'text' }, { type: 'text', text: 7 }]))).toEqual([])
    expect([...segments(requestOf({ type: 'tool', content: undefined }, { type: 'remove' }, null))]).toEqual([])
    const call = { ...CALL, args: cycle }
    const [found] = ofTools(requestOf({ type: 'ai', content: '', tool_calls: [call] }, answered('rows').messages[1]))
    expect(found?.tool).toEqual({ name: 'load', input: '' })
  })

  it('has paths at which an edit leaves all else of a message, also where it is serialized', () => {
    const fields = { id: 'm', artifact: { rows: 1 }, status: 'success', name: 'load', metadata: { a: 1 } }
    const request = answered('rows', { ...fields, additional_kwargs: { b: 2 }, response_metadata: { c: 3 } })
    const path = ofTools(request)[0]?.path ?? []
    const [answer, edited] = applyEdits(request, [{ op: 'replace', path, value: 'fewer' }])
      .messages as unknown as BaseMessage[]
    const original = request.messages[1] as unknown as ToolMessage
    expect(answer).toBe(request.messages[0])
    expect(ToolMessage.isInstance(edited) && edited.constructor === ToolMessage).toBe(true)
    expect(edited).toMatchObject({
      ...fields,
      content: 'fewer',
      additional_kwargs: { b: 2 },
      response_metadata: { c: 3 },
    })
    const saved = JSON.parse(JSON.stringify(original))
    expect(JSON.parse(JSON.stringify(edited))).toEqual({ ...saved, kwargs: { ...saved.kwargs, content: 'fewer' } })
    expect(original.content).toBe('rows')
  })
})

describe('addTool', () => {
  const tool = {
    type: 'function',
    function: {
      name: 'headroom_retrieve',
      description: retrieveTool.description,
      parameters: retrieveTool.inputSchema,
    },
  }

  it('declares a tool as the last one, or as the only one', () => {
    expect(addTool({ messages: [], tools: [{ name: 'load' }] }, retrieveTool)).toEqual([
      { op: 'add', path: ['tools', '-'], value: tool },
    ])
    expect(addTool({ messages: [] }, retrieveTool)).toEqual([{ op: 'add', path: ['tools'], value: [tool] }])
  })

  it.each([
    [{ name: 'headroom_retrieve', schema: {} }],
    [tool],
    [{ toolSpec: { name: 'headroom_retrieve' } }],
    [{ functionDeclarations: [{ name: 'load' }, { name: 'headroom_retrieve' }] }],
  ])('declares none where the name is taken: %j', (taken) => {
    expect(addTool({ messages: [], tools: [taken] }, retrieveTool)).toEqual([])
  })
})

describe('matches', () => {
  it('knows lists of messages, and throws for nothing', () => {
    expect(matches(requestOf(new HumanMessage('Hi.'), new AIMessage({ content: [] })))).toBe(true)
    const throwing = {
      get messages(): never {
        throw new Error('no')
      },
    }
    for (const other of [null, {}, { messages: [{ role: 'user', content: 'Hi.' }] }, { messages: [null] }, throwing])
      expect(matches(other)).toBe(false)
  })
})
