import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Exchange } from './exchange.ts'
import { readCassette, writeCassette } from './cassette-file.ts'
import { recordingFetch } from './recording-fetch.ts'
import { replayingFetch } from './replaying-fetch.ts'

const STREAM = 'data: "×"\n\ndata: [DONE]\n\n'
const ANSWERS: readonly Exchange[] = [
  { response: { status: 200, headers: { 'content-type': 'application/json', 'x-account': 'me' }, body: { ok: true } } },
  { response: { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, sse: STREAM } },
]
const SECRET = 'sk-ant-secret'
const INIT = {
  method: 'POST',
  headers: { 'x-api-key': SECRET, authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
}

describe('recordingFetch', () => {
  it('gives every answer on and hands it to the sink', async () => {
    const { exchanges, texts } = await record()
    expect(texts).toEqual(['{"ok":true}', STREAM])
    expect(exchanges.map(({ response }) => response)).toEqual([
      { status: 200, headers: { 'content-type': 'application/json' }, body: { ok: true } },
      { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, sse: STREAM },
    ])
  })

  it('keeps a body that would not be written the same again as text', async () => {
    const { exchanges } = await record()
    expect(exchanges.map(({ request }) => request?.body)).toEqual([{ n: 1 }, '{"n":1.0}'])
  })

  it('keeps no secret and no port', async () => {
    const { exchanges } = await record()
    expect(JSON.stringify(exchanges)).not.toContain(SECRET)
    expect(exchanges.map(({ request }) => request?.url)).toEqual([
      'http://stand-in/v1/messages?beta=true',
      'https://api.example.com/v1/messages',
    ])
  })

  it('keeps the bytes of what is no text', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10)
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' }
    const exchanges: Exchange[] = []
    const recording = recordingFetch(
      async () => new Response(bytes, { headers }),
      (exchange) => exchanges.push(exchange),
    )
    const replay = replayingFetch(exchanges, { chunkBytes: 3 })
    for (const send of [recording, replay]) expect(await (await send('http://host/model', INIT)).bytes()).toEqual(bytes)
  })

  it('makes cassettes that replay to the same answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cassette-'))
    try {
      const { exchanges, texts } = await record()
      const path = join(folder, 'deep', 'one.json')
      writeCassette(path, { source: 'stand-in', provider: 'anthropic', recordedWith: 'this test', exchanges })
      const replay = replayingFetch(readCassette(path).exchanges)
      for (const text of texts) expect(await (await replay('http://host/messages', INIT)).text()).toBe(text)
      expect(readFileSync(path, 'utf8')).toContain('"source": "stand-in"')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

async function record(): Promise<{ readonly exchanges: readonly Exchange[]; readonly texts: readonly string[] }> {
  const exchanges: Exchange[] = []
  const recording = recordingFetch(replayingFetch(ANSWERS), (exchange) => exchanges.push(exchange))
  const requests = [
    ['http://127.0.0.1:4711/v1/messages?beta=true', '{"n":1}'],
    [`https://api.example.com/v1/messages?key=${SECRET}`, '{"n":1.0}'],
  ] as const
  const texts: string[] = []
  for (const [url, body] of requests) texts.push(await (await recording(url, { ...INIT, body })).text())
  return { exchanges, texts }
}
