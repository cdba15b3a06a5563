import { describe, expect, it } from 'vitest'
import { openTurn } from '../../loop/open-turn.ts'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { holdTurn } from '../../testing/hold-turn.ts'
import type { Store } from '../../types/store.ts'
import type { ResponsesReply } from './reply.ts'
import type { ResponsesRequest } from './request.ts'

type Item = Readonly<Record<string, unknown>>
const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const TOOLS = [{ type: 'function', name: 'logs', parameters: { type: 'object' } }]

const called = (call_id: string, name: string, args: object = {}): Item => ({
  type: 'function_call',
  id: `fc_${call_id}`,
  call_id,
  name,
  arguments: JSON.stringify(args, undefined, 1),
  status: 'completed',
})
/** `KEY` stands for the key of the view that the model reads. */
const retrieve = (id: string, selector: object): Item => called(id, 'headroom_retrieve', { key: 'KEY', ...selector })
const thought = (id: string): Item => ({ type: 'reasoning', id, summary: [], encrypted_content: `sealed ${id}` })
const says = (text: string): Item => ({
  type: 'message',
  id: `msg_${text.length}`,
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', annotations: [], text }],
})
const result = (call_id: string, output: string): Item => ({ type: 'function_call_output', call_id, output })
const user = (content: string): Item => ({ role: 'user', content })

const asked: readonly Item[] = [user('Why?'), called('a', 'logs'), result('a', LOG)]

const SCRIPT: readonly (readonly Item[])[] = [
  [thought('s1'), says('Let me see.'), retrieve('r1', { grep: '399' })],
  [thought('s2'), retrieve('r2', { lines: '1-2' }), retrieve('r3', { lines: '3' })],
  [thought('s3'), called('b', 'logs'), retrieve('r4', { index: 2 }), called('c', 'logs')],
  [says('So.')],
  [thought('s5'), retrieve('r5', { lines: '7' })],
  [says('Bye.')],
]

/** What clients keep: everything; or, where nothing is stored, no ids of items and only text and calls. */
const KEEPS: Readonly<Record<string, (output: readonly Item[]) => readonly Item[]>> = {
  everything: (output) => output,
  'no ids and no reasoning': (output) =>
    output
      .filter(({ type }) => type !== 'reasoning')
      .map(({ id: _id, status: _status, ...item }) => ({ ...item, ...(item['role'] === 'assistant' && flat(item)) })),
  'references to what is stored': (output) => output.map(({ id }) => ({ type: 'item_reference', id })),
}

/** A message as one text, which ends otherwise than it came. */
function flat({ content }: Item): Item {
  const [part] = content as readonly [{ readonly text: string }]
  return { content: `${part.text}\n` }
}

const WAYS = (['whole', 'streamed'] as const).flatMap((mode) => Object.keys(KEEPS).map((keeps) => ({ mode, keeps })))

describe.each(WAYS)('a turn of the Responses API, $mode, with a client that keeps $keeps', ({ mode, keeps }) => {
  it('hides calls, sums usage and goes on from what was exchanged, byte for byte', async () => {
    const model = createModel(SCRIPT)
    const client = createClient(model, createMemoryStore(), mode, keeps)
    const first = await client.ask()
    expect(first).toMatchObject({
      id: mode === 'whole' ? 'resp_3' : 'resp_1',
      status: 'completed',
      usage: { input_tokens: 300, output_tokens: 30, output_tokens_details: { reasoning_tokens: 3 } },
    })
    const [b, c] = ['b', 'c'].map((id) => called(id, 'logs'))
    expect(first.output).toEqual([thought('s1'), says('Let me see.'), thought('s2'), thought('s3'), b, c])
    client.say(result('b', 'nothing'), result('c', 'nothing'))
    await client.ask()
    client.say(user('Thanks.'))
    expect((await client.ask()).output).toEqual([thought('s5'), says('Bye.')])
    client.say(user('Again.'))
    await client.ask()
    const sent = model.bodies.map((body) => (JSON.parse(body) as ResponsesRequest).input as readonly Item[])
    expect(sent.map((items) => items.length)).toEqual([3, 7, 12, 19, 21, 24, 26])
    expect(sent[3]?.slice(-3)).toMatchObject(['b', 'r4', 'c'].map((call_id) => ({ call_id })))
    // What the client keeps otherwise than it came is its own, where nothing was hidden.
    const known = keeps === 'everything' ? model.bodies : model.bodies.slice(0, 4)
    for (const [at, body] of known.slice(1).entries())
      expect(body.startsWith(known[at]?.slice(0, -']}'.length) ?? '')).toBe(true)
    expect(sent[6]?.slice(0, 19)).toEqual(sent[3])
  })
})

describe.each(['whole', 'streamed'] as const)('a turn of the Responses API, %s', (mode) => {
  it('goes on from a text', async () => {
    const model = createModel([[retrieve('r1', {})], [says('Yes.')], [says('No.')]])
    const store = createMemoryStore()
    const base = { model: 'gpt-6-sol', tools: TOOLS }
    const reply = await ask({ ...base, input: 'Why?' }, model, store, mode)
    expect(reply.output).toEqual([says('Yes.')])
    await ask({ ...base, input: [user('Why?'), says('Yes.'), user('Sure?')] }, model, store, mode)
    const sent = model.bodies.map((body) => (JSON.parse(body) as ResponsesRequest).input)
    expect(sent[0]).toBe('Why?')
    expect(sent[2]).toEqual([...(sent[1] as readonly Item[]), says('Yes.'), user('Sure?')])
  })

  it('puts held results where their calls stood, also where the provider keeps the reply', async () => {
    const model = createModel([[retrieve('r1', {})], [called('b', 'logs'), retrieve('r2', {})], [says('So.')]])
    const store = createMemoryStore()
    const base = { model: 'gpt-6-sol', tools: TOOLS }
    const first = await ask({ ...base, previous_response_id: 'resp_0', input: [user('Why?')] }, model, store, mode)
    expect(first).toMatchObject({ id: mode === 'whole' ? 'resp_2' : 'resp_1', output: [{ call_id: 'b' }] })
    const next = { ...base, previous_response_id: first.id, input: [result('b', 'nothing')] }
    expect((await ask(next, model, store, mode)).output).toEqual([says('So.')])
    const sent = model.bodies.map((body) => JSON.parse(body) as ResponsesRequest)
    expect(sent.map(({ previous_response_id: previous }) => previous)).toEqual(['resp_0', 'resp_0', 'resp_2'])
    expect(sent[2]?.input).toEqual([result('b', 'nothing'), { ...result('r2', ''), output: expect.any(String) }])
    // Whoever goes on from another reply has no part in it.
    const { sent: other } = await openTurn<ResponsesRequest>({ ...next, previous_response_id: 'resp_9' }, { store })
    expect(other.request).toMatchObject({ previous_response_id: 'resp_9', input: next.input })
  })

  it('answers what the provider keeps of calls that were cut off or used up', async () => {
    const script = Array.from({ length: 7 }, (_, at): readonly Item[] => [retrieve(`r${at}`, {})])
    const [model, store] = [createModel(script), createMemoryStore()]
    const base = { model: 'gpt-6-sol', tools: TOOLS }
    const first = await ask({ ...base, input: [user('Why?'), ...asked.slice(1)] }, model, store, mode)
    expect([first.output, model.bodies.length]).toEqual([[], 7])
    const next = { ...base, previous_response_id: first.id, input: [user('And?')] }
    const { sent } = await openTurn<ResponsesRequest>(next, { store })
    expect(sent.request).toMatchObject({
      previous_response_id: 'resp_7',
      input: [
        { type: 'function_call_output', call_id: 'r6', output: expect.stringContaining('used up') },
        user('And?'),
      ],
    })
  })

  it('knows its conversation after a restart where the store lives on', async () => {
    const entries = createMemoryStore()
    const client = createClient(createModel(SCRIPT), entries, mode)
    await client.ask()
    client.say(result('b', ''), result('c', ''))
    const lengths = [entries, createMemoryStore()].map(async (store) => {
      const { sent } = await openTurn<ResponsesRequest>({ input: client.items(), tools: TOOLS }, { store })
      return (sent.request.input as readonly Item[]).length
    })
    expect(await Promise.all(lengths)).toEqual([19, 11])
  })

  it('does not mix conversations that go on at the same time', async () => {
    const store = createMemoryStore()
    const clients = ['one', 'two'].map((word) => {
      const model = createModel([[retrieve(`r_${word}`, { grep: word })], [says('Same.')], [says('Yes.')]])
      return { word, model, client: createClient(model, store, mode, 'everything', [user(word), ...asked.slice(1)]) }
    })
    await Promise.all(clients.map(({ client }) => client.ask()))
    for (const { client } of clients) client.say(user('So?'))
    await Promise.all(clients.map(({ client }) => client.ask()))
    for (const { word, model } of clients) {
      expect(model.bodies[2]).toContain(`r_${word}`)
      expect(model.bodies[2]).not.toContain(word === 'one' ? 'r_two' : 'r_one')
    }
    const input = [user('three'), ...asked.slice(1), says('Same.'), user('So?')]
    const { sent } = await openTurn<ResponsesRequest>({ input, tools: TOOLS }, { store })
    expect(sent.request.input).toHaveLength(5)
  })

  it('tells the model when its calls are used up, and ends where it goes on', async () => {
    const model = createModel(Array.from({ length: 9 }, (_, at) => [says('Hm.'), retrieve(`r${at}`, { lines: '1' })]))
    const reply = await createClient(model, createMemoryStore(), mode).ask()
    expect(model.bodies).toHaveLength(7)
    expect(model.bodies.at(-1)).toContain('are used up')
    expect(reply.output).toEqual(Array.from({ length: 7 }, () => says('Hm.')))
  })

  it('holds a call back that comes with a request for approval', async () => {
    const approval = { type: 'mcp_approval_request', id: 'mcpr_1', name: 'rm', server_label: 's', arguments: '{}' }
    const model = createModel([[retrieve('r1', {}), approval], [says('Done.')]])
    const client = createClient(model, createMemoryStore(), mode)
    expect((await client.ask()).output).toEqual([approval])
    client.say({ type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: true })
    await client.ask()
    const { input } = JSON.parse(model.bodies[1] ?? '') as { readonly input: readonly Item[] }
    expect(input.slice(3).map(({ type }) => type)).toEqual([
      'function_call',
      'mcp_approval_request',
      'function_call_output',
      'mcp_approval_response',
    ])
  })

  it('does not answer a call that was cut off', async () => {
    const model = createModel([[says('So'), retrieve('r', {})]], 'incomplete')
    const reply = await createClient(model, createMemoryStore(), mode).ask()
    expect(reply).toMatchObject({ status: 'incomplete', output: [says('So')] })
    expect(model.bodies).toHaveLength(1)
  })
})

describe('openTurn of the Responses API', () => {
  it('says why calls cannot be answered out of sight', async () => {
    const given: readonly object[] = [
      {},
      { store: false },
      { previous_response_id: 'r' },
      { previous_response_id: 'r', store: false },
      { conversation: 'conv_1' },
      { background: true },
    ]
    const reasons = given.map(async (more) => {
      const { report, rounds } = await openTurn({ input: asked, tools: TOOLS, ...more }, { store: createMemoryStore() })
      return rounds === undefined ? report.noViews : 'rounds'
    })
    expect(await Promise.all(reasons)).toEqual([
      'rounds',
      'rounds',
      'rounds',
      'kept-by-provider',
      'kept-by-provider',
      'background',
    ])
  })
})

/** A model that follows a script, and keeps what it was sent. */
function createModel(script: readonly (readonly Item[])[], status = 'completed') {
  const bodies: string[] = []
  function reply(body: string): ResponsesReply {
    bodies.push(body)
    const key = /key ([0-9a-f]{16})/.exec(body)?.[1] ?? 'none'
    const json = JSON.stringify(script[bodies.length - 1] ?? [says('Done.')])
    const usage = { input_tokens: 100, output_tokens: 10, output_tokens_details: { reasoning_tokens: 1 } }
    const output = JSON.parse(json.replaceAll('KEY', key)) as unknown
    return { id: `resp_${bodies.length}`, object: 'response', status, output, usage }
  }
  return { bodies, reply }
}

/** A client that keeps its history as it was shown, or what it does of it. */
function createClient(
  model: ReturnType<typeof createModel>,
  store: Store,
  mode: 'whole' | 'streamed',
  keeps: string = 'everything',
  begun: readonly Item[] = asked,
) {
  let items = begun
  return {
    items: () => items,
    say(...more: readonly Item[]) {
      items = [...items, ...more]
    },
    async ask(): Promise<ResponsesReply> {
      const reply = await ask({ model: 'gpt-6-sol', store: false, tools: TOOLS, input: items }, model, store, mode)
      items = [...items, ...(KEEPS[keeps]?.(reply.output as readonly Item[]) ?? [])]
      return reply
    },
  }
}

async function ask(
  request: ResponsesRequest & { readonly model: string },
  model: ReturnType<typeof createModel>,
  store: Store,
  mode: 'whole' | 'streamed',
): Promise<ResponsesReply> {
  const turn = await openTurn<ResponsesRequest, ResponsesReply>(request, { store }, JSON.stringify(request))
  const { reply, events } = await holdTurn(turn, mode, { reply: model.reply, events: eventsOf })
  expect(events.map((event) => Object(event).sequence_number as unknown)).toEqual([...events.keys()])
  return reply
}

function eventsOf(response: ResponsesReply): readonly object[] {
  const items = response.output as readonly Item[]
  const events = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
    ...items.flatMap((item, output_index) => [
      { type: 'response.output_item.added', output_index, item },
      { type: 'response.output_item.done', output_index, item },
    ]),
    { type: `response.${String(response.status)}`, response },
  ]
  return events.map((event, sequence_number) => ({ ...event, sequence_number }))
}
