import { openaiResponses } from '@headroom/core'
import OpenAI from 'openai'
import { ResponsesWS } from 'openai/resources/responses/ws'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { StandIn, StandInOptions } from './create-stand-in.ts'
import type { JsonObject } from './json-value.ts'
import type { ScriptedTurn } from './script.ts'
import { createStandIn } from './create-stand-in.ts'
import { objectOf, objectsOf, stringOf } from './json-value.ts'

const running: StandIn[] = []
const open: Connection[] = []
afterEach(async () => {
  for (const { socket } of open.splice(0)) socket.terminate()
  await Promise.all(running.splice(0).map((standIn) => standIn.close()))
})

const CALLING = { thinking: 'hm', calls: [{ name: 'read', args: { path: 'a' } }] }
const ASK = { type: 'response.create', model: 'gpt', input: 'go' }
const OUTPUT = { type: 'function_call_output', call_id: 'call_turn0call0', output: 'rows' }

describe('a WebSocket of the stand-in', () => {
  it('carries the events of a stream, in deltas of every size', async () => {
    for (const chunkSize of [1, 2, 3, 7, 40]) {
      const { connection } = await connect([{ ...CALLING, text: 'Reading 😀.' }], { chunkSize })
      const events = await connection.ask(ASK)
      expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, at) => at))
      const reader = openaiResponses.readStream()
      for (const event of events) reader.push(event)
      expect(reader.reply()).toEqual(events.at(-1)?.response)
    }
  })

  it('continues from the latest reply of its connection, though it was not to be stored, and from no other', async () => {
    const { connection, standIn } = await connect([CALLING, CALLING])
    const first = idIn(await connection.ask({ ...ASK, store: false }))
    const again = { ...ASK, store: false, previous_response_id: first, input: [OUTPUT] }
    expect(typesOf(await connection.ask(again)).at(-1)).toBe('response.completed')
    expect(await connection.ask(again)).toEqual([notFound(first)])
    const elsewhere = await standIn.connection()
    expect(await elsewhere.ask(again)).toEqual([notFound(first)])
    const posted = await fetch(`${standIn.url}/v1/responses`, { method: 'POST', body: JSON.stringify(again) })
    expect([posted.status, objectOf(objectOf(await posted.json()).error).code]).toEqual([
      400,
      'previous_response_not_found',
    ])
  })

  it('continues from every reply that was stored, over HTTP too', async () => {
    const { connection, standIn } = await connect([CALLING, CALLING])
    const first = idIn(await connection.ask(ASK))
    const again = { ...ASK, previous_response_id: first, input: [OUTPUT] }
    for (let time = 0; time < 2; time++) expect(typesOf(await connection.ask(again)).at(-1)).toBe('response.completed')
    const posted = await fetch(`${standIn.url}/v1/responses`, { method: 'POST', body: JSON.stringify(again) })
    expect(posted.status).toBe(200)
  })

  it('warms up without a turn', async () => {
    const { connection, standIn } = await connect([CALLING])
    const warmUp = await connection.ask({ ...ASK, generate: false, input: [], instructions: 'Be brief.' })
    expect(typesOf(warmUp)).toEqual(['response.created', 'response.in_progress', 'response.completed'])
    const next = await connection.ask({ ...ASK, previous_response_id: idIn(warmUp) })
    expect(objectsOf(objectOf(next.at(-1)?.response).output).map(({ type }) => type)).toEqual([
      'reasoning',
      'function_call',
    ])
    expect(standIn.requests.map(({ method, status, turn }) => [method, status, turn])).toEqual([
      ['GET', 101, undefined],
      ['WS', 200, undefined],
      ['WS', 200, 0],
    ])
  })

  it('tells errors with their status, and forgets what a request that failed would have continued from', async () => {
    const { connection } = await connect([CALLING, { text: 'busy', error: { status: 429, retryAfterSeconds: 1 } }])
    const first = idIn(await connection.ask({ ...ASK, store: false }))
    const again = { ...ASK, store: false, previous_response_id: first, input: [OUTPUT] }
    const error = { message: 'scripted error', type: 'tokens', param: null, code: 'rate_limit_exceeded' }
    expect(await connection.ask(again)).toEqual([{ type: 'error', status: 429, error }])
    expect(await connection.ask(again)).toEqual([notFound(first)])
    expect(await connection.ask({ type: 'response.make' })).toMatchObject([{ status: 400, error: { param: 'type' } }])
    expect(await connection.say('{')).toMatchObject([
      { status: 400, error: { message: expect.stringContaining('JSON') } },
    ])
  })

  it('tells an error in the midst of a reply as the event it is', async () => {
    const { connection } = await connect([{ text: 'never whole', errorEvent: { afterFrames: 2, failsReply: true } }])
    expect(typesOf(await connection.ask(ASK))).toEqual(['response.created', 'response.in_progress', 'response.failed'])
  })

  it('is dropped where the script says so, in the midst of a message too', async () => {
    const byBytes = await connect([{ text: 'never whole', cutAfterBytes: 40 }])
    expect(await byBytes.connection.ask(ASK)).toEqual([{ type: 'closed', code: 1006 }])
    const byFrames = await connect([{ text: 'never whole', cutAfterFrames: 2 }])
    const events = await byFrames.connection.ask(ASK)
    expect(typesOf(events)).toEqual(['response.created', 'response.in_progress', 'closed'])
    expect(byFrames.standIn.requests.map(({ aborted }) => aborted)).toEqual([false, false])
  })

  it('tells that the client hung up on a reply', async () => {
    const { connection, standIn } = await connect([{ text: 'late', stall: { afterFrames: 1, milliseconds: 60_000 } }])
    connection.socket.send(JSON.stringify(ASK))
    await vi.waitFor(() => expect(standIn.requests).toHaveLength(2))
    connection.socket.close()
    await vi.waitFor(() => expect(standIn.requests.map(({ aborted }) => aborted)).toEqual([false, true]))
  })

  it('is refused with 426 where there is none', async () => {
    const standIn = await start([CALLING], { webSocket: false })
    await expect(standIn.connection()).rejects.toThrow('426')
    expect(standIn.requests.map(({ status }) => status)).toEqual([426])
    const other = await start([CALLING])
    await expect(other.connection('/v1/messages')).rejects.toThrow('426')
  })

  it('serves the client of OpenAI', async () => {
    const { url } = await start([{ text: 'Hello.' }])
    const client = new ResponsesWS(new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none' }))
    const text = await new Promise<string>((resolve, reject) => {
      let said = ''
      client.on('error', reject)
      client.on('response.output_text.delta', ({ delta }) => (said += delta))
      client.on('response.completed', () => resolve(said))
      client.send({ type: 'response.create', model: 'gpt', input: 'go' })
    })
    client.close()
    expect(text).toBe('Hello.')
  })
})

interface Connection {
  readonly socket: WebSocket
  /** The events up to the one that ends a reply; `{ type: 'closed', code }` where the connection ends. */
  ask(message: JsonObject): Promise<readonly JsonObject[]>
  say(text: string): Promise<readonly JsonObject[]>
}

type Started = StandIn & { connection(path?: string): Promise<Connection> }

async function start(turns: readonly ScriptedTurn[], options: Partial<StandInOptions> = {}): Promise<Started> {
  const standIn = await createStandIn({ script: { turns }, strict: true, ...options })
  running.push(standIn)
  return { ...standIn, connection: (path = '/v1/responses') => connected(standIn.url.replace('http', 'ws') + path) }
}

async function connect(turns: readonly ScriptedTurn[], options: Partial<StandInOptions> = {}) {
  const standIn = await start(turns, options)
  return { standIn, connection: await standIn.connection() }
}

async function connected(url: string): Promise<Connection> {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const say = (text: string): Promise<readonly JsonObject[]> => {
    const events = untilEnd(socket)
    socket.send(text)
    return events
  }
  const connection = { socket, say, ask: (message: JsonObject) => say(JSON.stringify(message)) }
  open.push(connection)
  return connection
}

const ENDS: ReadonlySet<unknown> = new Set(['response.completed', 'response.failed', 'error', 'closed'])

function untilEnd(socket: WebSocket): Promise<readonly JsonObject[]> {
  return new Promise((resolve) => {
    const events: JsonObject[] = []
    const take = (event: JsonObject): void => {
      events.push(event)
      if (!ENDS.has(event.type)) return
      socket.removeAllListeners('message')
      resolve(events)
    }
    socket.on('message', (data: Buffer) => take(objectOf(JSON.parse(data.toString('utf8')))))
    socket.once('close', (code) => take({ type: 'closed', code }))
  })
}

function typesOf(events: readonly JsonObject[]): readonly unknown[] {
  return events.map(({ type }) => type)
}

function idIn(events: readonly JsonObject[]): string {
  return stringOf(objectOf(events.at(-1)?.response).id)
}

function notFound(id: string): JsonObject {
  const error = {
    message: `Previous response with id '${id}' not found.`,
    type: 'invalid_request_error',
    param: 'previous_response_id',
    code: 'previous_response_not_found',
  }
  return { type: 'error', status: 400, error }
}
