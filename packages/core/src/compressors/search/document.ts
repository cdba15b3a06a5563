import type { Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { countLineFeeds, cutInSteps } from '../lines.ts'
import { type Layout, layoutOf } from './layout.ts'
import { readerOf } from './line-readers.ts'
import type { ResultLine } from './result-line.ts'
import { sampleOf } from './sample.ts'

/** Results of a search, line by line. */
export interface SearchDocument extends Document {
  /** All lines; the empty text after a last line feed is none. */
  readonly units: readonly ResultLine[]
  /** Whether the text ends in a line feed. */
  readonly isEnded: boolean
  readonly layout: Layout
}

/** Fewer lines than this have no path worth naming once. */
const MIN_LINES = 3
/** More lines than this are not read: 32 MB of results, the most the engine takes, have some 400,000. */
const MAX_LINES = 1_000_000

/** Reads the results of a search, or finds that a text is something else. */
export function* parseSearch(text: string): Steps<SearchDocument | undefined> {
  const feeds = countLineFeeds(text, MAX_LINES)
  if (feeds < MIN_LINES - 1 || feeds >= MAX_LINES) return undefined
  const layout = layoutOf(sampleOf(text))?.layout
  if (layout === undefined) return undefined
  const lines = yield* cutInSteps(text)
  const isEnded = lines.at(-1) === ''
  if (isEnded) lines.pop()
  const read = yield* readerOf(layout, lines)
  return { units: yield* mapInSteps(lines, read), layout, isEnded }
}
