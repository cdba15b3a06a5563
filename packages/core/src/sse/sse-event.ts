import { InvalidOptionError } from '../errors.ts'

/** What one server-sent event says. */
export interface SseEvent {
  /** Its `event` field; absent where it has none, which means `message`. */
  readonly event?: string
  /** Its `data` lines, joined by line feeds. Empty for comments and blank lines, on which a client does nothing. */
  readonly data: string
  /** Its `id` field; absent where it has none. */
  readonly id?: string
}

/**
 * Reads a piece of `createSseSplitter`. Comments, `retry` and unknown fields are passed over, as is a byte order mark in front;
 * what is no UTF-8 reads as U+FFFD. To send an event on unchanged, send the piece.
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function readSseEvent(piece: Uint8Array): SseEvent {
  const data: string[] = []
  let event: string | undefined
  let id: string | undefined
  for (const line of DECODER.decode(piece).split(LINE_END)) {
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }
  return { ...(event !== undefined && { event }), data: data.join('\n'), ...(id !== undefined && { id }) }
}

/**
 * An event as bytes, lines ended by line feeds, the blank line included. `readSseEvent` reads the same from it, but for carriage
 * returns in `data`, which the format cannot hold: they become line feeds.
 *
 * @throws InvalidOptionError if `event` or `id` holds an end of line, or `id` a NUL.
 */
export function writeSseEvent({ event, data, id }: SseEvent): Uint8Array {
  if (event !== undefined && /[\r\n]/.test(event)) throw new InvalidOptionError('event', 'must be one line')
  if (id !== undefined && /[\r\n\0]/.test(id)) throw new InvalidOptionError('id', 'must be one line without NUL')
  const lines = data.split(LINE_END).map((line) => `data: ${line}\n`)
  const head = `${event === undefined ? '' : `event: ${event}\n`}${id === undefined ? '' : `id: ${id}\n`}`
  return new TextEncoder().encode(`${head}${lines.join('')}\n`)
}

const DECODER = new TextDecoder()
const LINE_END = /\r\n|\n|\r/
