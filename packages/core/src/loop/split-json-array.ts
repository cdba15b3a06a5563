import { createHeld } from '../sse/held.ts'
import { nextOfEither } from '../sse/next-of-either.ts'

/** A piece of a JSON array that comes in chunks. */
export interface ArrayPiece {
  /** Its bytes: a view of a chunk where it lies in one. All pieces and then `rest()` are the array, byte for byte. */
  readonly bytes: Uint8Array
  /** The array's first bytes up to `[`, an element after what stands before it, the last bytes up to `]`, or what fits nowhere. */
  readonly kind: 'opening' | 'element' | 'closing' | 'other'
}

/** Cuts a JSON array, in whatever chunks it comes. Never throws. */
export interface ArraySplitter {
  /** Takes the next chunk, which must not be changed afterwards. Gives the pieces that are whole now, in order. */
  push(chunk: Uint8Array): readonly ArrayPiece[]
  /** The bytes held for a piece that is not whole yet; empty where there are none. */
  rest(): Uint8Array
}

/**
 * Bytes of one element that are held at most, 64 MiB, as with server-sent events: bounds what an array that never closes can take of
 * memory.
 */
const MAX_ELEMENT_BYTES: number = 64 * 2 ** 20

/**
 * Cuts a JSON array of objects, as Gemini streams it. Pieces do not depend on the chunks, but for `other`: from the first byte that
 * fits nowhere on, and after the end, bytes pass as they come.
 */
export function createJsonArraySplitter(): ArraySplitter {
  const held = createHeld()
  let state = START
  let depth = 0

  return {
    push(chunk) {
      const pieces: ArrayPiece[] = []
      const stringStopFrom = nextOfEither(chunk, QUOTE, BACKSLASH)
      let from = 0
      for (let at = 0; at < chunk.length; at++) {
        if (state === IN_STRING) at = stringStopFrom(at)
        const byte = chunk[at]
        if (byte === undefined) break
        if (state === IN_ELEMENT) depth += DEPTHS[byte] ?? 0
        const before = state
        state = depth === 0 && state === IN_ELEMENT ? BETWEEN : stateAfter(state, byte)
        if (before === BETWEEN && state === IN_ELEMENT) depth = 1
        const kind = before === state ? undefined : endedBy(before, state)
        if (kind === undefined) continue
        pieces.push({ bytes: held.takeWith(chunk.subarray(from, at + 1)), kind })
        from = at + 1
      }
      if (held.length() + chunk.length - from > MAX_ELEMENT_BYTES) state = PASSING
      if (from === chunk.length) return pieces
      if (state === PASSING || state === CLOSED)
        return [...pieces, { bytes: held.takeWith(chunk.subarray(from)), kind: 'other' }]
      held.add(chunk.subarray(from))
      return pieces
    },
    rest: () => held.bytes(),
  }
}

/** Before the array. */
const START = 0
/** Before an element or the end. */
const BETWEEN = 1
const IN_ELEMENT = 2
const IN_STRING = 3
/** After a backslash in a string. */
const ESCAPED = 4
/** After the end. */
const CLOSED = 5
/** Past what is no such array. */
const PASSING = 6

function stateAfter(state: number, byte: number): number {
  switch (state) {
    case START:
      return byte === OPENING_BRACKET ? BETWEEN : BEFORE_ARRAY.has(byte) ? START : PASSING
    case BETWEEN:
      if (byte === OPENING_BRACE) return IN_ELEMENT
      return byte === CLOSING_BRACKET ? CLOSED : BETWEEN_ELEMENTS.has(byte) ? BETWEEN : PASSING
    case IN_ELEMENT:
      return byte === QUOTE ? IN_STRING : IN_ELEMENT
    case IN_STRING:
      return byte === QUOTE ? IN_ELEMENT : byte === BACKSLASH ? ESCAPED : IN_STRING
    case ESCAPED:
      return IN_STRING
    default:
      return state
  }
}

/** The piece that is whole when one state follows another. */
function endedBy(before: number, state: number): ArrayPiece['kind'] | undefined {
  if (state === BETWEEN) return before === START ? 'opening' : 'element'
  return state === CLOSED ? 'closing' : undefined
}

const QUOTE = 0x22
const COMMA = 0x2c
const OPENING_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSING_BRACKET = 0x5d
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/** By byte, how much deeper it leads outside of strings. */
const DEPTHS: Int8Array = Int8Array.from({ length: 256 }, (_, byte) => {
  if (byte === OPENING_BRACE || byte === OPENING_BRACKET) return 1
  return byte === CLOSING_BRACE || byte === CLOSING_BRACKET ? -1 : 0
})

/** White space of JSON: tab, line feed, carriage return, space. */
const WHITE_SPACE = [0x09, 0x0a, 0x0d, 0x20] as const
/** White space, and the bytes of a byte order mark. */
const BEFORE_ARRAY: ReadonlySet<number> = new Set([...WHITE_SPACE, 0xef, 0xbb, 0xbf])
const BETWEEN_ELEMENTS: ReadonlySet<number> = new Set([...WHITE_SPACE, COMMA])
