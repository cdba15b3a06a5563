import { describe, expect, it } from 'vitest'
import { openTurn } from '../../loop/open-turn.ts'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { holdTurn } from '../../testing/hold-turn.ts'
import type { Store } from '../../types/store.ts'
import type { ChatReply } from './reply.ts'
import type { ChatRequest } from './request.ts'

type Message = Readonly<Record<string, unknown>>
const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const TOOLS = [{ type: 'function', function: { name: 'logs', parameters: { type: 'object' } } }]

const called = (id: string, name: string, args: object = {}): Message => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(args, undefined, 1) },
})
/** `KEY` stands for the key of the view that the model reads. */
const retrieve = (id: string, selector: object): Message => called(id, 'headroom_retrieve', { key: 'KEY', ...selector })
const says = (content: string | null, ...calls: readonly Message[]): Message => ({
  role: 'assistant',
  content,
  ...(calls.length > 0 && { tool_calls: calls }),
})
const result = (tool_call_id: string, content: string): Message => ({ role: 'tool', tool_call_id, content })
const user = (content: string): Message => ({ role: 'user', content })

const asked: readonly Message[] = [user('Why?'), says(null, called('a', 'logs')), result('a', LOG)]

const SEALED = [{ type: 'reasoning.encrypted', data: 'sealed', index: 0 }]
const SCRIPT: readonly Message[] = [
  { ...says('Let me see. ', retrieve('r1', { grep: '399' })), reasoning_details: SEALED, reasoning: 'hm' },
  says(null, retrieve('r2', { lines: '1-2' }), retrieve('r3', { lines: '3' })),
  says('It is 399. ', called('b', 'logs'), retrieve('r4', { index: 2 }), called('c', 'logs')),
  says('So.'),
  says(null, retrieve('r5', { lines: '7' })),
  says('Bye.'),
]

describe.each(['whole', 'streamed'] as const)('a turn of the Chat Completions API, %s', (mode) => {
  it('hides calls, sums usage and goes on from what was exchanged, byte for byte', async () => {
    const model = createModel(SCRIPT)
    const client = createClient(model, createMemoryStore(), mode)
    expect(await client.ask()).toMatchObject({
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            content: 'Let me see. It is 399. ',
            reasoning: 'hm',
            reasoning_details: SEALED,
            tool_calls: [{ id: 'b' }, { id: 'c' }],
          },
        },
      ],
      usage: { prompt_tokens: 300, completion_tokens: 30, completion_tokens_details: { reasoning_tokens: 3 } },
    })
    client.say(result('b', 'nothing'), result('c', 'nothing'))
    await client.ask()
    client.say(user('Thanks.'))
    const last = await client.ask()
    expect(last).toMatchObject({ choices: [{ finish_reason: 'stop', message: { content: 'Bye.' } }] })
    client.say(user('Again.'))
    await client.ask()
    // The list is the last member of a body.
    for (const [at, body] of model.bodies.slice(1).entries())
      expect(body.startsWith(model.bodies[at]?.slice(0, -']}'.length) ?? '')).toBe(true)
    const sent = model.bodies.map((body) => (JSON.parse(body) as ChatRequest).messages as readonly Message[])
    expect(sent.map((messages) => messages.length)).toEqual([3, 5, 8, 12, 14, 16, 18])
    expect(sent[3]?.slice(-3)).toMatchObject(['b', 'r4', 'c'].map((id) => ({ tool_call_id: id })))
    expect(sent[6]?.[3]).toMatchObject({ reasoning_details: SEALED })
  })

  it('knows its conversation after a restart where the store lives on, also where the client cuts its texts otherwise', async () => {
    const entries = createMemoryStore()
    const client = createClient(createModel(SCRIPT), entries, mode)
    await client.ask()
    client.say(result('b', ''), result('c', ''))
    const { reasoning: _reasoning, reasoning_details: _details, ...answer } = client.messages()[3] ?? {}
    const kept = [{ type: 'text', text: String(answer['content']).trim() }]
    const messages = client.messages().with(3, { ...answer, content: kept })
    const lengths = [entries, createMemoryStore()].map(async (store) => {
      const { sent } = await openTurn<ChatRequest>({ messages, tools: TOOLS }, { store })
      return sent.request.messages.length
    })
    expect(await Promise.all(lengths)).toEqual([12, 6])
  })

  it('does not mix conversations that go on at the same time', async () => {
    const store = createMemoryStore()
    const clients = ['one', 'two'].map((word) => {
      const model = createModel([says(null, retrieve(`r_${word}`, { grep: word })), says('Same.'), says('Yes.')])
      return { word, model, client: createClient(model, store, mode, [user(word), ...asked.slice(1)]) }
    })
    await Promise.all(clients.map(({ client }) => client.ask()))
    for (const { client } of clients) client.say(user('So?'))
    await Promise.all(clients.map(({ client }) => client.ask()))
    for (const { word, model } of clients) {
      expect(model.bodies[2]).toContain(`r_${word}`)
      expect(model.bodies[2]).not.toContain(word === 'one' ? 'r_two' : 'r_one')
    }
    const { sent } = await openTurn<ChatRequest>(
      { messages: [user('three'), ...asked.slice(1), says('Same.'), user('So?')], tools: TOOLS },
      { store },
    )
    expect(sent.request.messages).toHaveLength(5)
  })

  it('tells the model when its calls are used up, and ends where it goes on', async () => {
    const model = createModel(Array.from({ length: 9 }, (_, at) => says('Hm. ', retrieve(`r${at}`, { lines: '1' }))))
    const reply = await createClient(model, createMemoryStore(), mode).ask()
    expect(model.bodies).toHaveLength(7)
    expect(model.bodies.at(-1)).toContain('are used up')
    expect(reply.choices).toMatchObject([{ finish_reason: 'stop', message: { content: 'Hm. '.repeat(7) } }])
    expect(JSON.stringify(reply)).not.toContain('headroom_retrieve')
  })

  it('does not answer a call that was cut off', async () => {
    const model = createModel([says('So', retrieve('r', {}))], 'length')
    const reply = await createClient(model, createMemoryStore(), mode).ask()
    expect(reply.choices).toMatchObject([{ finish_reason: 'length', message: { role: 'assistant', content: 'So' } }])
    expect(model.bodies).toHaveLength(1)
  })

  it('answers the older function calls', async () => {
    const json = '{"key":"KEY","lines":"1"}'
    const call = { ...says(null), function_call: { name: 'headroom_retrieve', arguments: json } }
    const model = createModel([call, says('Done.')])
    const messages = [
      user('Why?'),
      { ...says(null), function_call: { name: 'logs', arguments: '{}' } },
      { role: 'function', name: 'logs', content: LOG },
    ]
    const client = createClient(model, createMemoryStore(), mode, messages, { functions: [{ name: 'logs' }] })
    expect((await client.ask()).choices).toMatchObject([{ finish_reason: 'stop', message: { content: 'Done.' } }])
    const { messages: sent } = JSON.parse(model.bodies[1] ?? '') as ChatRequest
    expect(sent.at(-1)).toMatchObject({ role: 'function', name: 'headroom_retrieve' })
  })
})

describe('openTurn of the Chat Completions API', () => {
  it('says why calls cannot be answered out of sight', async () => {
    const reasons = [{ n: 2 }, { n: 1 }].map(async (more) => {
      const { report, sent } = await openTurn(
        { messages: asked, tools: TOOLS, ...more },
        { store: createMemoryStore() },
      )
      return [report.noViews, sent.request.tools.length]
    })
    expect(await Promise.all(reasons)).toEqual([
      ['several-answers', 1],
      [undefined, 2],
    ])
  })
})

/** A model that follows a script, and keeps what it was sent. */
function createModel(script: readonly Message[], reason?: string) {
  const bodies: string[] = []
  function reply(body: string): ChatReply {
    bodies.push(body)
    const key = /key ([0-9a-f]{16})/.exec(body)?.[1] ?? 'none'
    const json = JSON.stringify(script[bodies.length - 1] ?? says('Done.'))
    const message = JSON.parse(json.replaceAll('KEY', key)) as Message
    const calls = 'tool_calls' in message ? 'tool_calls' : 'function_call' in message ? 'function_call' : 'stop'
    const choice = { index: 0, message, finish_reason: reason ?? calls }
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 10,
      completion_tokens_details: { reasoning_tokens: 1 },
    }
    const named = { id: `chatcmpl-${bodies.length}` }
    return { ...named, choices: [choice], usage }
  }
  return { bodies, reply }
}

/** A client that keeps its history as it was shown. */
function createClient(
  model: ReturnType<typeof createModel>,
  store: Store,
  mode: 'whole' | 'streamed',
  begun: readonly Message[] = asked,
  declared: object = { tools: TOOLS },
) {
  let messages = begun
  return {
    messages: () => messages,
    say(...more: readonly Message[]) {
      messages = [...messages, ...more]
    },
    async ask(): Promise<ChatReply> {
      const request = { model: 'gpt-6-sol', ...declared, messages }
      const turn = await openTurn<ChatRequest, ChatReply>(request, { store }, JSON.stringify(request))
      const { reply, events } = await holdTurn(turn, mode, { reply: model.reply, events: chunksOf })
      if (mode === 'streamed') expect(new Set(events.map((chunk) => Object(chunk).id as unknown)).size).toBe(1)
      messages = [...messages, (reply.choices as readonly [{ readonly message: Message }])[0].message]
      return reply
    },
  }
}

function chunksOf({ choices, usage, ...rest }: ChatReply): readonly object[] {
  const [{ message, finish_reason }] = choices as readonly [
    { readonly message: Message; readonly finish_reason: string },
  ]
  const { role, content, tool_calls, ...others } = message
  const calls = (tool_calls ?? []) as readonly Message[]
  const pieces = typeof content === 'string' ? [content.slice(0, 2), content.slice(2)] : []
  const deltas: readonly object[] = [
    { role, content: null },
    ...Object.entries(others).map(([name, value]) => ({ [name]: value })),
    ...pieces.map((piece) => ({ content: piece })),
    ...calls.flatMap((call, index) => fragmentsOf(call, index)),
  ]
  const chunk = (delta: object, reason: string | null): object => ({
    ...rest,
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  return [...deltas.map((delta) => chunk(delta, null)), chunk({}, finish_reason), { ...rest, choices: [], usage }]
}

function fragmentsOf(call: Message, index: number): readonly object[] {
  const { name, arguments: json } = call['function'] as { readonly name: string; readonly arguments: string }
  const pieces = [json.slice(0, 3), json.slice(3)]
  return [
    { tool_calls: [{ ...call, index, function: { name, arguments: '' } }] },
    ...pieces.map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]
}
