import { atOnce } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { countLineFeeds } from '../lines.ts'
import { cutBlocks } from './cut.ts'
import { isPlain } from './plain.ts'
import { isRepetitive } from './repetitive.ts'

/** As sure as one can be of a text that is of no one kind: any other room goes first. */
const SURENESS = 0.3
/** Places that are looked at, evenly spread, and the characters of each. */
const PLACES = 5
const PLACE = 2_000
/** A fence, or a line on which JSON opens, alone or behind a name. Looks back from such signs: most lines have none. */
const SIGNS =
  /(?:```|~~~)(?<=^[ \t]{0,8}.{3})|[{[](?=[ \t]{0,8}(?:\r?\n[ \t]{0,80})?["{[\d])(?<=^(?:[ \t]{0,80}|[\w $."'-]{1,40}: ).)/m

/** Share of lines that are like another from which a text repeats itself. */
const REPEATED = 0.3

/** How surely a text may have parts of other kinds: 0.3, or 0. Looks at six places of it. */
export function detectMixed(text: string, rooms: readonly Compressor[], minLength: number): number {
  if (text.length < minLength) return 0
  const pieces: string[] = []
  const step = Math.max(PLACE, (text.length - PLACE) / (PLACES - 1))
  for (let at = 0; at < text.length; at += step) pieces.push(lineWise(text, Math.floor(at)))
  const mayHaveParts =
    pieces.some((piece) => SIGNS.test(piece)) ||
    isRepetitive(pieces, REPEATED) ||
    pieces.some((piece) => knowsPart(piece, rooms))
  return mayHaveParts ? SURENESS : 0
}

/** Whether a room knows the longest part of a piece by its looks. */
function knowsPart(piece: string, rooms: readonly Compressor[]): boolean {
  if (isPlain(piece, 0, piece.length)) return false
  const parts = atOnce(cutBlocks(piece, piece.length)).map((run) => piece.slice(run[0]?.start, run.at(-1)?.end))
  const longest = parts.reduce((one, other) => (other.length > one.length ? other : one), '')
  if (countLineFeeds(longest, MIN_FEEDS) < MIN_FEEDS || isPlain(longest, 0, longest.length)) return false
  return rooms.some((room) => room.detect(longest) > SURENESS)
}

/** Fewer lines tell nothing. */
const MIN_FEEDS = 3

/** A piece of a text that begins and ends with a line, where the text has lines so short. */
function lineWise(text: string, start: number): string {
  const piece = text.slice(start, start + PLACE)
  const from = start === 0 ? 0 : piece.indexOf('\n') + 1
  const to = start + PLACE >= text.length ? piece.length : piece.lastIndexOf('\n')
  return piece.slice(from, to > from ? to : undefined)
}
