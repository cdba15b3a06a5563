import { describe, expect, it } from 'vitest'
import { generateTurn } from '../../loop/generate-turn.ts'
import { openTurn } from '../../loop/open-turn.ts'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { holdTurn } from '../../testing/hold-turn.ts'
import type { Store } from '../../types/store.ts'
import type { ConverseReply } from './reply.ts'
import type { ConverseRequest } from './request.ts'

type Block = Readonly<Record<string, unknown>>
type Message = { readonly role: string; readonly content: readonly unknown[] }

/** What the model says, round by round; `KEY` stands for the key of the view that it read. */
type Script = readonly (readonly Block[])[]

const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const toolConfig = { tools: [{ toolSpec: { name: 'logs', inputSchema: { json: { type: 'object' } } } }] }
const called = (toolUseId: string, name: string, input: object = {}): Block => ({ toolUse: { toolUseId, name, input } })
const retrieve = (id: string, selector: object): Block => called(id, 'headroom_retrieve', { key: 'KEY', ...selector })
const thought = (signature: string): Block => ({ reasoningContent: { reasoningText: { text: 'hm', signature } } })
const result = (toolUseId: string, text: string): Block => ({ toolResult: { toolUseId, content: [{ text }] } })
const cachePoint = { type: 'default' }

const asked: readonly Message[] = [
  { role: 'user', content: [{ text: 'Why?' }] },
  { role: 'assistant', content: [called('a', 'logs')] },
  { role: 'user', content: [result('a', LOG)] },
]

/** A model that follows a script, and keeps what it was sent. */
function createModel(script: Script) {
  const bodies: string[] = []
  function reply(body: string): ConverseReply {
    bodies.push(body)
    const key = /key ([0-9a-f]{16})/.exec(body)?.[1] ?? 'none'
    const said = script[bodies.length - 1] ?? [{ text: 'Done.' }]
    const content: readonly Block[] = JSON.parse(JSON.stringify(said).replaceAll('KEY', key))
    const usage = { inputTokens: 100, outputTokens: 10, totalTokens: 110, cacheReadInputTokens: 7 }
    const stopReason = content.some(({ toolUse }) => toolUse !== undefined) ? 'tool_use' : 'end_turn'
    const metrics = { metrics: { latencyMs: 5 } }
    return { output: { message: { role: 'assistant', content } }, stopReason, usage, ...metrics }
  }
  return { bodies, reply }
}

/** A client that keeps its history as it was shown. */
function createClient(model: ReturnType<typeof createModel>, store: Store, mode: 'whole' | 'streamed') {
  let messages: readonly Message[] = asked
  return {
    messages: () => messages,
    say(...content: readonly Block[]) {
      messages = [...messages, { role: 'user', content }]
    },
    async ask(): Promise<ConverseReply> {
      const request: ConverseRequest = { messages, toolConfig }
      const turn = await openTurn<ConverseRequest, ConverseReply>(request, { store }, JSON.stringify(request))
      const { reply, events } = await holdTurn(turn, mode, { reply: model.reply, events: eventsOf })
      const names = events.flatMap((event) => Object.keys(Object(event))).filter((name) => !name.startsWith('content'))
      expect(names).toEqual(mode === 'whole' ? [] : ['messageStart', 'messageStop', 'metadata'])
      messages = [...messages, messageOf(reply)]
      return reply
    },
  }
}

function messageOf({ output }: ConverseReply): Message {
  return (output as { readonly message: Message }).message
}

function eventsOf(reply: ConverseReply): readonly object[] {
  const { stopReason, output: _, ...metadata } = reply
  return [
    { messageStart: { role: 'assistant' } },
    ...messageOf(reply).content.flatMap((block, index) => blockEvents(block as Block, index)),
    { messageStop: { stopReason } },
    { metadata },
  ]
}

function blockEvents({ toolUse, text, reasoningContent }: Block, contentBlockIndex: number): readonly object[] {
  const delta = (value: object): object => ({ contentBlockDelta: { contentBlockIndex, delta: value } })
  const stop = { contentBlockStop: { contentBlockIndex } }
  if (text !== undefined) return [delta({ text }), stop]
  if (reasoningContent !== undefined) {
    const { reasoningText } = reasoningContent as { readonly reasoningText: Block }
    return [
      ...Object.entries(reasoningText).map(([name, value]) => delta({ reasoningContent: { [name]: value } })),
      stop,
    ]
  }
  const { input, ...rest } = toolUse as Block
  const start = { contentBlockStart: { contentBlockIndex, start: { toolUse: rest } } }
  const json = JSON.stringify(input)
  const pieces = [json.slice(0, 3), json.slice(3)]
  return [start, ...pieces.map((piece) => delta({ toolUse: { input: piece } })), stop]
}

const SCRIPT: Script = [
  [thought('s1'), { text: 'Let me see. ' }, retrieve('r1', { grep: '399' })],
  [thought('s2'), retrieve('r2', { lines: '1-2' }), retrieve('r3', { lines: '3' })],
  [thought('s3'), { text: 'It is 399. ' }, called('b', 'logs'), retrieve('r4', { index: 2 }), called('c', 'logs')],
  [{ text: 'So.' }],
  [retrieve('r5', { lines: '7' })],
  [{ text: 'Bye.' }],
]

describe.each(['whole', 'streamed'] as const)('a turn of Converse, %s', (mode) => {
  it('hides calls, sums usage and goes on from what was exchanged, byte for byte', async () => {
    const [model, store] = [createModel(SCRIPT), createMemoryStore()]
    const client = createClient(model, store, mode)
    expect(await client.ask()).toEqual({
      output: {
        message: {
          role: 'assistant',
          content: [
            thought('s1'),
            { text: 'Let me see. ' },
            thought('s2'),
            thought('s3'),
            { text: 'It is 399. ' },
            called('b', 'logs'),
            called('c', 'logs'),
          ],
        },
      },
      stopReason: 'tool_use',
      usage: { inputTokens: 300, outputTokens: 30, totalTokens: 330, cacheReadInputTokens: 21 },
      metrics: { latencyMs: 15 },
    })
    client.say(result('b', 'nothing'), result('c', 'nothing'))
    await client.ask()
    client.say({ text: 'Thanks.' })
    expect(await client.ask()).toMatchObject({ stopReason: 'end_turn', metrics: { latencyMs: 10 } })
    client.say({ text: 'Again.' })
    await client.ask()
    const sent = model.bodies.map((body) => JSON.parse(body) as { readonly messages: readonly Message[] })
    const lists = sent.map(({ messages }) => JSON.stringify(messages))
    for (const [at, list] of lists.slice(1).entries()) expect(list.startsWith(lists[at]?.slice(0, -1) ?? '')).toBe(true)
    expect(sent.map(({ messages }) => messages.length)).toEqual([3, 5, 7, 9, 11, 13, 15])
    expect(sent[3]?.messages.at(-1)?.content).toMatchObject(
      ['b', 'r4', 'c'].map((toolUseId) => ({ toolResult: { toolUseId } })),
    )
    expect(new Set(model.bodies.map((body) => JSON.stringify(JSON.parse(body).toolConfig))).size).toBe(1)
  })

  it('survives a restart where the store does, and clients that mark the end of the message for the cache', async () => {
    const entries = createMemoryStore()
    const client = createClient(createModel(SCRIPT), entries, mode)
    await client.ask()
    const [shown] = client.messages().slice(-1)
    const marked = { role: 'assistant', content: [...(shown?.content ?? []), { cachePoint }] }
    const results = { role: 'user', content: [result('b', ''), result('c', '')] }
    const request = { messages: [...asked, marked, results], toolConfig }
    const [same, lost] = await Promise.all(
      [entries, createMemoryStore()].map((store) => openTurn<ConverseRequest>(request, { store })),
    )
    expect(same?.sent.request.messages).toHaveLength(9)
    expect(same?.sent.request.messages[7]).toMatchObject({ content: [{}, {}, {}, {}, {}, { cachePoint }] })
    expect(lost?.sent.request.messages).toHaveLength(5)
  })

  it('does not mix conversations that differ only in what a tool gave', async () => {
    const store = createMemoryStore()
    const scripts = ['one', 'two'].map((word): Script => [[retrieve('r', { grep: word })], [called(word, 'logs')]])
    const clients = scripts.map((script) => createClient(createModel(script), store, mode))
    await Promise.all(clients.map((client) => client.ask()))
    for (const [at, word] of ['one', 'two'].entries()) {
      clients[at]?.say(result(word, ''))
      const { sent } = await openTurn({ messages: clients[at]?.messages() ?? [], toolConfig }, { store })
      expect(sent.request.messages[3]).toMatchObject({ content: [{ toolUse: { input: { grep: word } } }] })
    }
    const other = [...asked.slice(0, 2), { role: 'user', content: [result('a', `${LOG}!`)] }]
    const messages = [...other, { role: 'assistant', content: [called('one', 'logs')] }]
    const results = { role: 'user', content: [result('one', '')] }
    const { sent } = await openTurn({ messages: [...messages, results], toolConfig }, { store })
    expect(sent.request.messages).toHaveLength(5)
  })

  it('tells the model when its calls are used up, and ends where it goes on', async () => {
    const again = Array.from({ length: 9 }, (_, at): readonly Block[] => [retrieve(`r${at}`, { lines: '1' })])
    const model = createModel(again)
    const reply = await createClient(model, createMemoryStore(), mode).ask()
    expect(model.bodies).toHaveLength(7)
    expect(model.bodies.at(-1)).toContain('are used up')
    expect(reply).toMatchObject({ output: { message: { content: [] } }, stopReason: 'end_turn' })
  })

  it('leaves no two messages of the user in a row where the last round says nothing', async () => {
    const model = createModel([[{ text: 'Look. ' }, retrieve('r', { lines: '1' })], [{ text: '' }]])
    const client = createClient(model, createMemoryStore(), mode)
    await client.ask()
    client.say({ text: 'And?' })
    await client.ask()
    const { messages } = JSON.parse(model.bodies[2] ?? '') as { readonly messages: readonly Message[] }
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user'])
  })

  it('does not answer a call that was cut off', async () => {
    const model = createModel([[{ text: 'So' }, retrieve('r', {})]])
    const cut = { ...model, reply: (body: string) => ({ ...model.reply(body), stopReason: 'max_tokens' }) }
    const reply = await createClient(cut, createMemoryStore(), mode).ask()
    expect(reply).toMatchObject({ output: { message: { content: [{ text: 'So' }] } }, stopReason: 'max_tokens' })
    expect(model.bodies).toHaveLength(1)
  })
})

describe('openTurn', () => {
  it('says why nothing can be retrieved', async () => {
    const reasonOf = async (request: object): Promise<unknown> =>
      (await openTurn({ ...request }, { store: createMemoryStore() })).report.noViews
    expect(await reasonOf({ messages: asked, toolConfig })).toBe(undefined)
    expect(await reasonOf({ messages: asked })).toBe(undefined)
    expect(await reasonOf({ messages: asked.slice(0, 1), system: [{ text: 'Be.' }], toolConfig: 1 })).toBe('no-tool')
  })

  it('knows a conversation again in which bytes are given as such', async () => {
    const store = createMemoryStore()
    const image = (byte: number): Block => ({ image: { format: 'png', source: { bytes: Uint8Array.of(byte) } } })
    const begun = (byte: number): readonly Message[] => [{ role: 'user', content: [image(byte)] }, ...asked]
    const model = createModel([[retrieve('r', { lines: '1' })], [{ text: 'So.' }]])
    const turn = await openTurn<ConverseRequest, ConverseReply>({ messages: begun(1), toolConfig }, { store })
    await generateTurn(turn, async ({ request }) => model.reply(JSON.stringify(request)))
    const later: readonly Message[] = [
      { role: 'assistant', content: [{ text: 'So.' }] },
      { role: 'user', content: [{ text: 'Go on.' }] },
    ]
    for (const [byte, length] of [
      [1, 8],
      [2, 6],
    ] as const) {
      const { sent } = await openTurn({ messages: [...begun(byte), ...later], toolConfig }, { store })
      expect(sent.request.messages).toHaveLength(length)
    }
  })
})
