import { atOnce, type Steps, stepsOf } from '../../steps.ts'
import type { Compressor, Document, Opened } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import { spelled } from './spelling.ts'

/** A stream of events as its data, one JSON value a line, and what stood around them. */
interface EventsDocument extends Document {
  readonly layout: Layout
  /** The data, as the room of JSON reads it. */
  readonly room: Compressor
  readonly opened: Opened
  /** Its lossless form by that room. */
  readonly form: string
}

/** What an event has beside its data. */
interface Layout {
  /** A line `event: ` that names what its data names as `type`. */
  readonly isNamed: boolean
  /** A space stands after each comma and colon. */
  readonly isSpaced: boolean
  /** The stream ends with `data: [DONE]`. */
  readonly isDone: boolean
}

const SURENESS = 0.9
/** Characters that are looked at. */
const LOOK = 2_000
const EVENTS = /^(?:event: [\w.-]{1,80}\n)?data: \{.{0,1800}\n\n(?:event: [\w.-]{1,80}\n)?data: [{[]/

/**
 * Streams of server-sent events whose data are JSON, as APIs of models send them: the data as lines of JSON in the form of the
 * room that reads those. The form decodes to the stream, byte for byte.
 *
 * @param rooms Among them, the one for lines of JSON.
 */
export function serverEvents(rooms: readonly Compressor[]): Compressor {
  const decodeData = (name: string, form: string): string | undefined =>
    rooms.find((room) => room.name === name)?.decode?.(form)
  return {
    name: 'server-events',
    detect: (text) => (EVENTS.test(text.slice(0, LOOK)) ? SURENESS : 0),
    decode: (form) => atOnce(decodeEvents(form, decodeData)),
    *open(text) {
      const document = yield* readEvents(text, rooms)
      if (document === undefined) return undefined
      const { layout, room, opened, form } = document
      const proven = defineCompressor<EventsDocument>({
        name: 'server-events',
        unit: 'events',
        detect: () => 0,
        parse: () => document,
        encode: () => `${legendOf(layout, room)}\n${form}`,
        // The room has proven this very form, in steps.
        decode: (whole) =>
          decodeEvents(whole, (name, own) => (own === form ? opened.canonical() : decodeData(name, own))),
      })
      const whole = yield* stepsOf(proven.open(text))
      return whole && { ...whole, view: (goal) => opened.view(goal) }
    },
  }
}

const DONE = '\n\ndata: [DONE]'
const EVENT = /^(?:event: ([\w.-]{1,80})\n)?data: (\{.*\})$/

function* readEvents(text: string, rooms: readonly Compressor[]): Steps<EventsDocument | undefined> {
  const isDone = text.endsWith(DONE)
  const isNamed = text.startsWith('event: ')
  const events = text.slice(0, isDone ? -DONE.length : undefined).split('\n\n')
  yield
  const lines = yield* mapInSteps(events, (event) => dataOf(event, isNamed) ?? '')
  if (lines.includes('')) return undefined
  const source = yield* joinInSteps(lines, '\n')
  for (const room of rooms.filter(({ detect }) => detect(source) > 0)) {
    const opened = yield* stepsOf(room.open(source))
    if (opened === undefined) continue
    const isSpaced = yield* isSpacedSourceOf(opened.canonical(), source)
    const form = isSpaced === undefined ? undefined : yield* stepsOf(opened.lossless())
    if (isSpaced !== undefined && form !== undefined)
      return { layout: { isNamed, isSpaced, isDone }, room, opened, form: form.text, units: [] }
  }
  return undefined
}

function dataOf(event: string, isNamed: boolean): string | undefined {
  const [, name, data] = EVENT.exec(event) ?? []
  if (data === undefined || (name !== undefined) !== isNamed) return undefined
  return isNamed && typeOf(data) !== name ? undefined : data
}

/** Whether the source is what a room made of it with spaces; undefined where it is neither that nor the same. */
function* isSpacedSourceOf(canonical: string, source: string): Steps<boolean | undefined> {
  if (canonical === source) return false
  return (yield* spaced(canonical, source.length)) === source ? true : undefined
}

function* spaced(lines: string, maxLength?: number): Steps<string | undefined> {
  return yield* spelled(lines, 'spaced', { before: '', after: '\n' }, maxLength)
}

const TYPE = /^\{"type": ?"([\w.-]{1,80})"/

function typeOf(data: string): string | undefined {
  return TYPE.exec(data)?.[1]
}

/** The stream of data that stand one a line. */
function* streamOf(data: string, { isNamed, isSpaced, isDone }: Layout): Steps<string> {
  const lines = isSpaced ? yield* spaced(data) : data
  if (lines === undefined) throw new SyntaxError('no server-sent events')
  const events = yield* mapInSteps(
    lines.split('\n'),
    (line) => `${isNamed ? `event: ${typeOf(line)}\n` : ''}data: ${line}`,
  )
  return (yield* joinInSteps(events, '\n\n')) + (isDone ? DONE : '')
}

const LEGEND =
  /^Server-sent events, one a line without "data: "(, the type in an "event: " line each)?(, spaced)?(, "\[DONE\]" last)?, as ([a-z][a-z0-9-]{0,60}):\n/

function legendOf({ isNamed, isSpaced, isDone }: Layout, { name }: Compressor): string {
  const named = isNamed ? ', the type in an "event: " line each' : ''
  const done = isDone ? ', "[DONE]" last' : ''
  return `Server-sent events, one a line without "data: "${named}${isSpaced ? ', spaced' : ''}${done}, as ${name}:`
}

function* decodeEvents(form: string, decodeData: (name: string, form: string) => string | undefined): Steps<string> {
  const [legend = '', named, withSpaces, done, name = ''] = LEGEND.exec(form) ?? []
  const data = legend === '' ? undefined : decodeData(name, form.slice(legend.length))
  if (data === undefined) throw new SyntaxError('no server-sent events')
  yield
  const layout = { isNamed: named !== undefined, isSpaced: withSpaces !== undefined, isDone: done !== undefined }
  return yield* streamOf(data, layout)
}
