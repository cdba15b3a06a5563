/** Bytes that are held until what they are part of is whole. */
export interface Held {
  /** How many there are. */
  length(): number
  /** Holds a copy of more, at the end. */
  add(chunk: Uint8Array): void
  /** All of them as one. */
  bytes(): Uint8Array
  /** All of them as one; holds none any more. */
  take(): Uint8Array
  /** The same with more at the end: the very chunk where none are held. */
  takeWith(last: Uint8Array): Uint8Array
}

/** Holds nothing yet. Each byte is copied a few times at most, however small the chunks are. */
export function createHeld(): Held {
  let buffer = NOTHING
  let length = 0
  const bytes = (): Uint8Array => buffer.subarray(0, length)

  function add(chunk: Uint8Array): void {
    const needed = length + chunk.length
    if (needed > buffer.length) {
      const larger = new Uint8Array(Math.max(MIN_BYTES, 2 * needed))
      larger.set(bytes())
      buffer = larger
    }
    buffer.set(chunk, length)
    length = needed
  }

  function take(): Uint8Array {
    const all = bytes()
    buffer = NOTHING
    length = 0
    return all
  }

  return {
    length: () => length,
    add,
    bytes,
    take,
    takeWith(last) {
      if (length === 0) return last
      add(last)
      return take()
    },
  }
}

const NOTHING = new Uint8Array(0)
/** Room for the usual event at once: of the 25,266 in the recordings, nine in ten have fewer than 350 bytes. */
const MIN_BYTES = 512
