import { afterEach, describe, expect, it, vi } from 'vitest'
import type { StandIn } from './create-stand-in.ts'
import type { Format } from './formats.ts'
import type { ScriptedTurn } from './script.ts'
import { createStandIn } from './create-stand-in.ts'
import { eventsIn, FORMATS } from './formats.ts'
import { objectOf } from './json-value.ts'

const running: StandIn[] = []
afterEach(() => Promise.all(running.splice(0).map((standIn) => standIn.close())))

const ALL = FORMATS.map((format) => [format.name, format] as const)

describe.each(ALL)('the faults of a script, %s', (name, format) => {
  it('answer an error with its status and when to come again, as often as it says', async () => {
    const standIn = await start({ error: { status: 429, times: 2, retryAfterSeconds: 7 }, text: 'up again' })
    for (const ask of [whole, streamed]) {
      const response = await ask(standIn, format)
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
      expect(await response.text()).toContain('scripted error')
    }
    expect((await whole(standIn, format)).status).toBe(200)
  })

  it('drop the connection before any byte, as often as they say', async () => {
    const standIn = await start({ text: 'at last', cutAfterBytes: 0, faultTimes: 2 })
    await expect(streamed(standIn, format)).rejects.toThrow('fetch failed')
    await expect(whole(standIn, format)).rejects.toThrow('fetch failed')
    expect(await (await whole(standIn, format)).text()).toContain('at last')
    expect(standIn.requests.map(({ aborted }) => aborted)).toEqual([false, false, false])
  })

  it('drop the connection in the midst of a frame, or of a whole reply', async () => {
    const standIn = await start({ text: 'never whole', cutAfterBytes: 100 })
    for (const ask of [whole, streamed]) {
      const { bytes, failed } = await readAll(await ask(standIn, format))
      expect([bytes.length, failed]).toEqual([100, true])
    }
  })

  it('drop the connection after some frames', async () => {
    const standIn = await start({ text: 'never whole', cutAfterFrames: 2 })
    const { bytes, failed } = await readAll(await streamed(standIn, format))
    expect(failed).toBe(true)
    expect(eventsIn(format.framing, bytes)).toHaveLength(2)
    expect((await whole(standIn, format)).ok).toBe(true)
  })

  it('put an error into a stream that has begun, in the words of the format, and end it there', async () => {
    const standIn = await start({ text: 'never whole', errorEvent: { afterFrames: 2, message: 'too busy' } })
    const response = await streamed(standIn, format)
    expect(response.status).toBe(200)
    const { bytes, failed } = await readAll(response)
    expect(failed).toBe(false)
    const events = eventsIn(format.framing, bytes)
    expect(events).toHaveLength(3)
    expect(events[2]).toEqual(ERROR_EVENTS[name])
  })

  it('stall before the head, and tell that the client hung up', async () => {
    const standIn = await start({ text: 'late', stall: { afterFrames: 0, milliseconds: 60_000 } })
    for (const [at, ask] of [whole, streamed].entries()) {
      const hangUp = new AbortController()
      const response = ask(standIn, format, hangUp.signal)
      await vi.waitFor(() => expect(standIn.requests).toHaveLength(at + 1))
      expect(standIn.requests[at]?.aborted).toBe(false)
      hangUp.abort()
      await expect(response).rejects.toThrow('aborted')
      await vi.waitFor(() => expect(standIn.requests[at]?.aborted).toBe(true))
    }
  })
})

describe('a stall', () => {
  it('lets through what stands before it', async () => {
    const [, format] = ALL[0] ?? []
    if (format === undefined) throw new Error('There are no formats.')
    const standIn = await start({ text: 'late', stall: { afterFrames: 1, milliseconds: 60_000 } })
    const hangUp = new AbortController()
    const response = await streamed(standIn, format, hangUp.signal)
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toContain('event: message_start')
    hangUp.abort()
    await vi.waitFor(() => expect(standIn.requests[0]?.aborted).toBe(true))
  })

  it('passes', async () => {
    const standIn = await start({ text: 'after all', stall: { afterFrames: 1, milliseconds: 5 } })
    for (const [, format] of ALL) {
      expect((await readAll(await streamed(standIn, format))).failed).toBe(false)
      expect(await (await whole(standIn, format)).text()).toContain('after all')
    }
    expect(standIn.requests.some(({ aborted }) => aborted)).toBe(false)
  })
})

describe('an error event of Responses', () => {
  it('is the failed reply, where the script says so', async () => {
    const standIn = await start({ text: 'never whole', errorEvent: { afterFrames: 3, status: 500, failsReply: true } })
    const format = ALL.map(([, one]) => one).find(({ name }) => name === 'openai responses')
    if (format === undefined) throw new Error('There is no such format.')
    const { bytes } = await readAll(await streamed(standIn, format))
    const last = objectOf(eventsIn('sse', bytes)[3])
    expect(last).toMatchObject({
      type: 'response.failed',
      sequence_number: 3,
      response: { status: 'failed', error: { code: 'server_error', message: 'scripted error' }, output: [] },
    })
  })
})

const ANTHROPIC_ERROR = { type: 'error', error: { type: 'overloaded_error', message: 'too busy' } }
const GOOGLE_ERROR = { error: { code: 529, message: 'too busy', status: 'UNAVAILABLE' } }
const BEDROCK_ERROR = { serviceUnavailableException: { message: 'too busy' } }
const ERROR_EVENTS: Readonly<Record<string, unknown>> = {
  'anthropic messages': ANTHROPIC_ERROR,
  'anthropic messages on vertex': ANTHROPIC_ERROR,
  'openai chat': {
    error: { message: 'too busy', type: 'server_error', param: null, code: 'server_is_overloaded' },
  },
  'openai responses': {
    type: 'error',
    sequence_number: 2,
    code: 'server_is_overloaded',
    message: 'too busy',
    param: null,
  },
  gemini: GOOGLE_ERROR,
  'gemini as an array': GOOGLE_ERROR,
  'gemini of code assist': GOOGLE_ERROR,
  'bedrock converse': BEDROCK_ERROR,
  'bedrock invoke': BEDROCK_ERROR,
}

async function start(...turns: readonly ScriptedTurn[]): Promise<StandIn> {
  const standIn = await createStandIn({ script: { turns }, strict: true, chunkSize: 2 })
  running.push(standIn)
  return standIn
}

function whole({ url }: StandIn, { wholeUrl, request }: Format, signal?: AbortSignal): Promise<Response> {
  return post(url + wholeUrl, request, signal)
}

function streamed(standIn: StandIn, { url, request, streams }: Format, signal?: AbortSignal): Promise<Response> {
  return post(standIn.url + url, { ...request, ...streams }, signal)
}

function post(url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) })
}

async function readAll({ body }: Response): Promise<{ readonly bytes: Uint8Array; readonly failed: boolean }> {
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of body ?? []) pieces.push(piece)
  } catch {
    return { bytes: Buffer.concat(pieces), failed: true }
  }
  return { bytes: Buffer.concat(pieces), failed: false }
}
