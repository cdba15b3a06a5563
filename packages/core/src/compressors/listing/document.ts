import { countLineFeeds, linesInSteps } from '../lines.ts'
import { mapInSteps } from '../each-in-steps.ts'
import type { Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import { styleOf } from './detect.ts'
import type { Style } from './style.ts'

/** A listing as its lines. */
export interface ListingDocument extends Document {
  readonly style: Style
  readonly lines: readonly string[]
  /** The line end of all lines. */
  readonly end: '\n' | '\r\n'
  /** Characters in the source. */
  readonly length: number
}

/** Fewer lines have nothing to share. */
const MIN_LINES = 4
/** More lines are not read: 32 MB of paths, the most the engine takes, have some 700,000. */
const MAX_LINES = 2_000_000

/** Reads a listing. Undefined: the text is none, or its lines do not all end alike. */
export function* parseListing(text: string): Steps<ListingDocument | undefined> {
  const feeds = countLineFeeds(text, MAX_LINES)
  if (feeds < MIN_LINES || feeds >= MAX_LINES) return undefined
  const found = styleOf(text)
  if (found === undefined) return undefined
  const { lines, end, bare } = yield* linesInSteps(text)
  if (bare.size > 0) return undefined
  const units = yield* mapInSteps(lines, (line) => ({ text: line }))
  return { units, style: found.style, lines, end, length: text.length }
}
