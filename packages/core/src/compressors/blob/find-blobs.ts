import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Blob, Run } from './blob-run.ts'
import { judge } from './judge.ts'
import { DIGIT, HIGH_HEX, kindOf, LOW_HEX } from './letters.ts'

/** Fewer digits on a line belong to no blob: lines of base64 have 60 to 76. */
const MIN_LINE = 48
/** Bytes are written in at least so many characters to be a blob; what is shorter may be a key that someone needs. */
export const MIN_BLOB = 400

/** Finds the base64 and hex data in a text, in order. Linear. */
export function* findBlobs(text: string): Steps<readonly Blob[]> {
  return (yield* findRuns(text)).flatMap(({ blob }) => blob ?? [])
}

/** A stretch of digits that has been judged. */
export interface FoundRun {
  readonly start: number
  readonly end: number
  /** Undefined: a key, a token or a part of a URL, which stays as it is. */
  readonly blob: Blob | undefined
}

/** Finds the base64 and hex data in a text, and the keys and tokens that look like such, in order. Linear. */
export function* findRuns(text: string): Steps<readonly FoundRun[]> {
  const found: FoundRun[] = []
  let at = 0
  let stop = 0
  while (at < text.length) {
    if (at >= stop) yield void (stop = Math.min(text.length, at + STEP_LENGTH))
    while (at < stop && kindOf(text.charCodeAt(at)) === 0) at++
    const line = yield* lineOfDigits(text, at)
    if (line.end - at >= MIN_LINE) {
      const start = after(HEX_PREFIX, text, at) ?? at
      const run = yield* wrapped(text, start, start === at ? line : yield* lineOfDigits(text, start))
      const judged = run.end - run.start < MIN_BLOB ? undefined : judge(text, run)
      if (judged === 'needed') found.push({ start: run.start, end: run.end, blob: undefined })
      else if (judged !== undefined) found.push({ start: judged.start, end: judged.end, blob: judged })
      at = run.end
    } else at = line.end
  }
  return found
}

/** What stands before hex digits in code (`0x`) and in SQL (`\x`, of which only the letter is a digit). */
const HEX_PREFIX = /(?:0[xX]|x)(?=[\da-fA-F]{48})/y

interface Digits {
  readonly end: number
  readonly kinds: number
}

function* lineOfDigits(text: string, start: number): Steps<Digits> {
  let kinds = 0
  let at = start
  for (;;) {
    const stop = Math.min(text.length, at + STEP_LENGTH)
    for (let kind = 1; at < stop; at++) {
      kind = kindOf(text.charCodeAt(at))
      if (kind === 0) return { end: at, kinds }
      kinds |= kind
    }
    if (at === text.length) return { end: at, kinds }
    yield
  }
}

/** A line end, with what indents the next line; or one as written in a string. */
const BREAK = /\r?\n[ \t]{0,40}|(?:\\r)?\\n/y
/** Padding at the end of base64. */
const PADDING = /={1,2}/y

/** The lines of digits that go on where a line ends: as long as each other, the last as long or shorter. */
function* wrapped(text: string, start: number, first: Digits): Steps<Run> {
  let { end, kinds } = first
  let digits = end - start
  let width = 0
  let isClosed = false
  for (let stop = end; ;) {
    if (end > stop + STEP_LENGTH) yield void (stop = end)
    const next = after(BREAK, text, end)
    if (next === undefined) break
    const line = yield* lineOfDigits(text, next)
    const length = line.end - next
    width ||= length
    const isLast = length < width || after(PADDING, text, line.end) !== undefined
    const goesOn = width >= MIN_LINE && length > 0 && length <= width
    if (!goesOn || (isLast && !completes(text, { digits: digits + length, kinds, end: line.end }))) break
    end = line.end
    digits += length
    kinds |= line.kinds
    isClosed = isLast
    if (isLast) break
  }
  const isWrapped = end > first.end
  const padded = after(PADDING, text, end)
  return {
    start,
    end: padded ?? end,
    digits,
    kinds,
    width: isWrapped ? width : 0,
    isClosed: isClosed || padded !== undefined,
  }
}

/** Whether a last line makes the whole a number of bytes, so that a word below the lines is none of them. */
function completes(text: string, { digits, kinds, end }: Pick<Run, 'digits' | 'kinds' | 'end'>): boolean {
  const isHex = (kinds & ~(DIGIT | LOW_HEX | HIGH_HEX)) === 0
  return (digits + (after(PADDING, text, end) ?? end) - end) % (isHex ? 2 : 4) === 0
}

function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}
