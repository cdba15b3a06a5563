import { createHeld } from './held.ts'
import { nextOfEither } from './next-of-either.ts'
import type { Splitter } from './splitter.ts'

/**
 * Bytes of one event that are held at most, 64 MiB: bounds what a stream without blank lines can take of memory. 1,400 times the
 * largest event in the recordings; room for images in base64.
 */
export const MAX_SSE_EVENT_BYTES: number = 64 * 2 ** 20

/**
 * Cuts server-sent events (`text/event-stream`) at their blank lines, be they LF, CRLF or CR. A piece is one event, comments and
 * blank line included, for `readSseEvent`; a blank line with nothing before it is a piece too.
 *
 * Pieces do not depend on the chunks. Where only a line feed can tell whether a blank line has ended (CRLF), its piece comes with
 * the next byte; where lines end in CR alone, it comes at once. What has grown past `MAX_SSE_EVENT_BYTES` comes unfinished.
 */
export function createSseSplitter(): Splitter {
  const held = createHeld()
  let state = LINE_START

  return {
    push(chunk) {
      const pieces: Uint8Array[] = []
      let from = 0
      let now = state
      const lineEndFrom = nextOfEither(chunk, LINE_FEED, CARRIAGE_RETURN)
      for (let at = 0; at < chunk.length; at += 1) {
        if (now === IN_LINE) at = lineEndFrom(at)
        const byte = chunk[at]
        const turn = TURNS[now]?.[byte === LINE_FEED ? 1 : byte === CARRIAGE_RETURN ? 2 : 0] ?? IN_LINE
        now = turn & STATE
        if (turn === now) continue
        const end = (turn & ENDS_AFTER) === 0 ? at : at + 1
        pieces.push(held.takeWith(partOf(chunk, from, end)))
        from = end
      }
      state = now
      if (from < chunk.length) held.add(partOf(chunk, from, chunk.length))
      if (held.length() > MAX_SSE_EVENT_BYTES) pieces.push(held.take())
      return pieces
    },
    rest: () => held.bytes(),
  }
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** What stood before a byte. */
const IN_LINE = 0
/** The start of the stream, or a line that ended in a line feed. */
const LINE_START = 1
/** A line that ended in a carriage return; a line feed would belong to it. */
const AFTER_RETURN = 2
/** A blank line's carriage return, after lines that ended in line feeds: one more is to be expected. */
const BLANK_RETURN = 3
/** A blank line's carriage return after lines that ended in such. Its piece is gone; a line feed starts the next and is no line. */
const AFTER_BLANK = 4

const STATE = 7
/** Beside the next state: the byte is the last of a piece. */
const ENDS_AFTER = 8
/** Beside the next state: the byte is the first of the next piece. */
const ENDS_BEFORE = 16

/** By state, what any other byte, a line feed and a carriage return lead to. */
const TURNS: readonly (readonly [number, number, number])[] = [
  [IN_LINE, LINE_START, AFTER_RETURN],
  [IN_LINE, LINE_START | ENDS_AFTER, BLANK_RETURN],
  [IN_LINE, LINE_START, AFTER_BLANK | ENDS_AFTER],
  [IN_LINE | ENDS_BEFORE, LINE_START | ENDS_AFTER, BLANK_RETURN | ENDS_BEFORE],
  [IN_LINE, LINE_START, AFTER_BLANK | ENDS_AFTER],
]

/** As `subarray`, at a quarter of what that costs on the Buffers of Node, and never one itself. */
function partOf({ buffer, byteOffset }: Uint8Array, from: number, end: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset + from, end - from)
}
