import { describe, expect, it } from 'vitest'
import type { Exchange } from './exchange.ts'
import { replayingFetch } from './replaying-fetch.ts'

const JSON_ANSWER: Exchange = {
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: { ok: true } },
}
const STREAM = 'data: "2 × 3 = 6 😀"\n\n'
const SSE_ANSWER: Exchange = {
  request: { method: 'POST', url: 'https://api.example.com/v1/messages', headers: {}, body: {} },
  response: { status: 200, headers: { 'content-type': 'text/event-stream' }, sse: STREAM },
}
const POST = { method: 'POST', headers: { 'X-Test': '1' }, body: '{"a":1.0}' }

describe('replayingFetch', () => {
  it('answers in order and keeps what was sent', async () => {
    const replay = replayingFetch([JSON_ANSWER, SSE_ANSWER])
    expect(await (await replay('http://host/v1/anything', POST)).json()).toEqual({ ok: true })
    const streamed = await replay(new Request('http://host/messages?beta=true', POST))
    expect(await streamed.text()).toBe(STREAM)
    expect(replay.sent).toHaveLength(2)
    expect(replay.sent[0]).toMatchObject({
      method: 'POST',
      url: 'http://host/v1/anything',
      bodyText: '{"a":1.0}',
      body: { a: 1 },
    })
    expect(replay.sent[0]?.headers['x-test']).toBe('1')
  })

  it.each([1, 3, 7])('delivers a stream %i bytes at a time, inside characters too', async (chunkBytes) => {
    const replay = replayingFetch([SSE_ANSWER], { chunkBytes })
    const { body } = await replay('http://host/messages', POST)
    const sizes: number[] = []
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let text = ''
    for await (const piece of body ?? []) {
      sizes.push(piece.length)
      text += decoder.decode(piece, { stream: true })
    }
    expect(Math.max(...sizes)).toBe(chunkBytes)
    expect(text + decoder.decode()).toBe(STREAM)
  })

  it('rejects a request of another kind than the recorded one', async () => {
    const replay = replayingFetch([SSE_ANSWER])
    await expect(replay('http://host/v1/responses', POST)).rejects.toThrow(
      'answers POST messages, and the request is POST responses',
    )
  })

  it('rejects a request beyond the last answer', async () => {
    const replay = replayingFetch([])
    await expect(replay('http://host/messages', POST)).rejects.toThrow('The recording has 0 answers')
  })

  it('rejects an aborted request', async () => {
    const replay = replayingFetch([JSON_ANSWER])
    await expect(replay('http://host/messages', { ...POST, signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })

  it('gives recorded errors and bodiless statuses as they were', async () => {
    const replay = replayingFetch([
      { response: { status: 529, headers: {}, body: 'busy' } },
      { response: { status: 204, headers: {} } },
    ])
    const busy = await replay('http://host/messages', POST)
    expect([busy.status, await busy.text()]).toEqual([529, 'busy'])
    expect((await replay('http://host/messages', POST)).status).toBe(204)
  })
})
