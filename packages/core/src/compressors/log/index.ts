import type { Compressor, Document } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseLines } from './choose.ts'
import { codeOf } from './code.ts'
import { detectLog } from './detect.ts'
import { factsOf } from './facts.ts'
import { type Cluster, clustersOf } from './groups.ts'
import { cleanLines } from './hygiene.ts'
import { countLineFeeds, type Lines, linesOf } from '../lines.ts'
import { readLog } from './read.ts'
import { renderLines } from './render.ts'
import { type Time, timeOf } from './time.ts'
import { writeLog } from './write.ts'

interface LogDocument extends Document {
  /** Characters in the source. */
  readonly length: number
  readonly source: Lines
  readonly cleaned: readonly string[]
  /** The cleaned lines by their wording. */
  readonly clusters: readonly Cluster[]
  /** Of each cleaned line, the time that it starts with. Read when first asked for. */
  readonly times: () => readonly (Time | undefined)[]
}

/** Fewer lines than this say nothing about each other. */
const MIN_LINES = 4
/** More lines than this are not read: 32 MB of log, the most the engine takes, have some 300,000. */
const MAX_LINES = 1_000_000

/**
 * Logs and other outputs of programs that run: one event a line. The lossless form decodes to the text byte for byte; it lists
 * wordings once and writes each line as a letter and its values. A view keeps failures with their context, rare lines, what the
 * query asks for, and counts the rest by wording.
 */
export const log: Compressor = defineCompressor<LogDocument>({
  name: 'log',
  unit: 'lines',
  detect: detectLog,
  parse(text) {
    const feeds = countLineFeeds(text, MAX_LINES)
    if (feeds < MIN_LINES || feeds >= MAX_LINES) return undefined
    const source = linesOf(text)
    const cleaned = cleanLines(source.lines)
    let times: readonly (Time | undefined)[] | undefined
    return {
      units: cleaned.map((line) => ({ text: line })),
      length: text.length,
      source,
      cleaned,
      clusters: clustersOf(cleaned),
      times: () => (times ??= cleaned.map(timeOf)),
    }
  },
  encode({ source, cleaned, clusters, length }) {
    const form = writeLog(source, codeOf(source.lines, source.lines === cleaned ? clusters : clustersOf(source.lines)))
    return form.length < length ? form : undefined
  },
  decode: readLog,
  select: ({ cleaned, clusters }, goal) => chooseLines(cleaned, clusters, goal),
  render: ({ cleaned, clusters, times }, kept, goal) =>
    renderLines(cleaned, clusters, times(), kept.indices, goal.keepRatio),
  facts: ({ source, cleaned, times }) => factsOf(source.lines, cleaned, times()),
  isCleaned: ({ source, cleaned }) => cleaned !== source.lines,
})
