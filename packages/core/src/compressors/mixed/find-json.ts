import { readJson } from '../../json/read.ts'
import { endOfValue } from '../../json/scan.ts'
import { writeMinified } from '../../json/write.ts'

/** JSON that ends where a line ends: an object or array, or several, each on lines of its own. */
export interface FoundJson {
  /** Its first bracket. */
  readonly start: number
  /** After its last bracket. */
  readonly end: number
  /** Line feeds up to `next`. */
  readonly feeds: number
  /** First character of the line after it; the length of the text where it is the last. */
  readonly next: number
  /** Several values: each minified, on a line of its own. */
  readonly lines?: string
}

/** What may stand before a value on its line: spaces, or a name and a colon or equals sign; `data:` is of an event stream. */
const OPENING = /^[ \t]{0,80}(?:(?!data:)["'\w$.][\w $.'"/()-]{0,60}[:=]{1,2}[ \t]{1,8})?(?=[{[])/
/** What follows on the bracket of a value, on its line or below. */
const INSIDE = /^\s{0,200}(?:["{}[\]\d-]|true|false|null)/
/** Characters of a line that are looked at for its start. */
const LOOK = 240
/** No longer value is looked for. */
const MAX_JSON = 4_000_000
/** Values in one list: some ten milliseconds of reading. What follows is another list. */
const MAX_VALUES = 5_000
/** Text that may be scanned for the ends of values, as a multiple of the text: most candidates end soon. */
const MAX_SCANS = 4

/** A finder of JSON in a text. */
export type JsonFinder = (lineStart: number, lineEnd: number) => FoundJson | undefined

/**
 * Finds the JSON that begins on a line of a text, from the first line to the last. Values of a single line among others that
 * look alike (newline-delimited JSON, lists in a log) are left to the lines around them.
 */
export function createJsonFinder(text: string, minLength: number): JsonFinder {
  const find = createValueFinder(text)
  return (lineStart, lineEnd) => {
    const first = find(lineStart, lineEnd)
    if (first === undefined) return undefined
    if (first.isBare && first.end <= lineEnd && hasAlike(text, lineStart, first.next)) return undefined
    const values = [first]
    let last = first
    while (last.isBare && last.next < text.length && values.length < MAX_VALUES) {
      const feed = text.indexOf('\n', last.next)
      const another = find(last.next, feed < 0 ? text.length : feed)
      if (another === undefined || !another.isBare) break
      values.push(another)
      last = another
    }
    if (last.end - first.start < minLength) return undefined
    const found = {
      start: first.start,
      end: last.end,
      feeds: feedsIn(text, first.start, last.end) + 1,
      next: last.next,
    }
    return values.length === 1 ? found : withLines(text, found, values)
  }
}

interface Value {
  readonly start: number
  readonly end: number
  readonly next: number
  /** Nothing but spaces stands before it on its line. */
  readonly isBare: boolean
}

function createValueFinder(text: string): (lineStart: number, lineEnd: number) => Value | undefined {
  let budget = MAX_SCANS * text.length
  return (lineStart, lineEnd) => {
    const opening = OPENING.exec(text.slice(lineStart, Math.min(lineEnd, lineStart + LOOK)))
    if (opening === null || budget <= 0) return undefined
    const start = lineStart + opening[0].length
    if (!INSIDE.test(text.slice(start + 1, start + LOOK))) return undefined
    const piece = text.slice(start, start + MAX_JSON)
    const length = endOfValue(piece, 0)
    budget -= length < 0 ? piece.length : length
    if (length < 0) return undefined
    const end = start + length
    const feed = text.indexOf('\n', end)
    const next = feed < 0 ? text.length : feed + 1
    const isLast = text.slice(end, Math.min(next, end + LOOK)).trim() === ''
    return isLast && next - end < LOOK ? { start, end, next, isBare: opening[0].trim() === '' } : undefined
  }
}

function withLines(text: string, found: FoundJson, values: readonly Value[]): FoundJson | undefined {
  const roots = values.map(({ start, end }) => readJson(text.slice(start, end)))
  const lines = roots.flatMap((root) => (root === undefined ? [] : [writeMinified(root)]))
  return lines.length === values.length ? { ...found, lines: lines.join('\n') } : undefined
}

/** Whether the line before or after opens with a bracket, too. */
function hasAlike(text: string, lineStart: number, next: number): boolean {
  const before = text.lastIndexOf('\n', lineStart - 2) + 1
  return (lineStart > 0 && isBracket(text.charAt(before))) || isBracket(text.charAt(next))
}

function isBracket(letter: string): boolean {
  return letter === '{' || letter === '['
}

function feedsIn(text: string, start: number, end: number): number {
  let feeds = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) feeds++
  return feeds
}
