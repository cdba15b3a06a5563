import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { eventFraming } from '../../loop/event-framing.ts'
import { openTurn } from '../../loop/open-turn.ts'
import { retrieveTool } from '../../retrieve/tool.ts'
import { streamTurn } from '../../loop/stream-turn.ts'
import { holdTurn, streamOf } from '../../testing/hold-turn.ts'
import type { Store } from '../../types/store.ts'
import type { AnthropicReply } from './reply.ts'
import type { AnthropicRequest } from './request.ts'

type Block = Readonly<Record<string, unknown>>
type Message = { readonly role: string; readonly content: unknown }

/** What the model says, round by round; `KEY` stands for the key of the view that it read. */
type Script = readonly (readonly Block[])[]

const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const TOOLS = [{ name: 'logs', input_schema: { type: 'object' } }]
const called = (id: string, name: string, input: object = {}): Block => ({ type: 'tool_use', id, name, input })
const retrieve = (id: string, selector: object): Block => called(id, 'headroom_retrieve', { key: 'KEY', ...selector })
const thought = (signature: string): Block => ({ type: 'thinking', thinking: 'hm', signature })
const text = (words: string): Block => ({ type: 'text', text: words })

const asked: readonly Message[] = [
  { role: 'user', content: 'Why?' },
  { role: 'assistant', content: [called('a', 'logs')] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: LOG }] },
]

/** A model that follows a script, and keeps what it was sent. */
function createModel(script: Script) {
  const bodies: string[] = []
  function reply(body: string): AnthropicReply {
    bodies.push(body)
    const key = /key ([0-9a-f]{16})/.exec(body)?.[1] ?? 'none'
    const said: readonly Block[] = JSON.parse(
      JSON.stringify(script[bodies.length - 1] ?? [text('Done.')]).replaceAll('KEY', key),
    )
    const stop_reason = said.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn'
    const message = { id: `msg_${bodies.length}`, role: 'assistant', content: said }
    const usage = { input_tokens: 100, output_tokens: 10, cache_creation: { ephemeral_5m_input_tokens: 1 } }
    return { ...message, stop_reason, usage }
  }
  return { bodies, reply }
}

/** A client that keeps its history as it was shown. */
function createClient(model: ReturnType<typeof createModel>, store: Store, mode: 'whole' | 'streamed') {
  let messages: readonly Message[] = asked
  return {
    messages: () => messages,
    say(...more: readonly Message[]) {
      messages = [...messages, ...more]
    },
    async ask(): Promise<AnthropicReply> {
      const request = { model: 'claude-opus-5', max_tokens: 9, tools: TOOLS, messages }
      const turn = await openTurn<AnthropicRequest, AnthropicReply>(request, { store }, JSON.stringify(request))
      const { reply, events } = await holdTurn(turn, mode, { reply: model.reply, events: eventsOf })
      if (mode === 'streamed') expectOneMessage(events)
      messages = [...messages, { role: 'assistant', content: reply.content }]
      return reply
    },
  }
}

function expectOneMessage(events: readonly unknown[]): void {
  const types = events.map((event) => Object(event).type as unknown)
  expect(types.filter((type) => type === 'message_start')).toHaveLength(1)
  expect(types.filter((type) => type === 'message_delta' || type === 'message_stop')).toHaveLength(2)
}

function* blockEvents(block: Block, index: number): Generator<object> {
  const { input, ...rest } = block
  const start = input === undefined ? rest : { ...rest, input: {} }
  yield { type: 'content_block_start', index, content_block: start }
  const json = JSON.stringify(input)
  if (input !== undefined) {
    for (const partial_json of [json.slice(0, 3), json.slice(3)])
      yield { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } }
  }
  yield { type: 'content_block_stop', index }
}

function eventsOf({ content, stop_reason, usage, ...message }: AnthropicReply): readonly object[] {
  return [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } },
    ...(content as readonly Block[]).flatMap((block, index) => [...blockEvents(block, index)]),
    { type: 'message_delta', delta: { stop_reason }, usage },
    { type: 'message_stop' },
  ]
}

const SCRIPT: Script = [
  [thought('s1'), text('Let me see. '), retrieve('r1', { grep: '399' })],
  [thought('s2'), retrieve('r2', { lines: '1-2' }), retrieve('r3', { lines: '3' })],
  [thought('s3'), text('It is 399. '), called('b', 'logs'), retrieve('r4', { index: 2 }), called('c', 'logs')],
  [text('So.')],
  [retrieve('r5', { lines: '7' })],
  [text('Bye.')],
]

describe.each(['whole', 'streamed'] as const)('a turn of the Messages API, %s', (mode) => {
  it('hides calls, sums usage and goes on from what was exchanged, byte for byte', async () => {
    const [model, store] = [createModel(SCRIPT), createMemoryStore()]
    const client = createClient(model, store, mode)
    const first = await client.ask()
    expect(first).toMatchObject({
      content: [
        thought('s1'),
        text('Let me see. '),
        thought('s2'),
        thought('s3'),
        text('It is 399. '),
        { id: 'b' },
        { id: 'c' },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 300, output_tokens: 30, cache_creation: { ephemeral_5m_input_tokens: 3 } },
    })
    client.say({
      role: 'user',
      content: ['b', 'c'].map((id) => ({ type: 'tool_result', tool_use_id: id, content: 'nothing' })),
    })
    await client.ask()
    client.say({ role: 'user', content: 'Thanks.' })
    await client.ask()
    client.say({ role: 'user', content: 'Again.' })
    await client.ask()
    const sent = model.bodies.map((body) => JSON.parse(body) as { readonly messages: readonly Message[] })
    const lists = sent.map(({ messages }) => JSON.stringify(messages))
    for (const [at, list] of lists.slice(1).entries()) expect(list.startsWith(lists[at]?.slice(0, -1) ?? '')).toBe(true)
    expect(sent.map(({ messages }) => messages.length)).toEqual([3, 5, 7, 9, 11, 13, 15])
    expect(sent[3]?.messages.at(-1)?.content).toMatchObject(['b', 'r4', 'c'].map((id) => ({ tool_use_id: id })))
    expect(new Set(model.bodies.map((body) => JSON.stringify(JSON.parse(body).tools))).size).toBe(1)
  })

  it('survives a restart where the store does', async () => {
    const entries = createMemoryStore()
    const model = createModel(SCRIPT)
    const client = createClient(model, entries, mode)
    await client.ask()
    client.say({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'b', content: '' },
        { type: 'tool_result', tool_use_id: 'c', content: '' },
      ],
    })
    const request = { model: 'claude-opus-5', max_tokens: 9, tools: TOOLS, messages: client.messages() }
    const [same, lost] = await Promise.all(
      [entries, createMemoryStore()].map((store) => openTurn<AnthropicRequest>(request, { store })),
    )
    expect(same?.sent.request.messages).toHaveLength(9)
    expect(lost?.sent.request.messages).toHaveLength(5)
  })

  it('does not mix conversations that differ only in what a tool gave', async () => {
    const store = createMemoryStore()
    const scripts = ['one', 'two'].map((word): Script => [[retrieve('r', { grep: word })], [text('Same.')]])
    const clients = scripts.map((script) => createClient(createModel(script), store, mode))
    await Promise.all(clients.map((client) => client.ask()))
    const other = asked.with(2, {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'a', content: `${LOG}!` }],
    })
    const messages = [...other, { role: 'assistant', content: [text('Same.')] }, { role: 'user', content: 'So?' }]
    const { sent } = await openTurn({ messages, tools: TOOLS }, { store })
    expect(sent.request.messages).toHaveLength(5)
  })

  it('tells the model when its calls are used up, and ends where it goes on', async () => {
    const again = Array.from({ length: 9 }, (_, at): readonly Block[] => [retrieve(`r${at}`, { lines: '1' })])
    const model = createModel(again)
    const reply = await createClient(model, createMemoryStore(), mode).ask()
    expect(model.bodies).toHaveLength(7)
    expect(model.bodies.at(-1)).toContain('are used up')
    expect(reply).toMatchObject({ content: [], stop_reason: 'end_turn' })
  })

  it('does not answer a call that was cut off', async () => {
    const model = createModel([[text('So'), retrieve('r', {})]])
    const cut = { ...model, reply: (body: string) => ({ ...model.reply(body), stop_reason: 'max_tokens' }) }
    const reply = await createClient(cut, createMemoryStore(), mode).ask()
    expect(reply).toMatchObject({ content: [text('So')], stop_reason: 'max_tokens' })
    expect(model.bodies).toHaveLength(1)
  })
})

describe('streamTurn', () => {
  it('has recorded what was hidden before the client can see the end', async () => {
    const store = createMemoryStore()
    const request = { tools: TOOLS, messages: asked, max_tokens: 9 }
    const { sent, dialect, rounds, exchanges } = await openTurn<AnthropicRequest, AnthropicReply>(request, { store })
    if (dialect === undefined || rounds === undefined) throw new Error('no rounds')
    const model = createModel([[retrieve('r', { lines: '1' })], [text('So.')]])
    const ask = async ({ request: body }: { readonly request: unknown }): Promise<ReadableStream<unknown>> =>
      streamOf(eventsOf(model.reply(JSON.stringify(body))))
    const reader = streamTurn(await ask(sent), { dialect, rounds, exchanges, framing: eventFraming, ask }).getReader()
    for (let event = await reader.read(); Object(event.value).type !== 'message_delta';) event = await reader.read()
    await reader.cancel()
    const messages = [...asked, { role: 'assistant', content: [text('So.')] }, { role: 'user', content: 'And?' }]
    expect((await openTurn<AnthropicRequest>({ ...request, messages }, { store })).sent.request.messages).toHaveLength(
      7,
    )
  })
})

describe('openTurn', () => {
  const messages = asked

  it('declares the tool where tools are in use, and says why where it is not', async () => {
    const store = createMemoryStore()
    const names = async (request: object): Promise<unknown> => {
      const { sent, report } = await openTurn({ ...request }, { store })
      return [Object(sent.request).tools?.map(({ name }: Block) => name), report.noViews]
    }
    expect(await names({ messages, tools: TOOLS })).toEqual([['logs', 'headroom_retrieve'], undefined])
    expect(await names({ messages })).toEqual([['headroom_retrieve'], undefined])
    expect(await names({ messages: messages.slice(0, 1), system: [{ type: 'text', text: 'Be.' }] })).toEqual([
      undefined,
      'no-tool',
    ])
    expect(await names({ messages, tools: TOOLS, thread: { type: 'continue' } })).toEqual([
      ['logs'],
      'kept-by-provider',
    ])
  })

  it('leaves calls to a client that declares the tool itself', async () => {
    const own = [{ name: 'headroom_retrieve', description: retrieveTool.description, input_schema: { type: 'object' } }]
    const { sent, rounds, report } = await openTurn({ messages, tools: own }, { store: createMemoryStore() })
    expect([rounds, report.noViews]).toEqual([undefined, undefined])
    expect(report.outcomes.map(({ form }) => form)).toContain('view')
    expect(Object(sent.request).tools).toBe(own)
  })

  it('makes no views under lossless, and declares nothing', async () => {
    const { sent, rounds } = await openTurn(
      { messages, tools: TOOLS },
      { store: createMemoryStore(), policy: 'lossless' },
    )
    expect([rounds, Object(sent.request).tools]).toEqual([undefined, TOOLS])
  })

  it('joins a conversation that began without it where that goes on, and leaves what was before', async () => {
    const store = createMemoryStore()
    const open = (list: readonly Message[]) =>
      openTurn<AnthropicRequest, AnthropicReply>({ messages: list, tools: TOOLS }, { store, resumes: true })
    const old = [...messages, { role: 'assistant', content: [thought('s1'), called('b', 'logs')] }, results('b', LOG)]
    const late = await open(old)
    expect(late.headers).toEqual([['anthropic-beta', 'inline-tools-2026-09-15']])
    expect(late.sent.request.tools).toBe(TOOLS)
    expect(late.sent.request.messages.slice(0, 5)).toEqual(old)
    expect(late.report.outcomes.map(({ reason }) => reason)).not.toContain('view')
    expect(late.report.outcomes.map(({ reason }) => reason)).toContain('frozen')
    const said = { content: [thought('s2'), called('c', 'logs')], stop_reason: 'tool_use' }
    await late.rounds?.close(said)
    const next = [...old, { role: 'assistant', content: said.content }, results('c', `${LOG}\n${LOG}`)]
    const { sent, report } = await open(next)
    expect(sent.request.messages.slice(0, 6)).toEqual(late.sent.request.messages)
    expect(sent.request.messages).toHaveLength(8)
    expect(report.outcomes.at(-1)?.form).toBe('view')
  })

  it('declares the tool in the tools of a conversation that begins with it, also where sessions may resume', async () => {
    const store = createMemoryStore()
    const open = (list: readonly Message[]) =>
      openTurn<AnthropicRequest>({ messages: list, tools: TOOLS }, { store, resumes: true })
    for (const list of [messages.slice(0, 1), messages]) {
      const { sent, headers } = await open(list)
      expect([sent.request.tools, headers]).toEqual([
        [...TOOLS, expect.objectContaining({ name: 'headroom_retrieve' })],
        [],
      ])
    }
  })

  it('leaves a conversation alone while there is no place for the tool', async () => {
    const begun = [...messages.slice(0, 2), { role: 'assistant', content: 'So' }]
    const request = { messages: [...messages, ...begun.slice(2)], tools: TOOLS }
    const { sent, report } = await openTurn(request, { store: createMemoryStore(), resumes: true })
    expect(sent.request).toBe(request)
    expect(report.noViews).toBe('no-tool')
  })
})

function results(id: string, content: string): Message {
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] }
}
