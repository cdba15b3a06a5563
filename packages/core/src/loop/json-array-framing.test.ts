import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gemini } from '../dialects/gemini/index.ts'
import { eventFraming } from './event-framing.ts'
import { jsonArrayFraming } from './json-array-framing.ts'
import { type Framing, streamTurn } from './stream-turn.ts'

type Part = Readonly<Record<string, unknown>>

const encoder = new TextEncoder()
const hiddenCall: Part = { functionCall: { name: 'headroom_retrieve', args: {} } }
const chunkOf = (...parts: readonly Part[]): object => ({ candidates: [{ content: { role: 'model', parts } }] })
const end = {
  candidates: [{ content: { role: 'model', parts: [] }, finishReason: 'STOP' }],
  usageMetadata: { promptTokenCount: 1 },
}

const part = fc.oneof(
  fc.constant(hiddenCall),
  fc.string().map((text) => ({ text })),
)
/** Rounds of a turn: the chunks of each. */
const turn = fc.array(
  fc.array(
    fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => chunkOf(...parts)),
    { maxLength: 3 },
  ),
  { minLength: 1, maxLength: 4 },
)
/** What stands between elements. Google sends the first. */
const separator = fc.constantFrom(',\r\n', ',', '\n,\n  ')
const chunkLength = fc.integer({ min: 1, max: 40 })

describe('jsonArrayFraming', () => {
  it('gives one array over all rounds, of the elements that the client gets of them as events', async () => {
    const promise = fc.asyncProperty(turn, separator, chunkLength, async (rounds, between, length) => {
      // A round that is followed by another has called something.
      const whole = rounds.map((chunks, at) => [
        ...chunks,
        ...(at < rounds.length - 1 ? [chunkOf(hiddenCall)] : []),
        end,
      ])
      const texts = whole.map((chunks) => `[${chunks.map((chunk) => JSON.stringify(chunk)).join(between)}\n]\n`)
      const bytes = await shown(
        texts.map((text) => cut(text, length)),
        jsonArrayFraming(),
      )
      const events = await shown<unknown>(whole, eventFraming)
      expect(JSON.parse(textOf(bytes))).toEqual(events)
    })
    await fc.assert(promise, { seed: 4, numRuns: 300 })
  })

  it('hands on the very bytes where no call is hidden', async () => {
    const promise = fc.asyncProperty(fc.array(fc.string()), separator, chunkLength, async (said, between, length) => {
      const chunks = [...said.map((text) => chunkOf({ text })), end].map((chunk) => JSON.stringify(chunk))
      const text = `[${chunks.join(between)}]`
      const bytes = await shown([cut(text, length)], jsonArrayFraming())
      expect(textOf(bytes)).toBe(text)
    })
    await fc.assert(promise, { seed: 4, numRuns: 100 })
  })

  it('hands on elements that lie in one chunk as one', async () => {
    const text = `[${JSON.stringify(chunkOf({ text: 'a' }))},${JSON.stringify(end)}]`
    const bytes = encoder.encode(text)
    expect(await shown([[bytes]], jsonArrayFraming())).toEqual([bytes])
  })

  it('ends the array with an error where a later round fails', async () => {
    const text = `[${JSON.stringify(chunkOf({ text: 'a' }, hiddenCall))},${JSON.stringify(end)}]`
    for (let length = 1; length <= 40; length++) {
      const bytes = await shown([cut(text, length), undefined], jsonArrayFraming())
      expect(JSON.parse(textOf(bytes))).toEqual([
        chunkOf({ text: 'a' }),
        { error: { code: 500, message: 'Gone.', status: 'INTERNAL' } },
      ])
    }
  })
})

function cut(text: string, length: number): readonly Uint8Array[] {
  const bytes = encoder.encode(text)
  const count = Math.ceil(bytes.length / length)
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length))
}

/** What the client gets of the streams of several rounds, each but the last followed by the next. An absent one fails. */
async function shown<Chunk>(
  [first, ...later]: readonly (readonly Chunk[] | undefined)[],
  framing: () => Framing<Chunk>,
): Promise<readonly Chunk[]> {
  let asked = 0
  const rounds = {
    close: async () => (asked < later.length ? { request: {}, body: undefined } : undefined),
    mustSee: false,
    shown: () => undefined,
    counts: () => ({ rounds: asked, retrieved: 0 }),
  }
  const ask = async (): Promise<ReadableStream<Chunk>> => {
    const next = later[asked++]
    if (next === undefined) throw new Error('Gone.')
    return streamOf(next)
  }
  const stream = streamOf(first ?? [])
  const chunks: Chunk[] = []
  for await (const chunk of streamTurn(stream, { dialect: gemini, rounds, exchanges: 0, framing, ask }))
    chunks.push(chunk)
  return chunks
}

function streamOf<Chunk>(values: readonly Chunk[]): ReadableStream<Chunk> {
  return new ReadableStream({
    start(controller) {
      for (const value of values) controller.enqueue(value)
      controller.close()
    },
  })
}

function textOf(chunks: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Uint8Array.from(chunks.flatMap((chunk) => [...chunk])))
}
