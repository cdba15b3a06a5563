import { afterEach, describe, expect, it } from 'vitest'
import type { StandIn, StandInOptions } from './create-stand-in.ts'
import { createStandIn } from './create-stand-in.ts'

const running: StandIn[] = []
afterEach(() => Promise.all(running.splice(0).map((standIn) => standIn.close())))

const SCRIPT = { turns: [{ thinking: 'hm', text: 'Reading 😀.', calls: [{ name: 'read', args: { path: 'a"b' } }] }] }
const MESSAGES = { model: 'claude', max_tokens: 100, messages: [{ role: 'user', content: 'go' }] }
const CHAT = { model: 'gpt', messages: [{ role: 'user', content: 'go' }] }
const RESPONSES = { model: 'gpt', input: 'go' }

const OVERLOADED = { type: 'server_error', param: null, code: 'server_is_overloaded' }

describe('createStandIn', () => {
  it('answers Messages, Chat Completions and Responses as JSON', async () => {
    const { url } = await start({ script: SCRIPT })
    const messages = await json(post(url, '/v1/messages?beta=true', MESSAGES))
    expect(messages.content.map(({ type }: { type: string }) => type)).toEqual(['thinking', 'text', 'tool_use'])
    expect(messages.stop_reason).toBe('tool_use')
    const chat = await json(post(url, '/v1/chat/completions', CHAT))
    expect(chat.choices[0].message).toMatchObject({
      content: 'Reading 😀.',
      tool_calls: [{ function: { arguments: '{"path":"a\\"b"}' } }],
    })
    const responses = await json(post(url, '/v1/responses', RESPONSES))
    expect(responses.output.map(({ type }: { type: string }) => type)).toEqual([
      'reasoning',
      'message',
      'function_call',
    ])
  })

  it.each([
    ['/v1/messages', MESSAGES, 'event: message_stop'],
    ['/v1/chat/completions', CHAT, 'data: [DONE]'],
    ['/v1/responses', RESPONSES, 'event: response.completed'],
  ])('streams %s to its end', async (path, body, last) => {
    const { url } = await start({ script: SCRIPT, chunkSize: 1 })
    const response = await post(url, path, { ...body, stream: true })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(await response.text()).toContain(last)
  })

  it('counts tokens as it counts the input of a request', async () => {
    const { url } = await start({ script: SCRIPT })
    const { input_tokens: counted } = await json(post(url, '/v1/messages/count_tokens', MESSAGES))
    const { usage } = await json(post(url, '/v1/messages', MESSAGES))
    expect(counted).toBe(usage.input_tokens)
  })

  it('gives the same replies to the same requests, ids included', async () => {
    const [one, other] = [await start({ script: SCRIPT }), await start({ script: SCRIPT })]
    for (const [path, body] of [
      ['/v1/messages', MESSAGES],
      ['/v1/chat/completions', CHAT],
      ['/v1/responses', RESPONSES],
    ] as const) {
      expect(await json(post(one.url, path, body))).toEqual(await json(post(other.url, path, body)))
    }
  })

  it('records what came and what became of it', async () => {
    const { url, requests } = await start({ script: SCRIPT, strict: true })
    await post(url, '/v1/messages', MESSAGES)
    await post(url, '/v1/messages', { ...MESSAGES, messages: [] })
    await fetch(`${url}/v1/messages`, { method: 'POST', body: '{' })
    expect(requests.map(({ status, turn }) => [status, turn])).toEqual([
      [200, 0],
      [400, undefined],
      [400, undefined],
    ])
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1/messages',
      body: MESSAGES,
      bodyText: JSON.stringify(MESSAGES),
    })
    expect(requests[0]?.headers['content-type']).toBe('application/json')
    expect(requests[1]?.refusal).toContain('at least one message')
    expect(requests[2]).toMatchObject({ bodyText: '{', body: undefined })
  })

  it('sets scripted usage and finish reasons in the words of each provider', async () => {
    const script = { turns: [{ text: 'cut', finishReason: 'length' as const, usage: { made_up: 7 } }] }
    const { url } = await start({ script })
    expect(await json(post(url, '/v1/messages', MESSAGES))).toMatchObject({
      stop_reason: 'max_tokens',
      usage: { made_up: 7 },
    })
    expect(await json(post(url, '/v1/chat/completions', CHAT))).toMatchObject({
      choices: [{ finish_reason: 'length' }],
      usage: { made_up: 7 },
    })
    expect(await json(post(url, '/v1/responses', RESPONSES))).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      usage: { made_up: 7 },
    })
  })

  it('answers scripted errors in the shape of each provider', async () => {
    const { url } = await start({ script: { turns: [{ error: { status: 529, times: 2 }, text: 'up again' }] } })
    const refused = await post(url, '/v1/messages', MESSAGES)
    expect([refused.status, await refused.json()]).toEqual([
      529,
      { type: 'error', error: { type: 'overloaded_error', message: 'scripted error' }, request_id: 'req_stand_in' },
    ])
    const chat = await post(url, '/v1/chat/completions', CHAT)
    expect(await chat.json()).toEqual({ error: { message: 'scripted error', ...OVERLOADED } })
    expect((await post(url, '/v1/messages', MESSAGES)).status).toBe(200)
  })

  it('drops the connection where the script says so', async () => {
    const { url } = await start({ script: { turns: [{ text: 'never whole', cutAfterFrames: 3 }] } })
    const response = await post(url, '/v1/messages', { ...MESSAGES, stream: true })
    await expect(response.text()).rejects.toThrow()
  })

  it('has no other routes', async () => {
    const { url } = await start({ script: SCRIPT })
    expect((await fetch(`${url}/v1/models`)).status).toBe(404)
    expect((await fetch(`${url}/v1/messages`)).status).toBe(404)
  })

  it('refuses every request after the last allowed one', async () => {
    const { url } = await start({ script: SCRIPT, maximumRequests: 1 })
    expect((await post(url, '/v1/messages', MESSAGES)).status).toBe(200)
    expect((await post(url, '/v1/messages', MESSAGES)).status).toBe(403)
    expect((await fetch(`${url}/v1/models`)).status).toBe(403)
  })

  it('closes itself when nothing comes', async () => {
    const standIn = await start({ script: SCRIPT, idleMilliseconds: 20 })
    await standIn.closed
    await expect(fetch(standIn.url)).rejects.toThrow()
  })

  it('refuses a chunk size of nothing', () => {
    expect(() => createStandIn({ script: SCRIPT, chunkSize: 0 })).toThrow('chunkSize must be at least 1, got 0')
  })
})

async function start(options: StandInOptions): Promise<StandIn> {
  const standIn = await createStandIn(options)
  running.push(standIn)
  return standIn
}

function post(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function json(response: Promise<Response>) {
  return (await response).json()
}
