import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../memory/memory-store.ts'
import { headroomFetch } from './headroom-fetch.ts'
import type { Turn } from './open-turn.ts'

const URL_OF_API = 'https://api.example/v1/messages'
const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const BODY = JSON.stringify({
  model: 'claude-opus-5',
  max_tokens: 9,
  tools: [{ name: 'logs', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'logs', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: LOG }] },
  ],
})
const POST = { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': '5' }, body: BODY }
const SAID = '{"content": [{"type":"text","text":"So."}], "stop_reason":"end_turn", "usage":{"n":1.0}}'
const CALLED = JSON.stringify({
  content: [{ type: 'tool_use', id: 'r', name: 'headroom_retrieve', input: { key: 'none' } }],
  stop_reason: 'tool_use',
  usage: { n: 1 },
})

interface Sent {
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

/** A `fetch` that answers with the given responses in turn, and keeps what it was called with. */
function upstream(...responses: readonly (Response | Error)[]) {
  const sent: Sent[] = []
  const turns: Turn[] = []
  async function answer(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const response = responses[sent.length] ?? new Response('', { status: 500 })
    sent.push({ url: request.url, headers: request.headers, body: await request.text() })
    if (response instanceof Error) throw response
    return response
  }
  const options = { store: createMemoryStore(), onTurn: (turn: Turn) => void turns.push(turn) }
  return { sent, turns, fetch: headroomFetch(answer, options) }
}

const json = (text: string, init: ResponseInit = {}): Response =>
  new Response(text, { ...init, headers: { 'content-type': 'application/json', 'request-id': 'req_1' } })

function sse(...texts: readonly string[]): Response {
  return new Response(texts.join(''), { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

const event = (value: { readonly type: string }): string => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`
const START = event({ type: 'message_start', message: { usage: { n: 1 } } } as never)
const END = event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { n: 1 } } as never)

function blockOf(block: object, index: number): string {
  return (
    event({ type: 'content_block_start', index, content_block: block } as never) +
    event({ type: 'content_block_stop', index } as never)
  )
}

const RETRIEVES = blockOf({ type: 'tool_use', id: 'r', name: 'headroom_retrieve', input: {} }, 0)
const CALLS = END.replace('end_turn', 'tool_use')

describe('headroomFetch', () => {
  it('shortens what is sent, and keeps the bytes of a reply without hidden calls', async () => {
    const { sent, turns, fetch } = upstream(json(SAID, { status: 201 }))
    const response = await fetch(URL_OF_API, POST)
    expect([response.status, response.headers.get('request-id'), await response.text()]).toEqual([201, 'req_1', SAID])
    expect(sent[0]?.body).toBe(turns[0]?.sent.body)
    expect(sent[0]?.body.length).toBeLessThan(BODY.length / 2)
    expect(turns[0]?.report.outcomes.map(({ form }) => form)).toContain('view')
    expect(sent[0]?.headers.get('content-length')).toBe(null)
  })

  it('answers hidden calls of whole replies', async () => {
    const { sent, fetch } = upstream(json(CALLED), json(SAID))
    const reply = await (await fetch(new URL(URL_OF_API), POST)).json()
    expect(reply).toEqual({ content: [{ type: 'text', text: 'So.' }], stop_reason: 'end_turn', usage: { n: 2 } })
    expect(sent).toHaveLength(2)
    expect(JSON.parse(sent[1]?.body ?? '').messages).toHaveLength(5)
  })

  it('answers hidden calls in streams, and passes every other byte', async () => {
    const comment = ': keep-alive\n\n'
    const { sent, fetch } = upstream(
      sse(START, comment, RETRIEVES, CALLS),
      sse(START, blockOf({ type: 'text' }, 0), END),
    )
    const text = await (await fetch(URL_OF_API, POST)).text()
    expect(text).toBe(START + comment + blockOf({ type: 'text' }, 0) + END.replace('"n":1', '"n":2'))
    expect(sent).toHaveLength(2)
    const plain = upstream(sse(START, blockOf({ type: 'text' }, 0), END))
    expect(await (await plain.fetch(URL_OF_API, POST)).text()).toBe(START + blockOf({ type: 'text' }, 0) + END)
  })

  it('reads a stream whose last event is not closed, and whole', async () => {
    const said = blockOf({ type: 'text', text: 'Look. ' }, 0)
    const calls = [
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 'r', name: 'headroom_retrieve' },
      },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { n: 1 } },
    ].map((one) => `data: ${JSON.stringify(one)}`)
    // Everything that names the tool comes at the end, in an event that nothing closes.
    const { sent, fetch } = upstream(sse(START, said, calls[1] ?? '', '\n\n', calls[0] ?? ''), sse(END))
    await (await fetch(URL_OF_API, POST)).text()
    const { messages } = JSON.parse(sent[1]?.body ?? '')
    expect(messages[3].content).toMatchObject([{ text: 'Look. ' }, { name: 'headroom_retrieve' }])
  })

  it.each(['generateContent', 'streamGenerateContent?alt=sse', 'streamGenerateContent'])(
    'keeps numbers as the model wrote them: %s',
    async (method) => {
      const args = '{"id":9007199254740993,"ratio":1.0}'
      const parts = `[{"functionCall":{"name":"headroom_retrieve","args":{"key":"none"}}},{"functionCall":{"name":"logs","args":${args}}}]`
      const reply = `{"candidates":[{"content":{"role":"model","parts":${parts}},"finishReason":"STOP"}]}`
      const isSse = method.endsWith('sse')
      const given = isSse ? sse(`data: ${reply}\n\n`) : json(method === 'generateContent' ? reply : `[${reply}\n]`)
      const { sent, fetch } = upstream(given, json(SAID))
      const url = `https://api.example/v1beta/models/gemini-4-argon:${method}`
      const asked = { role: 'user', parts: [{ text: 'Why?' }] }
      const tools = [{ functionDeclarations: [{ name: 'logs' }] }]
      const post = (...contents: readonly object[]): RequestInit => ({
        ...POST,
        body: JSON.stringify({ contents, tools }),
      })
      expect(await (await fetch(url, post(asked))).text()).toContain(args)
      // As JavaScript reads and writes it.
      const kept = { role: 'model', parts: [{ functionCall: { name: 'logs', args: JSON.parse(args) as unknown } }] }
      const results = { role: 'user', parts: [{ functionResponse: { name: 'logs', response: { output: '' } } }] }
      await fetch(url, post(asked, kept, results))
      expect(sent[1]?.body).toContain(parts)
      expect(JSON.parse(sent[1]?.body ?? '').contents[2].parts).toHaveLength(2)
    },
  )

  it('takes a request as an object and as bytes, and leaves it usable', async () => {
    const { sent, fetch } = upstream(json(SAID), json(SAID))
    const request = new Request(URL_OF_API, { method: 'POST', body: BODY, headers: { 'x-api-key': 'k' } })
    await fetch(request)
    expect(await request.text()).toBe(BODY)
    await fetch(URL_OF_API, { ...POST, body: new TextEncoder().encode(BODY) })
    expect(sent[0]?.body).toBe(sent[1]?.body)
    expect([sent[0]?.headers.get('x-api-key'), sent[0]?.url]).toEqual(['k', URL_OF_API])
  })

  it.each<[string, RequestInit]>([
    ['another method', { method: 'GET' }],
    ['a body that is no JSON', { method: 'POST', body: 'a=b' }],
    ['JSON of no known dialect', { method: 'POST', body: '{"a": 1.0}' }],
    ['a compressed body', { method: 'POST', body: BODY, headers: { 'content-encoding': 'gzip' } }],
    ['a form', { method: 'POST', body: new FormData() }],
    ['bytes that are no text', { method: 'POST', body: new Uint8Array([0xff, 0xfe]) }],
  ])('passes %s untouched', async (_, init) => {
    const calls: unknown[] = []
    const answered = new Response('ok')
    const fetch = headroomFetch(
      async (...given) => {
        calls.push(given)
        return answered
      },
      { store: createMemoryStore() },
    )
    expect(await fetch('https://api.example/other', init)).toBe(answered)
    expect(calls).toEqual([['https://api.example/other', init]])
  })

  it('passes errors of the provider as they came, in a later round too', async () => {
    const limited = new Response('{"type":"error"}', { status: 429, headers: { 'retry-after': '7' } })
    expect(await upstream(limited).fetch(URL_OF_API, POST)).toBe(limited)
    const later = await upstream(json(CALLED), json('{"type":"error"}', { status: 529 })).fetch(URL_OF_API, POST)
    expect([later.status, later.headers.get('request-id'), await later.text()]).toEqual([
      529,
      'req_1',
      '{"type":"error"}',
    ])
  })

  it('tells an error of a later round in the stream, and fails where the first one does', async () => {
    const { fetch } = upstream(sse(START, RETRIEVES, CALLS), new Response('busy', { status: 529 }))
    const text = await (await fetch(URL_OF_API, POST)).text()
    expect(text).toContain('event: error\n')
    expect(text).toContain('529: busy')
    await expect(upstream(new Error('no network')).fetch(URL_OF_API, POST)).rejects.toThrow('no network')
  })

  it('fails in a later round as its signal does, and only then', async () => {
    const abort = new AbortController()
    const options = { ...POST, signal: abort.signal }
    const told = upstream(sse(START, RETRIEVES, CALLS), new Error('cut'))
    expect(await (await told.fetch(URL_OF_API, options)).text()).toContain('"message":"cut"')
    let rounds = 0
    const fetch = headroomFetch(
      async () => {
        if (rounds++ === 0) return sse(START, RETRIEVES, CALLS)
        abort.abort(new Error('enough'))
        throw abort.signal.reason
      },
      { store: createMemoryStore() },
    )
    await expect((await fetch(URL_OF_API, options)).text()).rejects.toThrow('enough')
  })

  it('gives a reply that is no JSON as it came', async () => {
    expect(await (await upstream(json('<html>')).fetch(URL_OF_API, POST)).text()).toBe('<html>')
    expect(await (await upstream(json(CALLED), json('<html>')).fetch(URL_OF_API, POST)).text()).toBe('<html>')
  })

  it('ends with the signal of the call', async () => {
    const { fetch, sent } = upstream(json(SAID))
    await expect(fetch(URL_OF_API, { ...POST, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    )
    expect(sent).toHaveLength(0)
  })

  it('adds what a late tool needs to the headers', async () => {
    const store = createMemoryStore()
    const betas: (string | null)[] = []
    const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      betas.push(new Request(input, init).headers.get('anthropic-beta'))
      return json(SAID)
    }
    const fetch = headroomFetch(answer, { store, resumes: true })
    for (const beta of ['a, b', 'inline-tools-2026-09-15'])
      await fetch(URL_OF_API, { ...POST, headers: { 'anthropic-beta': beta } })
    await fetch(URL_OF_API, POST)
    expect(betas).toEqual(['a, b, inline-tools-2026-09-15', 'inline-tools-2026-09-15', 'inline-tools-2026-09-15'])
  })

  it.each([
    ['/v1/responses/compact', { model: 'gpt-5.5', input: [{ role: 'user', content: 'Why?' }] }],
    ['/v1beta/models/gemini-3:countTokens?alt=json', { contents: [{ role: 'user', parts: [{ text: 'Why?' }] }] }],
    ['/v1beta/cachedContents', { model: 'models/gemini-3', contents: [{ role: 'user', parts: [{ text: 'Why?' }] }] }],
  ])('leaves %s alone, where nothing is answered', async (path, request) => {
    const tools = [{ type: 'function', name: 'logs', functionDeclarations: [{ name: 'logs' }] }]
    const body = JSON.stringify({ ...request, tools })
    const { fetch, sent, turns } = upstream(json('{}'))
    await fetch(`https://api.example${path}`, { ...POST, body })
    expect(sent.map((one) => one.body)).toEqual([body])
    expect(turns).toEqual([])
  })

  it('refuses options that are none', () => {
    const store = createMemoryStore()
    expect(() => headroomFetch(fetch, { store, maxRounds: 0 })).toThrow('maxRounds')
    expect(() => headroomFetch(fetch, { store, resumes: 'yes' as never })).toThrow('resumes')
    expect(() => headroomFetch(fetch, {} as never)).toThrow('store')
    expect(() => headroomFetch(fetch, { store, polcy: 'x' } as never)).toThrow('polcy')
  })
})
