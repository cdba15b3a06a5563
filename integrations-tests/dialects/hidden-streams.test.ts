import { type Dialect, dialects } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { type Recording, recordingsOf } from './recordings.ts'

type Hidden = NonNullable<Dialect['hidden']>

const HIDING = dialects.flatMap((dialect) => {
  const { name, hidden } = dialect
  const streams = recordingsOf(dialect).filter(isOneStream)
  return hidden === undefined ? [] : [{ name, dialect, hidden, streams }]
})

/** Recorded streams of each dialect. */
const STREAMS: Readonly<Record<string, number>> = {
  'anthropic-messages': 61,
  'bedrock-converse': 21,
  gemini: 55,
  'openai-chat': 163,
  'openai-responses': 96,
}

describe.skipIf(!hasShared).each(HIDING)('hidden.stream of every recorded stream of $name', (tried) => {
  const { name, dialect, hidden, streams } = tried

  it('hands on the very events where nothing is hidden', () => {
    for (const { name: file, events } of streams) {
      const stream = hidden.stream(() => false, 0, false)
      for (const event of events) {
        const shown = stream.push(event)
        expect(shown.length === 1 && shown[0] === event, `of ${file}`).toBe(true)
      }
      expect([stream.holds(), stream.end()], `of ${file}`).toEqual([false, []])
    }
    expect(streams).toHaveLength(STREAMS[name] ?? 0)
  })

  it('leaves out every call where all are hidden, as the whole reply shows it', () => {
    for (const { name: file, events } of streams) {
      const read = readOf(dialect, shownOf(hidden, [events]))
      const whole = readOf(dialect, events)
      if (whole === undefined || [...dialect.toolCalls(whole)].length === 0) continue
      expect(read, `of ${file}`).toEqual(hidden.shown([whole], () => true, 0))
      expect([...dialect.toolCalls(read)], `of ${file}`).toEqual([])
    }
  })

  it('joins a stream of calls with every other one, as their whole replies are joined', () => {
    const calling = streams.find(({ events }) => hides(dialect, events))
    expect(calling).toBeDefined()
    for (const { name: file, events } of streams) {
      const rounds = [calling?.events ?? [], events]
      const [first, last] = rounds.map((round) => readOf(dialect, round))
      if (last === undefined) continue
      const read = readOf(dialect, shownOf(hidden, rounds))
      const shown = hidden.shown([first, last], () => true, 0)
      // Where the last stream does not tell its usage, there is no event to tell the sum in.
      const isBilled = dialect.usage(last) !== undefined
      for (const seen of [dialect.stopReason, callsOf(dialect), ...(isBilled ? [dialect.usage] : [])])
        expect(seen(read), `of ${file}`).toEqual(seen(shown))
    }
  })
})

/** Four recordings of Anthropic hold the streams of several replies. */
function isOneStream({ events }: Recording): boolean {
  const started = events.filter((event) => Object(event).type === 'message_start')
  return events.length > 0 && started.length < 2
}

/** What the client gets of the streams of all rounds, all calls hidden. */
function shownOf(hidden: Hidden, rounds: readonly Recording['events'][]): readonly unknown[] {
  const stream = hidden.stream(() => true, 0, false)
  const shown: unknown[] = []
  for (const [at, events] of rounds.entries()) {
    if (at > 0) stream.next()
    for (const event of events) shown.push(...stream.push(event))
  }
  return [...shown, ...stream.end()]
}

function readOf(dialect: Dialect, events: readonly unknown[]): unknown {
  const reader = dialect.readStream()
  for (const event of events) reader.push(event)
  return reader.reply()
}

function hides(dialect: Dialect, events: readonly unknown[]): boolean {
  return [...dialect.toolCalls(readOf(dialect, events))].length > 0
}

function callsOf({ toolCalls }: Dialect): (reply: unknown) => readonly unknown[] {
  return (reply) => [...toolCalls(reply)]
}
