import { describe, expect, it } from 'vitest'
import { generateTurn } from '../../loop/generate-turn.ts'
import { openTurn } from '../../loop/open-turn.ts'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { holdTurn } from '../../testing/hold-turn.ts'
import type { Store } from '../../types/store.ts'
import type { GeminiRequest } from './body-of.ts'
import type { GeminiReply, GeminiReplyObject } from './gemini-reply.ts'

type Part = Readonly<Record<string, unknown>>
type Content = { readonly role: string; readonly parts: readonly unknown[] }

/** What the model says, round by round; `KEY` stands for the key of the view that it read. */
type Script = readonly (readonly Part[])[]

const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const TOOLS = [{ functionDeclarations: [{ name: 'logs' }] }]
const called = (name: string, args: object, thoughtSignature?: string): Part => ({
  functionCall: { name, args },
  ...(thoughtSignature !== undefined && { thoughtSignature }),
})
const retrieve = (args: object, signature?: string): Part =>
  called('headroom_retrieve', { key: 'KEY', ...args }, signature)
const response = (output: string): Part => ({ functionResponse: { name: 'logs', response: { output } } })
const thought = { text: 'hm', thought: true }
const user = (...parts: readonly Part[]): Content => ({ role: 'user', parts })
const model = (...parts: readonly Part[]): Content => ({ role: 'model', parts })

const asked: readonly Content[] = [user({ text: 'Why?' }), model(called('logs', {}, 'c2ln')), user(response(LOG))]

/** A model that follows a script, and keeps what it was sent. */
function createModel(script: Script) {
  const bodies: string[] = []
  function reply(body: string): GeminiReplyObject {
    bodies.push(body)
    const key = /key ([0-9a-f]{16})/.exec(body)?.[1] ?? 'none'
    const said = script[bodies.length - 1] ?? [{ text: 'Done.' }]
    const parts: readonly Part[] = JSON.parse(JSON.stringify(said).replaceAll('KEY', key))
    return {
      candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 10, totalTokenCount: 110 },
    }
  }
  return { bodies, reply }
}

/** A client that keeps its history as it was shown. */
function createClient(upstream: ReturnType<typeof createModel>, store: Store, mode: 'whole' | 'streamed') {
  let contents: readonly Content[] = asked
  return {
    contents: () => contents,
    say(...more: readonly Content[]) {
      contents = [...contents, ...more]
    },
    async ask(): Promise<GeminiReplyObject> {
      const request: GeminiRequest = { contents, tools: TOOLS }
      const turn = await openTurn<GeminiRequest, GeminiReply>(request, { store }, JSON.stringify(request))
      const held = await holdTurn(turn, mode, {
        reply: upstream.reply,
        events: (said) => chunksOf(said as GeminiReplyObject),
      })
      const ends = held.events.filter((chunk) => JSON.stringify(chunk).includes('finishReason'))
      expect(ends).toHaveLength(mode === 'whole' ? 0 : 1)
      const reply = held.reply as GeminiReplyObject
      contents = [...contents, contentOf(reply)]
      return reply
    },
  }
}

function contentOf({ candidates }: GeminiReplyObject): Content {
  const [candidate] = candidates as readonly { readonly content: Content }[]
  return candidate?.content ?? model()
}

/** A chunk for each part, the end beside the last one. */
function chunksOf(reply: GeminiReplyObject): readonly object[] {
  const { parts } = contentOf(reply)
  const chunks = parts.slice(0, -1).map((part) => ({ candidates: [{ content: model(part as Part), index: 0 }] }))
  const end = { content: model(...(parts.slice(-1) as Part[])), finishReason: 'STOP', index: 0 }
  return [...chunks, { ...reply, candidates: [end] }]
}

const SCRIPT: Script = [
  [thought, { text: 'Let me see. ' }, retrieve({ grep: '399' }, 's1')],
  [retrieve({ lines: '1-2' }, 's2'), retrieve({ lines: '3' })],
  [
    thought,
    retrieve({ index: 2 }, 's3'),
    called('logs', { day: 1 }),
    retrieve({ index: 3 }),
    called('logs', { day: 2 }),
  ],
  [{ text: 'So.', thoughtSignature: 's4' }],
  [retrieve({ lines: '7' }, 's5')],
  [{ text: 'Bye.' }],
]

describe.each(['whole', 'streamed'] as const)('a turn of Gemini, %s', (mode) => {
  it('hides calls, sums usage and goes on from what was exchanged, byte for byte', async () => {
    const [upstream, store] = [createModel(SCRIPT), createMemoryStore()]
    const client = createClient(upstream, store, mode)
    const first = await client.ask()
    expect(contentOf(first).parts).toEqual([
      thought,
      { text: 'Let me see. ' },
      thought,
      called('logs', { day: 1 }),
      called('logs', { day: 2 }),
    ])
    expect(first.usageMetadata).toEqual({ promptTokenCount: 300, candidatesTokenCount: 30, totalTokenCount: 330 })
    client.say(user(response('one'), response('two')))
    expect((await client.ask()).usageMetadata).toMatchObject({ totalTokenCount: 110 })
    client.say(user({ text: 'Thanks.' }))
    await client.ask()
    client.say(user({ text: 'Again.' }))
    await client.ask()
    const sent = upstream.bodies.map((body) => JSON.parse(body) as { readonly contents: readonly Content[] })
    const lists = sent.map(({ contents }) => JSON.stringify(contents))
    for (const [at, list] of lists.slice(1).entries()) expect(list.startsWith(lists[at]?.slice(0, -1) ?? '')).toBe(true)
    expect(sent.map(({ contents }) => contents.length)).toEqual([3, 5, 7, 9, 11, 13, 15])
    const answers = sent[3]?.contents.at(-1)?.parts as readonly { functionResponse: { name: string } }[]
    const names = answers.map(({ functionResponse }) => functionResponse.name)
    expect(names).toEqual(['headroom_retrieve', 'logs', 'headroom_retrieve', 'logs'])
    expect(sent[3]?.contents.at(-2)?.parts).toEqual(
      expect.arrayContaining([expect.objectContaining({ thoughtSignature: 's3' })]),
    )
    expect(new Set(upstream.bodies.map((body) => JSON.stringify(JSON.parse(body).tools))).size).toBe(1)
  })

  it('survives a restart where the store does, and clients that change ids and the alphabet of signatures', async () => {
    const entries = createMemoryStore()
    const client = createClient(
      createModel([[retrieve({}, 'a+/=')], [called('logs', { day: 1 }, 'b+/=')]]),
      entries,
      mode,
    )
    await client.ask()
    const own = { functionCall: { name: 'logs', args: { day: 1 }, id: 'mine' }, thoughtSignature: 'b-_' }
    const contents = [...asked, model(own), user(response(''))]
    const [same, lost] = await Promise.all(
      [entries, createMemoryStore()].map((store) => openTurn<GeminiRequest>({ contents, tools: TOOLS }, { store })),
    )
    expect(same?.sent.request.contents).toHaveLength(7)
    expect(lost?.sent.request.contents).toHaveLength(5)
  })

  it('does not mix conversations that differ only in what a tool gave, or in a signature', async () => {
    const store = createMemoryStore()
    const scripts = ['one', 'two'].map((word): Script => [
      [retrieve({ grep: word })],
      [called('logs', { day: 1 }, word)],
    ])
    const clients = scripts.map((script) => createClient(createModel(script), store, mode))
    await Promise.all(clients.map((client) => client.ask()))
    for (const [at, word] of ['one', 'two'].entries()) {
      clients[at]?.say(user(response('')))
      const { sent } = await openTurn({ contents: clients[at]?.contents(), tools: TOOLS }, { store })
      const grep = expect.objectContaining({ args: expect.objectContaining({ grep: word }) })
      expect(sent.request.contents?.[3]).toMatchObject({ parts: [{ functionCall: grep }] })
    }
    const other = [...asked.slice(0, 2), user(response(`${LOG}!`)), model(called('logs', { day: 1 }, 'one'))]
    const { sent } = await openTurn({ contents: [...other, user(response(''))], tools: TOOLS }, { store })
    expect(sent.request.contents).toHaveLength(5)
  })

  it('tells the model when its calls are used up, and ends where it goes on', async () => {
    const again = Array.from({ length: 9 }, (_, at): readonly Part[] => [retrieve({ lines: '1' }, `s${at}`)])
    const upstream = createModel(again)
    const reply = await createClient(upstream, createMemoryStore(), mode).ask()
    expect(upstream.bodies).toHaveLength(7)
    expect(upstream.bodies.at(-1)).toContain('are used up')
    expect(contentOf(reply).parts).toEqual([])
  })

  it('does not answer a call that was cut off', async () => {
    const upstream = createModel([[{ text: 'So' }, retrieve({}, 's1')]])
    const cut = (body: string): GeminiReplyObject =>
      JSON.parse(JSON.stringify(upstream.reply(body)).replaceAll('STOP', 'MAX_TOKENS'))
    const turn = await openTurn<GeminiRequest, GeminiReply>(
      { contents: asked, tools: TOOLS },
      { store: createMemoryStore() },
    )
    const reply = await generateTurn(turn, async ({ request }) => cut(JSON.stringify(request)))
    expect(reply).toMatchObject({ candidates: [{ content: { parts: [{ text: 'So' }] }, finishReason: 'MAX_TOKENS' }] })
    expect(upstream.bodies).toHaveLength(1)
  })
})

describe('openTurn', () => {
  it('says why nothing can be retrieved', async () => {
    const reasonOf = async (request: object): Promise<unknown> =>
      (await openTurn({ ...request }, { store: createMemoryStore() })).report.noViews
    expect(await reasonOf({ contents: asked, tools: TOOLS })).toBe(undefined)
    expect(await reasonOf({ contents: asked })).toBe(undefined)
    expect(await reasonOf({ contents: asked, cachedContent: 'cachedContents/x' })).toBe('no-tool')
    expect(await reasonOf({ contents: asked.slice(0, 1) })).toBe('no-tool')
    expect(await reasonOf({ contents: asked[0], tools: TOOLS })).toBe('odd-form')
    const generation_config = { candidate_count: 2 }
    expect(await reasonOf({ contents: asked, tools: TOOLS, generation_config })).toBe('several-answers')
  })

  it('hides calls in what Code Assist wraps', async () => {
    const upstream = createModel([[retrieve({ lines: '1' }, 's1')], [{ text: 'So.' }]])
    const [store, rest] = [createMemoryStore(), { model: 'm', project: 'p' }]
    const request = { ...rest, request: { contents: asked, tools: TOOLS } }
    const turn = await openTurn<GeminiRequest, GeminiReply>(request, { store })
    const reply = await generateTurn(turn, async (sent) => ({
      response: upstream.reply(JSON.stringify(sent.request)),
      traceId: 't',
    }))
    const candidates = [{ content: { parts: [{ text: 'So.' }] } }]
    expect(reply).toMatchObject({ response: { candidates, usageMetadata: { totalTokenCount: 220 } }, traceId: 't' })
    const contents = [...asked, model({ text: 'So.' }), user({ text: 'Go on.' })]
    const { sent } = await openTurn({ ...rest, request: { contents, tools: TOOLS } }, { store })
    expect(sent.request.request.contents).toHaveLength(7)
  })
})
