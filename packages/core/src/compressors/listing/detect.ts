import { type SampleLengths, sampledLinesWithoutReturns } from '../sampled-lines.ts'
import type { Style } from './style.ts'
import { styles } from './styles.ts'

/** How much of a text is looked at, from its start, from its middle and from its end, in characters. */
const LOOK: SampleLengths = { head: 8_000, later: 4_000 }
/** Longer lines are no entries of a listing: paths end at 4,096 bytes on Linux. */
const MAX_LINE = 4_300
/** Fewer entries say nothing. */
const MIN_ENTRIES = 3
/** Share of lines that are entries from which a text is a listing, and from which it may hold one. */
const SURELY = 0.5
const PERHAPS = 0.25
/** Lines of `ls -l` are like nothing else, even where each has a time as in a log. */
const UNMISTAKABLE = 'rows'
/** What other kinds of output have somewhere: patches, and the lines of a search result. */
const OTHER = /^(?:diff --git |@@ -|--- a\/|\+\+\+ b\/)/

/** A way of listing, and the share of the lines that are its entries. */
export interface Sample {
  readonly style: Style
  readonly share: number
}

/** How surely a text lists things, a thing a line. 0 for logs, code, prose, patches and search results. */
export function detectListing(text: string): number {
  const found = styleOf(text)
  if (found === undefined) return 0
  if (found.share < SURELY) return 0.3
  return found.style.name === UNMISTAKABLE ? 0.98 : 0.4 + 0.55 * found.share
}

/** The way of listing that most lines follow, by a bounded sample of the text. Undefined: they follow none. */
export function styleOf(text: string): Sample | undefined {
  const samples = sampledLinesWithoutReturns(text, LOOK)
  const [beginning = []] = samples
  const lines = samples.flat().filter((line) => line !== '')
  if (lines.some((line) => OTHER.test(line))) return undefined
  let best: Sample | undefined
  for (const style of styles) {
    const share = style.shareIn === undefined ? shareOf(lines, style) : style.shareIn(beginning)
    if (share >= PERHAPS && share > (best?.share ?? 0)) best = { style, share }
  }
  return best
}

/** The share of lines that are entries, 0 where they are few. */
function shareOf(lines: readonly string[], style: Style): number {
  const entries = lines.filter((line) => line.length <= MAX_LINE && style.isEntry(line)).length
  return entries < MIN_ENTRIES ? 0 : entries / lines.length
}
