import { PASS_LENGTH, type Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { type Lines, linesInSteps } from '../lines.ts'
import { type Cluster, clustersOf } from './groups.ts'
import { cleanLines } from './hygiene.ts'
import { type Time, timeOf } from './time.ts'

/** The lines of a log, and what they have in common. */
export interface LogDocument extends Document {
  /** Characters in the source. */
  readonly length: number
  readonly source: Lines
  /** As a terminal would show them; the lines of `source` where there is nothing to take out. */
  readonly cleaned: readonly string[]
  /** The cleaned lines by their wording. */
  readonly clusters: readonly Cluster[]
  /** Of each cleaned line, the time that it starts with. Read when first asked for: only views ask. */
  readonly times: () => Steps<readonly (Time | undefined)[]>
}

/** Fewer lines than this say nothing about each other. */
const MIN_LINES = 4
/** More lines than this are not read: 32 MB of log, the most the engine takes, have some 300,000. */
const MAX_LINES = 1_000_000

/** Reads a log. Undefined where the text has too few lines, or too many. */
export function* readLogDocument(text: string): Steps<LogDocument | undefined> {
  const feeds = yield* countFeeds(text)
  if (feeds < MIN_LINES || feeds >= MAX_LINES) return undefined
  const source = yield* linesInSteps(text)
  const cleaned = yield* cleanLines(source.lines)
  const clusters = yield* clustersOf(cleaned)
  const units = yield* mapInSteps(cleaned, (line) => ({ text: line }))
  let times: readonly (Time | undefined)[] | undefined
  return {
    units,
    length: text.length,
    source,
    cleaned,
    clusters,
    times: function* () {
      return (times ??= yield* mapInSteps(cleaned, timeOf))
    },
  }
}

/** Line feeds in a text, counted up to the limit. */
function* countFeeds(text: string): Steps<number> {
  let count = 0
  let stop = COUNTED_AT_ONCE
  for (let at = text.indexOf('\n'); at >= 0 && count < MAX_LINES; at = text.indexOf('\n', at + 1)) {
    count++
    if (count < stop) continue
    stop += COUNTED_AT_ONCE
    yield
  }
  return count
}

/** Line feeds that are counted in one step. */
const COUNTED_AT_ONCE = PASS_LENGTH
