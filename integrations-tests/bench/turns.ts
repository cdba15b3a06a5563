import type { Store } from '@headroom/core'
import {
  createMemoryStore,
  createSseSplitter,
  defaultTokenizer,
  editStream,
  headroomFetch,
  openTurn,
  retrieveTool,
} from '@headroom/core'
import { recordedSse } from '../sse/recorded-streams.ts'
import { chunksOf } from '../sse/chunks.ts'
import { hasShared } from '../shared-data.ts'
import { createStandIn } from '../stand-in/create-stand-in.ts'
import { FORMATS } from '../stand-in/formats.ts'
import { median, milliseconds, printTable, type Row } from './print.ts'

/** Pairs of calls, one with and one without, of which the median difference is told. */
const PAIRS = 300
/** Runs of which the median is told, after a few that are not. */
const RUNS = 40
/** UTF-16 units of the large request. */
const LARGE = 1_000_000

/** Prints what a turn costs beside the model: tokens, time to the first one, time of a large request, speed of a stream. */
export async function benchTurns(): Promise<void> {
  const rows: Row[] = [...(await tokenRows()), ...(await firstTokenRows()), ...(await largeRows())]
  if (hasShared) rows.push(await streamRow())
  printTable('Turns', ['what', 'measured', 'aim'], rows)
}

/** Tokens that the retrieve tool adds to a request, as JSON of each format. */
async function tokenRows(): Promise<readonly Row[]> {
  const tokenizer = await defaultTokenizer()
  return FORMATS.filter(({ framing }) => framing !== 'json-array').map(({ name, request, dialect }) => {
    const [edit] = dialect.addTool({ ...request, tools: [] }, retrieveTool)
    return [`tokens of the tool, ${name}`, tokenizer.count(JSON.stringify(edit?.value) ?? ''), '≤ 150']
  })
}

/** Time from the call to the first bytes of the reply's text over loopback: with the tool and a shortened request, and without us. */
async function firstTokenRows(): Promise<readonly Row[]> {
  const standIn = await createStandIn({ script: { turns: [], final: 'word '.repeat(40) }, chunkSize: 40 })
  const body = JSON.stringify({ ...conversation(50_000), stream: true })
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const turned = headroomFetch(fetch, { store: createMemoryStore() })
  const differences: number[] = []
  const plain: number[] = []
  try {
    for (let pair = 0; pair < PAIRS + 20; pair++) {
      const times = new Map<typeof fetch, number>()
      for (const send of pair % 2 === 0 ? [fetch, turned] : [turned, fetch])
        times.set(send, await timeToText(send, `${standIn.url}/v1/messages`, post))
      if (pair < 20) continue
      plain.push(times.get(fetch) ?? Number.NaN)
      differences.push((times.get(turned) ?? Number.NaN) - (times.get(fetch) ?? Number.NaN))
    }
  } finally {
    await standIn.close()
  }
  return [
    ['time to the first text, without us', milliseconds(median(plain)), ''],
    ['added to it, median of pairs', `${median(differences).toFixed(2)} ms`, '≤ 1 ms'],
  ]
}

async function timeToText(send: typeof fetch, url: string, init: RequestInit): Promise<number> {
  const start = performance.now()
  const response = await send(url, init)
  let seen = ''
  let time: number | undefined
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    seen += chunk
    if (seen.includes('text_delta')) time ??= performance.now() - start
  }
  return time ?? Number.NaN
}

/** A turn of a request of a megabyte of which everything is remembered. */
async function largeRows(): Promise<readonly Row[]> {
  const request = conversation(LARGE)
  const body = JSON.stringify(request)
  const store = createMemoryStore({ maxBytes: 1 << 30 })
  await openTurn(request, { store })
  const many = conversation(LARGE, MANY_LINES)
  const plain = createMemoryStore({ maxBytes: 1 << 30 })
  await openTurn(many, { store: plain })
  const hiding = await storeOf(many)
  return [
    ['walk and replay of 1 MB, remembered', milliseconds(await timeOf(() => openTurn(request, { store }))), '≤ 5 ms'],
    ['the same, its body spliced too', milliseconds(await timeOf(() => openTurn(request, { store }, body))), ''],
    ['the same in 200 results', milliseconds(await timeOf(() => openTurn(many, { store: plain }))), '≤ 5 ms'],
    ['and 50 hidden exchanges', milliseconds(await timeOf(() => openTurn(many, { store: hiding }))), ''],
    ['JSON.parse of the first body', milliseconds(await timeOf(async () => JSON.parse(body))), ''],
  ]
}

/** Lines of a result of which some 200 make a megabyte. */
const MANY_LINES = 75
/** Every so manyth answer of a conversation has an exchange before it. */
const EXCHANGE_EVERY = 4

/** A store that remembers a conversation, and exchanges that are hidden in it. */
async function storeOf(request: ReturnType<typeof conversation>): Promise<Store> {
  const store = createMemoryStore({ maxBytes: 1 << 30 })
  const retrieves = { type: 'tool_use', id: 'toolu_r', name: retrieveTool.name, input: { key: 'none' } }
  for (const [at, { role, content }] of request.messages.entries()) {
    if (role !== 'assistant' || (at + 1) % (2 * EXCHANGE_EVERY) !== 0) continue
    const { rounds } = await openTurn({ ...request, messages: request.messages.slice(0, at) }, { store })
    await rounds?.close({ content: [retrieves], stop_reason: 'tool_use' })
    await rounds?.close({ content, stop_reason: 'tool_use' })
  }
  const { exchanges } = await openTurn(request, { store })
  if (exchanges < 40) throw new Error(`only ${exchanges} exchanges were found again`)
  return store
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < RUNS + 5; at++) {
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  return median(times.slice(5))
}

/** A conversation of tool results of so many log lines each. */
function conversation(length: number, lines: number = 250) {
  const results = Array.from({ length: Math.ceil(length / (lines * LINE_LENGTH)) }, (_, at) => at)
  return {
    model: 'claude-opus-5',
    max_tokens: 100,
    tools: [{ name: 'logs', input_schema: { type: 'object' } }],
    messages: [
      { role: 'user', content: 'Why does it fail?' },
      ...results.flatMap((at) => [
        { role: 'assistant', content: [{ type: 'tool_use', id: `toolu_${at}`, name: 'logs', input: { at } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${at}`, content: logOf(at, lines) }] },
      ]),
    ],
  }
}

/** UTF-16 units of a line of the log, about. */
const LINE_LENGTH = 67

function logOf(at: number, length: number): string {
  const lines = Array.from({ length }, (_, line) => {
    const second = String(line % 60).padStart(2, '0')
    return `2026-01-01T12:${second}:00Z INFO  worker-${at} handled request ${at * 1000 + line} in ${line % 37} ms`
  })
  return lines.join('\n')
}

/** A recorded stream of a megabyte through a turn that has nothing to hide, and through `editStream` alone. */
async function streamRow(): Promise<Row> {
  const recorded = recordedSse().map(({ bytes }) => bytes)
  const bytes = Buffer.concat(recorded)
  const rate = await rateOf(bytes, createMemoryStore())
  const passed = await passRate(bytes)
  return ['stream through a turn; the same, passed through', `${rate.toFixed(0)}; ${passed.toFixed(0)} MB/s`, '']
}

/** A long reply: recorded ones have 20 kB on average. */
const STREAM_BYTES = 1e6

function sourceOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const chunks = chunksOf(bytes, 16_384)
  let [sent, turn] = [0, 0]
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[turn++ % chunks.length]
      if (chunk === undefined || sent >= STREAM_BYTES) return controller.close()
      sent += chunk.length
      controller.enqueue(chunk)
    },
  })
}

async function rateOf(bytes: Uint8Array, store: Store): Promise<number> {
  const body = JSON.stringify(conversation(15_000))
  const headers = { 'content-type': 'text/event-stream' }
  const send = headroomFetch(async () => new Response(sourceOf(bytes), { headers }), { store })
  const rates: number[] = []
  for (let run = 0; run < 31; run++) {
    const { body: stream } = await send('http://localhost/v1/messages', { method: 'POST', body })
    rates.push(await read(stream))
  }
  return median(rates.slice(5))
}

async function passRate(bytes: Uint8Array): Promise<number> {
  const rates: number[] = []
  for (let run = 0; run < 31; run++)
    rates.push(await read(sourceOf(bytes).pipeThrough(editStream(createSseSplitter(), (piece) => piece))))
  return median(rates.slice(5))
}

async function read(stream: ReadableStream<Uint8Array> | null): Promise<number> {
  const start = performance.now()
  let received = 0
  for await (const chunk of stream ?? []) received += chunk.length
  return received / 1e3 / (performance.now() - start)
}
