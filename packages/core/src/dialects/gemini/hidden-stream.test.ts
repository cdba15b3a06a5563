import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { GeminiReply } from './gemini-reply.ts'
import { readStream } from './stream.ts'

type Value = Readonly<Record<string, unknown>>

/** What the model says in one round, and how it is cut into chunks. */
interface Round {
  readonly parts: readonly Value[]
  /** Parts that come in each chunk; what is left comes with the end. */
  readonly cuts: readonly number[]
}

const isHidden = (name: string): boolean => name === 'own'
const call = (name: string): Value => ({ functionCall: { name, args: { at: 1 } } })

const part: fc.Arbitrary<Value> = fc.oneof(
  fc.stringMatching(/^[a-z ]{0,5}$/).map((text) => ({ text })),
  fc.stringMatching(/^[a-z ]{1,5}$/).map((text) => ({ text, thought: true })),
  fc.constant({ text: '', thoughtSignature: 's' }),
  fc.constant({ executableCode: { code: '1' } }),
)
const round = (name: fc.Arbitrary<string>): fc.Arbitrary<Round> => {
  const calls = fc.tuple(name, fc.boolean()).map(([called, signed]) => ({
    ...call(called),
    ...(signed && { thoughtSignature: 's' }),
  }))
  return fc.record({
    parts: fc.array(fc.oneof(part, calls), { maxLength: 6 }),
    cuts: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
  })
}
const turn = fc.tuple(fc.array(round(fc.constant('own')), { maxLength: 3 }), round(fc.constantFrom('own', 'ls', 'cat')))
const rounds = turn.map(([before, last]): readonly Round[] => [
  // A round that is followed by another has called something.
  ...before.map(({ parts, cuts }) => ({ parts: [...parts, call('own')], cuts })),
  last,
])

describe('createHiddenStream', () => {
  it.each([false, true])(
    'makes one reply of all rounds, that which whole replies are shown as (wrapped: %s)',
    (wraps) => {
      const promise = fc.property(rounds, fc.boolean(), (said, everyUsage) => {
        const streams = said.map((one, at) => chunksOf(one, at, everyUsage, wraps))
        expect(read(joined(streams))).toEqual(hidden.shown(replyOf(streams), isHidden, 0))
      })
      fc.assert(promise, { seed: 4, numRuns: 400 })
    },
  )

  it('shows no hidden call, one end, and no chunk that holds nothing', () => {
    const promise = fc.property(rounds, (said) => {
      const streams = said.map((one, at) => chunksOf(one, at, true, false))
      const text = JSON.stringify(joined(streams))
      expect(text).not.toContain('own')
      expect(text.split('finishReason')).toHaveLength(2)
      const emptyOf = (chunks: readonly unknown[]): number =>
        chunks.filter((chunk) => partsOf(chunk).length === 0 && !isEnd(chunk)).length
      expect(emptyOf(joined(streams))).toBeLessThanOrEqual(emptyOf(streams.flat()))
    })
    fc.assert(promise, { seed: 4, numRuns: 200 })
  })

  it('hands on the very chunks of a round without hidden calls', () => {
    const promise = fc.property(round(fc.constantFrom('ls', 'cat')), fc.boolean(), (only, wraps) => {
      const chunks = chunksOf(only, 0, true, wraps)
      const shown = joined([chunks])
      expect(shown).toHaveLength(chunks.length)
      for (const [at, chunk] of chunks.entries()) expect(shown[at]).toBe(chunk)
    })
    fc.assert(promise, { seed: 4, numRuns: 100 })
  })

  it('hands on what is said beside a hidden call and beside the end, and holds the rest', () => {
    const stream = createHiddenStream(isHidden)
    const usageMetadata = { promptTokenCount: 5, totalTokenCount: 6 }
    const content = { role: 'model', parts: [{ text: 'a' }, call('own'), { text: 'b' }] }
    expect(stream.push({ candidates: [{ content, finishReason: 'STOP', safetyRatings: [] }], usageMetadata })).toEqual([
      { candidates: [{ content: { role: 'model', parts: [{ text: 'a' }, { text: 'b' }] }, safetyRatings: [] }] },
    ])
    expect(stream.holds()).toBe(true)
    expect(stream.end()).toEqual([
      {
        candidates: [{ content: { role: 'model', parts: [] }, finishReason: 'STOP', safetyRatings: [] }],
        usageMetadata,
      },
    ])
  })

  it('leaves out the pieces of hidden arguments, and only those', () => {
    const stream = createHiddenStream(isHidden)
    const chunkOf = (functionCall: object): object => ({ candidates: [{ content: { parts: [{ functionCall }] } }] })
    const pieces = (name: string): readonly object[] => [
      chunkOf({ name, willContinue: true }),
      chunkOf({ partialArgs: [{ jsonPath: '$.key', stringValue: 'k', willContinue: true }], willContinue: true }),
      chunkOf({}),
    ]
    expect(pieces('own').flatMap((chunk) => stream.push(chunk))).toEqual([])
    const shown = pieces('ls')
    expect(shown.flatMap((chunk) => stream.push(chunk))).toEqual(shown)
  })

  it('hands on errors and what it does not know, also after a hidden call', () => {
    const stream = createHiddenStream(isHidden)
    expect(stream.push({ candidates: [{ content: { parts: [call('own')] } }] })).toEqual([])
    for (const event of [undefined, null, 1, 'x', [], {}, { error: { code: 503 } }, { promptFeedback: {} }])
      expect(stream.push(event)).toEqual([event])
  })

  it('tells a failure as the API does', () => {
    expect(createHiddenStream(isHidden).failed('Gone.', undefined)).toEqual([
      { error: { code: 500, message: 'Gone.', status: 'INTERNAL' } },
    ])
  })
})

function chunksOf({ parts, cuts }: Round, at: number, everyUsage: boolean, wraps: boolean): readonly Value[] {
  const beside = { responseId: `r${at}`, modelVersion: 'm' }
  const usageOf = (counted: number): Value => ({
    usageMetadata: {
      promptTokenCount: 10 * (at + 1),
      totalTokenCount: 10 * (at + 1) + counted,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 10 * (at + 1) }],
    },
  })
  const chunks: Value[] = []
  let from = 0
  for (const length of cuts) {
    const content = { role: 'model', parts: parts.slice(from, from + length) }
    from += length
    chunks.push({ candidates: [{ content, index: 0 }], ...(everyUsage && usageOf(from)), ...beside })
  }
  const content = { role: 'model', parts: parts.slice(from) }
  chunks.push({ candidates: [{ content, finishReason: 'STOP', index: 0 }], ...usageOf(99), ...beside })
  return wraps ? chunks.map((response) => ({ response, traceId: `t${at}` })) : chunks
}

function joined(streams: readonly (readonly unknown[])[]): readonly unknown[] {
  const stream = createHiddenStream(isHidden)
  return streams.flatMap((events, at) => {
    const seen = events.flatMap((event) => stream.push(event))
    if (at === streams.length - 1) return [...seen, ...stream.end()]
    stream.next()
    return seen
  })
}

function replyOf(streams: readonly (readonly unknown[])[]): [GeminiReply, ...GeminiReply[]] {
  const [first = {}, ...others] = streams.map(read)
  return [first, ...others]
}

function read(events: readonly unknown[]): GeminiReply {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply() ?? {}
}

function partsOf(chunk: unknown): readonly unknown[] {
  return Object(chunk).candidates?.[0]?.content?.parts ?? []
}

function isEnd(chunk: unknown): boolean {
  return Object(chunk).candidates?.[0]?.finishReason !== undefined
}
