import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { ConverseReply } from './reply.ts'
import { readStream } from './stream.ts'

type Event = Readonly<Record<string, unknown>>

/** A block of a reply in events: what begins it, and its deltas. */
interface Block {
  readonly start?: Event
  readonly deltas: readonly Event[]
}

const isHidden = (name: string): boolean => name === 'own'
const called = (name: string, type?: string): Block => ({
  start: { toolUse: { toolUseId: `id ${name}`, name, ...(type !== undefined && { type }) } },
  deltas: ['{"a', '":1}'].map((input) => ({ toolUse: { input } })),
})

const said: fc.Arbitrary<Block> = fc.oneof(
  fc
    .array(fc.stringMatching(/^[a-z ]{1,4}$/), { minLength: 1, maxLength: 3 })
    .map((texts) => ({ deltas: texts.map((text) => ({ text })) })),
  fc.constant({ deltas: [{ reasoningContent: { text: 'hm' } }, { reasoningContent: { signature: 's' } }] }),
  fc.constant(called('own', 'server_tool_use')),
)
const round = (name: fc.Arbitrary<string>): fc.Arbitrary<readonly Block[]> =>
  fc.array(
    fc.oneof(
      said,
      name.map((one) => called(one)),
    ),
    { maxLength: 6 },
  )
const turn = fc
  .tuple(fc.array(round(fc.constant('own')), { maxLength: 3 }), round(fc.constantFrom('own', 'ls', 'cat')))
  // A round that is followed by another has called something.
  .map(([before, last]) => [...before.map((blocks) => [...blocks, called('own')]), last])

describe('createHiddenStream', () => {
  it('makes one message of all rounds, that which whole replies are shown as', () => {
    const promise = fc.property(turn, (rounds) => {
      const streams = rounds.map(eventsOf)
      expect(read(joined(streams))).toEqual(hidden.shown(replyOf(streams), isHidden, 0))
    })
    fc.assert(promise, { seed: 4, numRuns: 400 })
  })

  it('begins and ends once, and numbers blocks without gaps', () => {
    const promise = fc.property(turn, (rounds) => {
      const events = joined(rounds.map(eventsOf)) as readonly Event[]
      const names = events.flatMap((event) => Object.keys(event)).filter((name) => !name.startsWith('content'))
      expect(names).toEqual(['messageStart', 'messageStop', 'metadata'])
      const stops = events.flatMap(({ contentBlockStop: stop }) => (stop === undefined ? [] : [stop as Event]))
      expect(stops.map(({ contentBlockIndex }) => contentBlockIndex)).toEqual([...stops.keys()])
    })
    fc.assert(promise, { seed: 4, numRuns: 200 })
  })

  it('hands on the very events of a round without hidden calls', () => {
    const promise = fc.property(round(fc.constantFrom('ls', 'cat')), (only) => {
      const events = eventsOf(only, 0)
      const shown = joined([events])
      expect(shown).toHaveLength(events.length)
      for (const [at, event] of events.entries()) expect(shown[at]).toBe(event)
    })
    fc.assert(promise, { seed: 4, numRuns: 100 })
  })

  it('holds the end of a round once a hidden call has begun, and nothing else', () => {
    const stream = createHiddenStream(isHidden)
    const events = eventsOf([called('own'), { deltas: [{ text: 'a' }] }], 0)
    expect(events.map((event) => stream.push(event).length)).toEqual([1, 0, 0, 0, 0, 1, 1, 0, 0])
    expect(stream.holds()).toBe(true)
    expect(stream.end()).toMatchObject([{ messageStop: { stopReason: 'end_turn' } }, { metadata: {} }])
  })

  it('hands on exceptions and what it does not know, also after a hidden call', () => {
    const stream = createHiddenStream(isHidden)
    for (const event of eventsOf([called('own')], 0).slice(0, 3)) stream.push(event)
    const odd = [undefined, null, 1, 'x', [], {}, { throttlingException: { message: 'x' } }]
    for (const event of [...odd, { contentBlockDelta: { delta: {} } }, { metadata: 1 }])
      expect(stream.push(event)).toEqual([event])
  })

  it('tells a failure as the API does', () => {
    expect(createHiddenStream(isHidden).failed('Gone.', undefined)).toEqual([
      { modelStreamErrorException: { message: 'Gone.' } },
    ])
  })
})

function eventsOf(blocks: readonly Block[], at: number): readonly Event[] {
  const stopReason = blocks.some(({ start }) => isCall(start)) ? 'tool_use' : 'end_turn'
  const usage = { inputTokens: 10 * (at + 1), outputTokens: 3, cacheDetails: [{ ttl: '5m', inputTokens: 2 }] }
  return [
    { messageStart: { role: 'assistant' } },
    ...blocks.flatMap(({ start, deltas }, contentBlockIndex) => [
      ...(start === undefined ? [] : [{ contentBlockStart: { contentBlockIndex, start } }]),
      ...deltas.map((delta) => ({ contentBlockDelta: { contentBlockIndex, delta } })),
      { contentBlockStop: { contentBlockIndex } },
    ]),
    { messageStop: { stopReason } },
    { metadata: { usage, metrics: { latencyMs: 7 } } },
  ]
}

function isCall(start: Event | undefined): boolean {
  const call = start?.['toolUse'] as Event | undefined
  return call !== undefined && call['type'] === undefined
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

function replyOf(streams: readonly (readonly unknown[])[]): [ConverseReply, ...ConverseReply[]] {
  const [first = {}, ...others] = streams.map(read)
  return [first, ...others]
}

function read(events: readonly unknown[]): ConverseReply {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply() ?? {}
}
