/**
 * A line cut into its fixed wording and its variable words: those with a digit in them, and names of months and weekdays.
 *
 * `fixed.length === values.length + 1`; joining them in turn, with `pads` spaces in place of the one that ends a fixed
 * piece, gives the line.
 */
export interface Shape {
  /** The fixed pieces joined by `HOLE`: equal for lines that differ in variable words only. */
  readonly key: string
  /** The variable words, in order. Never empty strings, never with a space. */
  readonly values: readonly string[]
  /** Spaces before each value where some value has more than one; undefined where none has. */
  readonly pads: readonly number[] | undefined
}

/** Stands for a variable word in a shape's key. A line that contains it has no shape. */
export const HOLE = '\u0000'

/**
 * Finds the variable words of a line. A word is never cut inside a run of letters or digits: times (`18:01:51,900`), addresses
 * (`10.0.0.1:80`), ids (`req-38101a0b`) and names with digits in them are one word each; an ISO time stamp is two, date and time.
 */
export function shapeOf(line: string): Shape {
  const spans = variableSpans(line)
  const values: string[] = []
  let pads: number[] | undefined
  let key = ''
  let done = 0
  for (let at = 0; at < spans.length; at += 2) {
    const start = spans[at] ?? 0
    const end = spans[at + 1] ?? 0
    const pad = spacesBefore(line, start, done)
    if (pad > 1 && pads === undefined) pads = values.map((_, index) => (padded(key, index) ? 1 : 0))
    pads?.push(pad)
    key += pad > 1 ? line.slice(done, start - pad + 1) + HOLE : line.slice(done, start) + HOLE
    values.push(line.slice(start, end))
    done = end
  }
  return { key: key + line.slice(done), values, pads }
}

/**
 * Start and end of every variable word of a line, flat and in order.
 */
export function variableSpans(line: string): number[] {
  const spans: number[] = []
  const { length } = line
  let at = 0
  while (at < length) {
    if (kindOf(line, at) === BREAK) {
      at++
      continue
    }
    at = readWord(line, at, spans)
  }
  return spans
}

/** Whether a character stands between words, whatever is beside it. Joiners (`.`, `-`, `:`, `,`) are not looked at. */
export function isBreak(line: string, at: number): boolean {
  return kindOf(line, at) === BREAK
}

const BREAK = 0
const LETTER = 1
const DIGIT = 2
const JOINER = 3

const KINDS: Uint8Array = kinds()

function kinds(): Uint8Array {
  const table = new Uint8Array(128)
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code)
    if (/[A-Za-z_$@]/.test(character)) table[code] = LETTER
    if (/[0-9]/.test(character)) table[code] = DIGIT
    if (/[.:,-]/.test(character)) table[code] = JOINER
  }
  return table
}

/** The sign that starts a repeat line of the written form; kept out of words so that no value looks like one. */
const TIMES = 0xd7

function kindOf(line: string, at: number): number {
  const code = line.charCodeAt(at)
  if (code >= 128) return code === TIMES ? BREAK : LETTER
  const kind = KINDS[code] ?? BREAK
  return kind === JOINER && !joins(line, at, code) ? BREAK : kind
}

const COLON = 58
const COMMA = 44
const MINUS = 45
const POINT = 46

function joins(line: string, at: number, code: number): boolean {
  const left = plainKind(line, at - 1)
  const right = plainKind(line, at + 1)
  if (code === MINUS && left === BREAK && right === DIGIT) return true
  if (left === BREAK || right === BREAK || left === JOINER || right === JOINER) return false
  if (code === COMMA) return left === DIGIT && right === DIGIT
  if (code !== COLON) return true
  return (
    (isHex(line.charCodeAt(at - 1)) && isHex(line.charCodeAt(at + 1))) || (right === DIGIT && endsFileName(line, at))
  )
}

/** Whether a file name with an extension of one to four letters ends before `at`: what follows is a line number. */
function endsFileName(line: string, at: number): boolean {
  for (let back = at - 1; back >= at - 5 && back > 0; back--) {
    if (line.charCodeAt(back) === POINT) return back < at - 1 && plainKind(line, back - 1) !== BREAK
    if (plainKind(line, back) !== LETTER) return false
  }
  return false
}

function plainKind(line: string, at: number): number {
  if (at < 0 || at >= line.length) return BREAK
  const code = line.charCodeAt(at)
  return code >= 128 ? (code === TIMES ? BREAK : LETTER) : (KINDS[code] ?? BREAK)
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}

function readWord(line: string, from: number, spans: number[]): number {
  let start = from
  let at = from
  let digits = false
  for (; at < line.length; at++) {
    const kind = kindOf(line, at)
    if (kind === BREAK) break
    if (kind === DIGIT) digits = true
    if (kind === JOINER && at - start > 4 && startsTime(line, at)) {
      spans.push(start, at - 3)
      start = at - 2
    }
  }
  if (digits || isCalendarWord(line, start, at)) spans.push(start, at)
  return at
}

/** Whether a joiner is the first of a time that follows a date: `2025-02-13T21:43`, `20171223-22:15`, `2005-06-03-15.42`. */
function startsTime(line: string, at: number): boolean {
  const before = line.charCodeAt(at - 3)
  const sign = line.charCodeAt(at)
  return (
    (sign === COLON || sign === POINT) &&
    (before === 84 || before === 95 || before === MINUS) &&
    plainKind(line, at - 1) === DIGIT &&
    plainKind(line, at - 2) === DIGIT &&
    plainKind(line, at - 4) === DIGIT &&
    plainKind(line, at + 1) === DIGIT &&
    plainKind(line, at + 2) === DIGIT &&
    plainKind(line, at + 3) === JOINER
  )
}

const CALENDAR: ReadonlySet<string> = new Set(
  'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun'.split(' '),
)

function isCalendarWord(line: string, start: number, end: number): boolean {
  return end - start === 3 && CALENDAR.has(line.slice(start, end))
}

function spacesBefore(line: string, start: number, floor: number): number {
  let at = start
  while (at > floor && line.charCodeAt(at - 1) === 32) at--
  return start - at
}

function padded(key: string, index: number): boolean {
  let at = -1
  for (let seen = 0; seen <= index; seen++) at = key.indexOf(HOLE, at + 1)
  return key.charCodeAt(at - 1) === 32
}
