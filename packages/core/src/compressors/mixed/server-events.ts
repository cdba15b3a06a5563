import { atOnce, type Steps, stepsOf } from '../../steps.ts'
import type { Compressor, Document, Opened } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'

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
  /** The stream ends with `data: [DONE]`. */
  readonly isDone: boolean
}

const SURENESS = 0.9
/** Characters that are looked at. */
const LOOK = 2_000
const EVENTS = /^(?:event: [\w.-]{1,80}\n)?data: \{.{0,1800}\n\n(?:event: [\w.-]{1,80}\n)?data: [{[]/

/**
 * Streams of server-sent events whose data are JSON, as APIs of models send them: the data as lines of JSON in the form of the
 * room that reads those. The form decodes to the stream, its JSON minified.
 *
 * @param rooms Among them, the one for lines of JSON.
 */
export function serverEvents(rooms: readonly Compressor[]): Compressor {
  const decode = (form: string): string => atOnce(decodeEvents(form, rooms))
  return {
    name: 'server-events',
    detect: (text) => (EVENTS.test(text.slice(0, LOOK)) ? SURENESS : 0),
    decode,
    *open(text) {
      const document = yield* readEvents(text, rooms)
      if (document === undefined) return undefined
      const { layout, room, opened, form } = document
      const proven = defineCompressor<EventsDocument>({
        name: 'server-events',
        unit: 'events',
        detect: () => 0,
        parse: () => document,
        canonical: () => streamOf(opened.canonical(), layout),
        encode: () => `${legendOf(layout, room)}\n${form}`,
        decode,
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
  const events = text.slice(0, isDone ? -DONE.length : undefined).split('\n\n')
  const isNamed = text.startsWith('event: ')
  const lines: string[] = []
  for (const event of events) {
    const [, name, data] = EVENT.exec(event) ?? []
    if (data === undefined || (name !== undefined) !== isNamed || (isNamed && typeOf(data) !== name)) return undefined
    lines.push(data)
  }
  const source = lines.join('\n')
  for (const room of rooms.filter(({ detect }) => detect(source) > 0)) {
    const opened = yield* stepsOf(room.open(source))
    const form = opened && (yield* stepsOf(opened.lossless()))
    if (opened !== undefined && form !== undefined)
      return { layout: { isNamed, isDone }, room, opened, form: form.text, units: [] }
  }
  return undefined
}

const TYPE = /^\{"type":"([\w.-]{1,80})"/

function typeOf(data: string): string | undefined {
  return TYPE.exec(data)?.[1]
}

/** The stream of data that stand one a line. */
function streamOf(lines: string, { isNamed, isDone }: Layout): string {
  const events = lines.split('\n').map((data) => `${isNamed ? `event: ${typeOf(data)}\n` : ''}data: ${data}`)
  return events.join('\n\n') + (isDone ? DONE : '')
}

const LEGEND =
  /^Server-sent events, one a line without "data: "(, the type in an "event: " line each)?(, "\[DONE\]" last)?, as ([a-z][a-z0-9-]{0,60}):\n/

function legendOf({ isNamed, isDone }: Layout, { name }: Compressor): string {
  const named = isNamed ? ', the type in an "event: " line each' : ''
  return `Server-sent events, one a line without "data: "${named}${isDone ? ', "[DONE]" last' : ''}, as ${name}:`
}

function* decodeEvents(form: string, rooms: readonly Compressor[]): Steps<string> {
  const [legend = '', named, done, name] = LEGEND.exec(form) ?? []
  const lines = rooms.find((room) => room.name === name)?.decode?.(form.slice(legend.length))
  if (lines === undefined) throw new SyntaxError('no server-sent events')
  yield
  return streamOf(lines, { isNamed: named !== undefined, isDone: done !== undefined })
}
