import type { Units } from './units.ts'

/** Pieces whose counts are remembered, and the UTF-16 units of them: 2 MiB with all that belongs to them. Texts of one kind are made of far fewer. */
const MAX_PIECES = 50_000
const MAX_UNITS = 1 << 19
/** Places in the table: a power of two, so that at most 40 % are taken. */
const PLACES = 1 << 17

/** Remembers the tokens of pieces. */
export interface PieceCounts {
  /** Tokens of the piece between two places of a text. */
  countOf(units: Units, from: number, to: number): number
}

/**
 * Remembers the tokens of pieces, found by their units in the text itself: no piece that is known is cut out.
 * When it holds too much it forgets all.
 *
 * @param countPiece Counts the tokens of one piece; is asked for pieces that are not known.
 */
export function pieceCounts(countPiece: (piece: string) => number): PieceCounts {
  const entries = new Int32Array(PLACES)
  const starts = new Int32Array(MAX_PIECES + 2)
  const counts = new Int32Array(MAX_PIECES + 1)
  const held = new Uint16Array(MAX_UNITS)
  let last = 0

  function placeOf(codes: Uint16Array, from: number, to: number): number {
    let hash = to - from
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (codes[at] ?? 0), HASH_FACTOR)
    let place = (hash ^ (hash >>> 15)) & (PLACES - 1)
    for (;;) {
      const entry = entries[place] ?? 0
      if (entry === 0 || isEntry(entry, codes, from, to)) return place
      place = (place + 1) & (PLACES - 1)
    }
  }

  function isEntry(entry: number, codes: Uint16Array, from: number, to: number): boolean {
    let own = starts[entry] ?? 0
    if ((starts[entry + 1] ?? 0) - own !== to - from) return false
    for (let at = from; at < to; at++, own++) if (held[own] !== codes[at]) return false
    return true
  }

  function add(codes: Uint16Array, from: number, to: number, count: number): void {
    if (last >= MAX_PIECES || (starts[last + 1] ?? 0) + to - from > MAX_UNITS) {
      entries.fill(0)
      last = 0
      starts[1] = 0
    }
    const place = placeOf(codes, from, to)
    last++
    const start = starts[last] ?? 0
    held.set(codes.subarray(from, to), start)
    starts[last + 1] = start + to - from
    counts[last] = count
    entries[place] = last
  }

  return {
    countOf({ text, codes }, from, to) {
      const entry = entries[placeOf(codes, from, to)] ?? 0
      if (entry !== 0) return counts[entry] ?? 0
      const count = countPiece(text.slice(from, to))
      add(codes, from, to, count)
      return count
    },
  }
}

/** Source: xxHash's odd multiplier, as in `quickHash()`. */
const HASH_FACTOR = 2_654_435_761
