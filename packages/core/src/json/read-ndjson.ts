import { atOnce, PASS_LENGTH, type Steps } from '../steps.ts'
import type { JsonNode } from './node.ts'
import { readJsonInSteps } from './read.ts'

/** Values on lines of their own. */
export interface NdjsonReading {
  /** In order. */
  readonly items: readonly JsonNode[]
  /** No white space stands within any of them. */
  readonly isDense: boolean
}

/**
 * Reads newline-delimited JSON: one value a line, at least two lines. Line ends may be `\n` or `\r\n`; blank lines and
 * a leading byte order mark are skipped.
 *
 * @returns The values in order, or undefined where a line is not JSON, is a single value, or there is only one line.
 */
export function readNdjson(text: string): readonly JsonNode[] | undefined {
  return atOnce(readNdjsonInSteps(text))?.items
}

/** As `readNdjson()`, in steps. */
export function* readNdjsonInSteps(text: string): Steps<NdjsonReading | undefined> {
  const items: JsonNode[] = []
  const shapes = new Map<string, readonly string[]>()
  let allDense = true
  let rested = 0
  for (let start = 0; start < text.length;) {
    if (start - rested >= PASS_LENGTH) {
      rested = start
      yield
    }
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const from = start
    start = end + 1
    if (isBlank(text, from, end)) continue
    const reading = yield* readJsonInSteps(text, from, end, shapes)
    if (!('node' in reading) || (reading.node.kind !== 'object' && reading.node.kind !== 'array')) return undefined
    items.push(reading.node)
    allDense &&= reading.isDense
  }
  return items.length > 1 ? { items, isDense: allDense } : undefined
}

/** Whether nothing but white space stands between two places; most lines show at their first character that they are not blank. */
function isBlank(text: string, from: number, end: number): boolean {
  const code = text.charCodeAt(from)
  if (end === from) return true
  if (code === OPEN_OBJECT || code === OPEN_ARRAY) return false
  return text.slice(from, end).trim() === ''
}

const OPEN_ARRAY = 91
const OPEN_OBJECT = 123
