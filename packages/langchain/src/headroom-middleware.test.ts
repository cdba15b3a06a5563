import { createMemoryStore, keyOf, retrieveTool } from '@headroom/core'
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { headroomMiddleware, type ModelCall } from './headroom-middleware.ts'
import type { ShorteningOptions } from './shortening-options.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'

const LOG = longText('a')
const KEY = await keyOf(LOG)
const LOAD = { type: 'function', function: { name: 'load', parameters: {} } }
const MESSAGES = [
  new HumanMessage('Why?'),
  new AIMessage({ content: '', tool_calls: [{ id: 'c', name: 'load', args: {} }] }),
  new ToolMessage({ content: LOG, tool_call_id: 'c', name: 'load' }),
]

/** One call through a middleware: what it was given, what was sent, and the reply. */
async function callThrough(
  options: ShorteningOptions,
  call: Partial<ModelCall> = {},
  answer: unknown = new AIMessage('So.'),
) {
  const middleware = headroomMiddleware({ compressors: [firstAndLast], ...options })
  const request = { messages: MESSAGES, tools: [LOAD, ...middleware.tools], model: {}, ...call }
  const sent: (typeof request)[] = []
  const reply = await middleware.wrapModelCall(request, (given) => {
    sent.push(given)
    return answer
  })
  return { middleware, request, sent: sent[0] ?? request, reply }
}

describe('headroomMiddleware', () => {
  it('sends shorter copies of tool results, everything else the same objects', async () => {
    const store = createMemoryStore()
    const { request, sent } = await callThrough({ store })
    expect(sent.messages[2]).toMatchObject({ content: expect.stringContaining(`key ${KEY}`), tool_call_id: 'c' })
    expect(sent.messages.slice(0, 2).every((message, index) => message === MESSAGES[index])).toBe(true)
    expect(sent.tools).toBe(request.tools)
    expect(sent.model).toBe(request.model)
    expect(MESSAGES[2]?.content).toBe(LOG)
    expect((await store.get(KEY))?.text).toBe(LOG)
  })

  it('hands on the very request where nothing became shorter', async () => {
    const { request, sent } = await callThrough({}, { messages: MESSAGES.slice(0, 2) })
    expect(sent).toBe(request)
  })

  it('adds what was saved to a copy of the answer, in its JSON, too', async () => {
    const answer = new AIMessage({ content: 'So.', id: 'x', response_metadata: { model: 'm' } })
    const { reply } = await callThrough({}, {}, answer)
    const headroom = { tokensBefore: expect.any(Number), tokensAfter: expect.any(Number), keys: [KEY] }
    expect(reply).toBeInstanceOf(AIMessage)
    expect(reply).toMatchObject({ id: 'x', content: 'So.', response_metadata: { model: 'm', headroom } })
    expect(JSON.stringify(reply)).toContain(KEY)
    expect(answer.response_metadata).toEqual({ model: 'm' })
  })

  it.each(['So.', null, { structuredResponse: {}, messages: [] }, { response_metadata: null }])(
    'passes a reply that is no message: %j',
    async (answer) => {
      expect((await callThrough({}, {}, answer)).reply).toBe(answer)
    },
  )

  it('declares no tool where nothing is ever left out', () => {
    expect(headroomMiddleware({ policy: 'lossless' }).tools).toEqual([])
    expect(headroomMiddleware({ enabled: false }).tools).toEqual([])
    expect(headroomMiddleware({ policy: 'lossless', tools: { load: 'view' } }).tools).toHaveLength(1)
    expect(headroomMiddleware().tools.map(({ name }) => name)).toEqual(['headroom_retrieve'])
  })

  it('hands on the very request and reply where it is disabled', async () => {
    const answer = new AIMessage('So.')
    const { request, sent, reply } = await callThrough({ enabled: false }, {}, answer)
    expect(sent).toBe(request)
    expect(reply).toBe(answer)
  })

  it('takes its tool out of a request that has no other, and leaves nothing out there', async () => {
    const { middleware } = await callThrough({})
    const tools = middleware.tools
    const sent: ModelCall[] = []
    await middleware.wrapModelCall({ messages: MESSAGES, tools }, (given) => void sent.push(given))
    expect(sent[0]?.tools).toEqual([])
    expect(sent[0]?.messages[2]).toBe(MESSAGES[2])
  })

  it.each([
    { responseFormat: {} },
    { modelSettings: { strict: true } },
    { model: { supportsStrictToolCalling: true } },
  ])(
    'declares its tool with all arguments required where providers may hold tools to their schemas: %j',
    async (call) => {
      const { request, sent } = await callThrough({}, call)
      const { name, description, inputSchema } = retrieveTool
      const parameters = { ...inputSchema, required: Object.keys(Object(inputSchema['properties'])) }
      expect(sent.tools[0]).toBe(LOAD)
      expect(sent.tools[1]).toMatchObject({ type: 'function', function: { name, description } })
      expect(Object(sent.tools[1]).function.parameters).toMatchObject({ required: parameters.required })
      expect(sent.messages[2]).toMatchObject({ content: expect.stringContaining(`key ${KEY}`) })
      expect(request.tools[1]).toHaveProperty('schema', inputSchema)
    },
  )

  it('refers to an earlier result only where no provider may drop it', async () => {
    const prose = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
    const call = (id: string): AIMessage => new AIMessage({ content: '', tool_calls: [{ id, name: 'load', args: {} }] })
    const result = (id: string): ToolMessage => new ToolMessage({ content: prose, tool_call_id: id, name: 'load' })
    const messages = [new HumanMessage('Why?'), call('c'), result('c'), call('d'), result('d')]
    const { sent } = await callThrough({}, { messages })
    expect(sent.messages[2]).toBe(messages[2])
    expect(String(Object(sent.messages[4]).content).length).toBeLessThan(prose.length / 2)
    const dropping = await callThrough({}, { messages, modelSettings: { truncation: 'auto' } })
    expect(dropping.sent.messages[4]).toBe(messages[4])
  })

  it('refuses a namesake of its tool', async () => {
    const { middleware } = await callThrough({})
    const namesake = { type: 'function', function: { name: 'headroom_retrieve' } }
    const request = { messages: MESSAGES, tools: [namesake, ...middleware.tools] }
    await expect(middleware.wrapModelCall(request, () => 'So.')).rejects.toThrow(
      'leave it out, or give it another name',
    )
  })

  it('shortens what other middlewares made odd, and passes what it cannot read', async () => {
    const odd = [
      ...MESSAGES,
      undefined,
      { role: 'user', content: 7 },
      'text',
      new ToolMessage({ content: [], tool_call_id: 'd' }),
    ]
    const { sent } = await callThrough({}, { messages: odd })
    expect(sent.messages.slice(3).every((message, index) => message === odd[index + 3])).toBe(true)
  })

  it('refuses options that it does not have, at once', () => {
    expect(() => headroomMiddleware({ colour: 'red' } as never)).toThrow('`colour` is no option')
    expect(() => headroomMiddleware({ store: {} } as never)).toThrow('`store` must be')
    expect(() => headroomMiddleware(7 as never)).toThrow('`options` must be')
  })
})
