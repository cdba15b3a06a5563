import { createMemoryStore, InvalidOptionError, keyOf, type Report, retrieveTool } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { firstAndLast, longText, rowsText } from '../testing/first-and-last.ts'
import { createGuardrail, type GuardrailOptions } from './create-guardrail.ts'

const GENERIC = 'https://headroom.example/beta/litellm_basic_guardrail_api'
const COMPRESS = 'https://headroom.example/v1/compress'
const ROWS = rowsText('a')
const LOG = longText('a')

/** An exchange as LiteLLM's handler for chat completions hands it on: texts of all roles, in the order of the messages. */
const MESSAGES = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: [{ type: 'text', text: 'What is in a?' }] },
  { role: 'assistant', content: 'Let me see.', tool_calls: [callOf('c1')] },
  { role: 'tool', tool_call_id: 'c1', content: ROWS },
]
const TEXTS = ['Be brief.', 'What is in a?', 'Let me see.', ROWS]

function callOf(id: string): unknown {
  return { id, type: 'function', function: { name: 'load', arguments: '{}' } }
}

/** The request of the Generic Guardrail API, its members as the documentation lists them. */
function generic(members: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    input_type: 'request',
    litellm_call_id: 'b980db26-9512-45cc-b1da-c511a363b83f',
    litellm_trace_id: 'b980db26-9512-45cc-b1da-c511a363b83f',
    structured_messages: MESSAGES,
    images: null,
    tools: null,
    texts: TEXTS,
    request_data: { user_api_key_hash: null, user_api_key_alias: 'dev' },
    request_headers: { 'User-Agent': 'OpenAI/Python 2.17.0', 'X-Request-Id': '[present]' },
    litellm_version: '1.101.0',
    additional_provider_specific_params: {},
    tool_calls: null,
    model: 'gpt-5.5',
    ...members,
  }
}

async function post(
  url: string,
  body: unknown,
  options: GuardrailOptions = {},
  init: RequestInit = {},
): Promise<Posted> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json' }
  const response = await createGuardrail(options)(new Request(url, { method: 'POST', body: text, headers, ...init }))
  return { status: response.status, headers: response.headers, reply: (await response.json()) as Posted['reply'] }
}

interface Posted {
  readonly status: number
  readonly headers: Headers
  readonly reply: Readonly<Record<string, unknown>>
}

describe('createGuardrail at /beta/litellm_basic_guardrail_api', () => {
  it('gives the texts back in their order, those of tools shorter', async () => {
    const { status, reply } = await post(GENERIC, generic())
    expect([status, reply['action']]).toEqual([200, 'GUARDRAIL_INTERVENED'])
    const texts = reply['texts'] as string[]
    expect(texts.slice(0, 3)).toEqual(TEXTS.slice(0, 3))
    expect(texts).toHaveLength(4)
    expect(texts[3]?.length).toBeLessThan(ROWS.length)
    expect(Object.keys(reply)).toEqual(['action', 'texts'])
  })

  it('gives the same for the same, so that later requests begin with earlier ones', async () => {
    const first = await post(GENERIC, generic())
    const later = [...MESSAGES, { role: 'assistant', content: 'There are 60.' }, { role: 'user', content: 'Thanks.' }]
    const second = await post(
      GENERIC,
      generic({ structured_messages: later, texts: [...TEXTS, 'There are 60.', 'Thanks.'] }),
    )
    expect((second.reply['texts'] as string[]).slice(0, 4)).toEqual(first.reply['texts'])
  })

  it('leaves texts of other roles as they are, though they look like results', async () => {
    const messages = [
      { role: 'system', content: rowsText('s') },
      { role: 'user', content: rowsText('u') },
      { role: 'assistant', content: rowsText('t') },
    ]
    const call = generic({ structured_messages: messages, texts: messages.map(({ content }) => content) })
    expect((await post(GENERIC, call)).reply).toEqual({ action: 'NONE' })
  })

  it('leaves a text as it is that a tool and a user both gave', async () => {
    const messages = [...MESSAGES, { role: 'user', content: ROWS }]
    const call = generic({ structured_messages: messages, texts: [...TEXTS, ROWS] })
    expect((await post(GENERIC, call)).reply).toEqual({ action: 'NONE' })
  })

  it('tells results apart that are the same text, in order', async () => {
    const messages = [
      ...MESSAGES,
      { role: 'assistant', content: null, tool_calls: [callOf('c2')] },
      { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: ROWS }] },
    ]
    const { reply } = await post(GENERIC, generic({ structured_messages: messages, texts: [...TEXTS, ROWS] }))
    const [first, second] = (reply['texts'] as string[]).slice(3)
    expect(first?.length).toBeLessThan(ROWS.length)
    expect(second?.length).toBeLessThan(first?.length ?? 0)
  })

  it.each([
    ['of which a result was cut', [...TEXTS.slice(0, 3), ROWS.slice(0, 1000)]],
    ['without the results', TEXTS.slice(0, 3)],
    ['with a result twice', [...TEXTS, ROWS]],
    ['that is empty', []],
    ['that is missing', null],
  ])('leaves a list of texts as it is %s', async (_, texts) => {
    expect((await post(GENERIC, generic({ texts }))).reply).toEqual({ action: 'NONE' })
  })

  it.each([
    ['a reply', { input_type: 'response', structured_messages: null }],
    ['a call without messages', { structured_messages: null }],
    ['odd messages', { structured_messages: [null, 7, { role: 'tool' }, { role: 'tool', content: [null] }] }],
    ['a call that passes us by', { request_headers: { 'X-Headroom-Bypass': 'True' } }],
  ])('does nothing to %s', async (_, members) => {
    expect(await post(GENERIC, generic(members))).toMatchObject({ status: 200, reply: { action: 'NONE' } })
  })

  it('does nothing where it is not enabled', async () => {
    expect((await post(GENERIC, generic(), { enabled: false })).reply).toEqual({ action: 'NONE' })
  })

  it('makes views only where the call declares the retrieve tool', async () => {
    const options = { compressors: [firstAndLast], store: createMemoryStore() }
    const messages = [MESSAGES[2], { role: 'tool', tool_call_id: 'c1', content: LOG }]
    const call = { structured_messages: messages, texts: ['Let me see.', LOG] }
    const { name, description, inputSchema: parameters } = retrieveTool
    const tools = [{ type: 'function', function: { name, description, parameters } }]
    expect((await post(GENERIC, generic(call), options)).reply).toEqual({ action: 'NONE' })
    const { reply } = await post(GENERIC, generic({ ...call, tools }), options)
    expect(reply['texts']).toEqual(['Let me see.', expect.stringContaining(`key ${await keyOf(LOG)}`)])
  })

  it('makes none where it is given no store, in which nobody else could look', async () => {
    const messages = [MESSAGES[2], { role: 'tool', tool_call_id: 'c1', content: LOG }]
    const { name, description, inputSchema: parameters } = retrieveTool
    const tools = [{ type: 'function', function: { name, description, parameters } }]
    const call = { structured_messages: messages, texts: ['Let me see.', LOG], tools }
    expect((await post(GENERIC, generic(call), { compressors: [firstAndLast] })).reply).toEqual({ action: 'NONE' })
  })

  it('tells what was done, and is not broken by who is told', async () => {
    const reports: Report[] = []
    await post(GENERIC, generic(), { onReport: (report) => void reports.push(report) })
    expect(reports).toMatchObject([{ dialect: 'openai-chat', noViews: 'not-declared' }])
    const onReport = (): never => {
      throw new Error('told')
    }
    expect((await post(GENERIC, generic(), { onReport })).reply['action']).toBe('GUARDRAIL_INTERVENED')
  })

  it.each([
    ['{', 'The body is not JSON'],
    ['[]', 'The body must be a JSON object.'],
    [{ texts: [] }, '`input_type` must be request or response, got nothing.'],
    [generic({ input_type: 'both' }), '`input_type` must be request or response, got "both".'],
    [generic({ texts: 'a' }), '`texts` must be a list, got string.'],
    [generic({ texts: [7] }), '`texts` must be a list of texts.'],
    [generic({ structured_messages: {} }), '`structured_messages` must be a list, got object.'],
    [generic({ tools: 'a' }), '`tools` must be a list, got string.'],
  ])('refuses what is no such request: %j', async (body, message) => {
    const { status, reply } = await post(GENERIC, body)
    expect(status).toBe(400)
    expect(reply['error']).toContain(message)
  })
})

describe('createGuardrail at /v1/compress', () => {
  it('gives the messages back with shorter results, and the figures that LiteLLM logs', async () => {
    const { status, headers, reply } = await post(COMPRESS, { messages: MESSAGES, model: 'gpt-5.5' })
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
    const messages = reply['messages'] as typeof MESSAGES
    expect(messages.slice(0, 3)).toEqual(MESSAGES.slice(0, 3))
    expect(messages.map(({ role }) => role)).toEqual(MESSAGES.map(({ role }) => role))
    expect(messages[3]?.content.length).toBeLessThan(ROWS.length)
    const { tokens_before: before, tokens_after: after, tokens_saved: saved, ...others } = reply
    expect(Number(before) - Number(after)).toBe(saved)
    expect(saved).toBeGreaterThan(0)
    expect(others).toMatchObject({
      compression_ratio: Number(after) / Number(before),
      transforms_applied: [expect.any(String)],
      ccr_hashes: [],
    })
  })

  it('copies every byte outside the shortened texts', async () => {
    const body = `{ "messages": [{"role":"tool", "content":${JSON.stringify(ROWS)}, "n":1.0, "id":12345678901234567890}] , "model":"m" }`
    const response = await createGuardrail()(new Request(COMPRESS, { method: 'POST', body }))
    const text = await response.text()
    expect(text.startsWith('{ "messages": [{"role":"tool", "content":"')).toBe(true)
    expect(text).toContain(', "n":1.0, "id":12345678901234567890}] , "model":"m" ,"tokens_before":')
  })

  it('leaves nothing out, whatever store and policy it has', async () => {
    const messages = [MESSAGES[2], { role: 'tool', tool_call_id: 'c1', content: LOG }]
    const options = { compressors: [firstAndLast], store: createMemoryStore(), policy: 'aggressive' as const }
    const { reply } = await post(COMPRESS, { messages }, options)
    expect(reply).toMatchObject({ messages, tokens_saved: 0, compression_ratio: 1, transforms_applied: [] })
    expect(JSON.stringify(reply)).not.toMatch(/hash=[a-f0-9]{24}/)
  })

  it('gives messages that it cannot read back as they came', async () => {
    const messages = [null, 7, { role: 'tool', content: { a: 1 } }]
    expect((await post(COMPRESS, { messages })).reply).toMatchObject({ messages, tokens_saved: 0 })
  })

  it.each([
    ['nonsense', 'The body is not JSON'],
    [{}, '`messages` must be a list, it is missing.'],
    [{ messages: 'a' }, '`messages` must be a list, got string.'],
  ])('refuses what is no such request: %j', async (body, message) => {
    const { status, reply } = await post(COMPRESS, body)
    expect(status).toBe(400)
    expect(reply['error']).toContain(message)
  })
})

describe('createGuardrail', () => {
  it.each([
    ['authorization', 'Bearer secret', 200],
    ['authorization', 'bearer secret', 200],
    ['x-api-key', 'secret', 200],
    ['x-api-key', 'secre', 401],
    ['authorization', 'Basic secret', 401],
    ['x-other', 'secret', 401],
  ])('asks for the key: %s: %s gets %i', async (name, value, status) => {
    const posted = await post(GENERIC, generic(), { apiKey: 'secret' }, { headers: { [name]: value } })
    expect(posted.status).toBe(status)
    expect(posted.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
  })

  it('refuses a body that is too long, told or not, and reads no further', async () => {
    const told = await post(GENERIC, generic(), { maxBodyBytes: 100 }, { headers: { 'content-length': '101' } })
    expect([told.status, told.reply['error']]).toEqual([413, expect.stringContaining('longer than 100 bytes')])
    let read = 0
    const body = new ReadableStream({
      pull: (to) => (read++ < 1000 ? to.enqueue(new Uint8Array(50)) : to.close()),
    })
    const init = { method: 'POST', body, duplex: 'half' }
    const response = await createGuardrail({ maxBodyBytes: 100 })(new Request(COMPRESS, init))
    expect(response.status).toBe(413)
    expect(read).toBeLessThan(10)
  })

  it('refuses a body that is packed, or no UTF-8, and one that breaks off', async () => {
    const packed = await post(COMPRESS, { messages: [] }, {}, { headers: { 'content-encoding': 'gzip' } })
    expect(packed.status).toBe(415)
    const guardrail = createGuardrail()
    const odd = await guardrail(new Request(COMPRESS, { method: 'POST', body: new Uint8Array([0x7b, 0xff, 0x7d]) }))
    expect([odd.status, await odd.json()]).toEqual([
      400,
      { error: expect.stringContaining('as UTF-8 text: TypeError') },
    ])
    const body = new ReadableStream({ pull: (to) => to.error(new Error('gone')) })
    const broken = await guardrail(new Request(COMPRESS, { method: 'POST', body, duplex: 'half' } as RequestInit))
    expect([broken.status, await broken.json()]).toEqual([400, { error: expect.stringContaining('gone') }])
  })

  it('says what is there, and that it is well', async () => {
    const guardrail = createGuardrail({ apiKey: 'secret' })
    const health = await guardrail(new Request('https://headroom.example/any/where/health'))
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])
    const missing = await guardrail(new Request('https://headroom.example/v1/other', { method: 'POST' }))
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: expect.stringContaining('POST /v1/compress') },
    ])
    const got = await guardrail(new Request(COMPRESS))
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('says so where it fails itself', async () => {
    const tokenizer = { count: () => 1 }
    const store = createMemoryStore()
    const guardrail = createGuardrail({ tokenizer, store })
    Object.assign(tokenizer, { count: undefined })
    const response = await guardrail(
      new Request(COMPRESS, { method: 'POST', body: JSON.stringify({ messages: MESSAGES }) }),
    )
    expect([response.status, await response.json()]).toEqual([
      500,
      { error: expect.stringContaining('Headroom failed') },
    ])
  })

  it('serves below any path', async () => {
    const { status } = await post('https://a.example/tools/headroom/v1/compress', { messages: MESSAGES })
    expect(status).toBe(200)
  })

  it.each([
    [null, '`options` must be an object, got null'],
    [{ onReport: 7 }, '`onReport` must be a function, got number'],
    [{ apiKey: '' }, '`apiKey` must be a text that is not empty'],
    [{ maxBodyBytes: 0 }, '`maxBodyBytes` must be a whole number of at least 1, got 0'],
    [{ maxRounds: 3 }, '`maxRounds` is no option'],
    [{ store: {} }, '`store`'],
  ])('refuses %j', (options, message) => {
    expect(() => createGuardrail(options as never)).toThrow(InvalidOptionError)
    expect(() => createGuardrail(options as never)).toThrow(message)
  })
})
