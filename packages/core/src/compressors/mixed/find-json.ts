import { readJsonInSteps } from '../../json/read.ts'
import { endOfString } from '../../json/scan.ts'
import { minifiedInSteps } from '../../json/write.ts'
import { PASS_LENGTH, STEP_LENGTH, type Steps } from '../../steps.ts'

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

/** What may stand before a value on its line: spaces, or a name and a colon (what is assigned is source code); `data:` is of an event stream. */
const OPENING = /^[ \t]{0,80}(?:(?!data:)["'\w$.][\w $.'"/()-]{0,60}:{1,2}[ \t]{1,8})?(?=[{[])/
/** What follows on the bracket of a value, on its line or below. */
const INSIDE = /^\s{0,200}(?:["{}[\]\d-]|true|false|null)/
/** Characters of a line that are looked at for its start. */
const LOOK = 240
/** No longer value is looked for. */
const MAX_JSON = 4_000_000
/** Values in one list. What follows is another list. */
const MAX_VALUES = 5_000
/** Text that may be scanned for the ends of values, as a multiple of the text: most candidates end soon. */
const MAX_SCANS = 4

/** Where a value opens on a line, and whether nothing but spaces stands before it. */
export interface Opening {
  readonly start: number
  readonly isBare: boolean
}

/** Where JSON may open on a line of a text: cheap, and mostly undefined. */
export function openingOn(text: string, lineStart: number, lineEnd: number): Opening | undefined {
  const head = text.slice(lineStart, Math.min(lineEnd, lineStart + LOOK))
  if (!head.includes('{') && !head.includes('[')) return undefined
  const [before] = OPENING.exec(head) ?? []
  if (before === undefined) return undefined
  const start = lineStart + before.length
  return INSIDE.test(text.slice(start + 1, start + LOOK)) ? { start, isBare: before.trim() === '' } : undefined
}

/** Reads the JSON that opens on a line. Undefined: there is none. */
export type JsonFinder = (lineStart: number, lineEnd: number, opening: Opening) => Steps<FoundJson | undefined>

/**
 * Finds the JSON that begins on a line of a text, from the first line to the last. Values of a single line among others that
 * look alike (newline-delimited JSON, lists in a log) are left to the lines around them.
 */
export function createJsonFinder(text: string, minLength: number): JsonFinder {
  const find = createValueFinder(text)
  return function* (lineStart, lineEnd, opening) {
    const first = yield* find(opening)
    if (first === undefined) return undefined
    if (first.isBare && first.end <= lineEnd && hasAlike(text, lineStart, first.next)) return undefined
    const values = [first]
    let last = first
    let rested = first.start
    while (last.isBare && last.next < text.length && values.length < MAX_VALUES) {
      const feed = text.indexOf('\n', last.next)
      const another = openingOn(text, last.next, feed < 0 ? text.length : feed)
      const value = another?.isBare === true ? yield* find(another) : undefined
      if (value === undefined) break
      values.push(value)
      last = value
      if (last.end - rested > STEP_LENGTH) yield void (rested = last.end)
    }
    if (last.end - first.start < minLength) return undefined
    const feeds = feedsIn(text, first.start, last.end) + 1
    const found = { start: first.start, end: last.end, feeds, next: last.next }
    return values.length === 1 ? found : yield* withLines(text, found, values)
  }
}

interface Value extends Opening {
  readonly end: number
  readonly next: number
}

function createValueFinder(text: string): (opening: Opening) => Steps<Value | undefined> {
  let budget = MAX_SCANS * text.length
  return function* ({ start, isBare }) {
    if (budget <= 0) return undefined
    const limit = Math.min(text.length, start + MAX_JSON)
    const { end, isClosed } = yield* endOfBrackets(text, start, limit)
    budget -= end - start
    if (!isClosed) return undefined
    const feed = text.indexOf('\n', end)
    const next = feed < 0 ? text.length : feed + 1
    const isLast = text.slice(end, Math.min(next, end + LOOK)).trim() === ''
    return isLast && next - end < LOOK ? { start, end, next, isBare } : undefined
  }
}

const [QUOTE, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [34, 91, 93, 123, 125]

interface Scan {
  /** Where looking ended; where `isClosed`, after the closing bracket. */
  readonly end: number
  readonly isClosed: boolean
}

/** Looks for the bracket that closes the one at a place, up to a limit or to a string that goes over a line end. */
function* endOfBrackets(text: string, start: number, limit: number): Steps<Scan> {
  let depth = 0
  let pause = start + PASS_LENGTH
  let at = start
  while (at < limit) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      if (end < 0) return { end: limit, isClosed: false }
      if (text.slice(at, end).includes('\n')) return { end, isClosed: false }
      at = end
    } else {
      at++
      if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++
      else if ((code === CLOSE_OBJECT || code === CLOSE_ARRAY) && --depth === 0) return { end: at, isClosed: true }
    }
    if (at > pause) yield void (pause = at + PASS_LENGTH)
  }
  return { end: limit, isClosed: false }
}

function* withLines(text: string, found: FoundJson, values: readonly Value[]): Steps<FoundJson | undefined> {
  const lines: string[] = []
  let rested = found.start
  for (const { start, end } of values) {
    const reading = yield* readJsonInSteps(text, start, end)
    if (!('node' in reading)) return undefined
    lines.push(yield* minifiedInSteps(reading.node))
    if (end - rested > STEP_LENGTH) yield void (rested = end)
  }
  return { ...found, lines: lines.join('\n') }
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
