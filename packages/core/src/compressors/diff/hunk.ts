import type { Steps } from '../../steps.ts'

/** One hunk of a diff, as a half-open range of line indices. */
export interface Hunk {
  /** Index of its `@@` line. */
  readonly start: number
  /** Index after its last line, `\ No newline at end of file` included. */
  readonly end: number
  /** Versions that the new one is compared with: 1, or more in the diff of a merge. As many signs stand before each line. */
  readonly parents: number
  /** Lines that only the new version has. */
  readonly added: number
  /** Lines that only an old version has. */
  readonly removed: number
}

/** What one line of a hunk is. */
export type LineKind = 'added' | 'removed' | 'unchanged' | 'remark'

/** Whether a line starts a hunk: `@@ -17,8 +17,8 @@ function name`, in the diff of a merge `@@@ -1,2 -1,2 +1,3 @@@`. */
export function isHunkHeader(line: string): boolean {
  return line.startsWith('@@') && rangesOf(line) !== undefined
}

/**
 * The hunk whose `@@` line stands at an index. Undefined where its lines are not those that the `@@` line counts, where it changes
 * nothing, or where an unchanged line has the brackets of a word diff, whose lines have no signs.
 */
export function* hunkAt(lines: readonly string[], start: number): Steps<Hunk | undefined> {
  const ranges = rangesOf(lines[start] ?? '')
  if (ranges === undefined) return undefined
  const parents = ranges.length - 1
  const counted = yield* parents === 1 ? endOfPlain(lines, start + 1, ranges) : endOfCombined(lines, start + 1, ranges)
  if (counted === undefined || counted.added + counted.removed === 0) return undefined
  const end = isRemark(lines[counted.end], parents) ? counted.end + 1 : counted.end
  return { start, end, parents, added: counted.added, removed: counted.removed }
}

/** What a line within a hunk is, by the signs before it. */
export function kindOfLine(line: string, parents: number): LineKind {
  let isAdded = false
  for (let at = 0; at < parents; at++) {
    const sign = line.charCodeAt(at)
    if (sign === MINUS) return 'removed'
    isAdded ||= sign === PLUS
  }
  if (isAdded) return 'added'
  return isRemark(line, parents) ? 'remark' : 'unchanged'
}

const SPACE = 32
const PLUS = 43
const MINUS = 45
const BACKSLASH = 92
const RETURN = 13

/** `-17,8`; a count that is left out is 1. */
const RANGE = /^[-+]\d{1,9}(?:,(\d{1,9}))?$/
/** Characters of an `@@` line within which its ranges stand, for as many parents as git merges. */
const RANGES_LENGTH = 600
/** Parents of a merge that are read. Source: git's own limit of merged heads in one octopus, 16 and more never seen. */
const MAX_PARENTS = 16

/** Lines that each range counts, the new version last. */
function rangesOf(line: string): readonly number[] | undefined {
  const words = line
    .slice(0, RANGES_LENGTH)
    .trimEnd()
    .split(' ', MAX_PARENTS + 3)
  const ats = words[0] ?? ''
  const parents = ats.length - 1
  if (parents < 1 || parents > MAX_PARENTS || ats !== '@'.repeat(ats.length) || words[parents + 2] !== ats) {
    return undefined
  }
  const counts: number[] = []
  for (let at = 1; at <= parents + 1; at++) {
    const word = words[at] ?? ''
    const range = RANGE.exec(word)
    if (range === null || (word.charCodeAt(0) === PLUS) !== at > parents) return undefined
    counts.push(Number(range[1] ?? 1))
  }
  return counts
}

interface Counted {
  readonly end: number
  readonly added: number
  readonly removed: number
}

/** Lines worked through in one step. */
const LINES_PER_STEP = 8_000

function* endOfPlain(lines: readonly string[], from: number, ranges: readonly number[]): Steps<Counted | undefined> {
  let [old = 0, young = 0] = ranges
  let [added, removed] = [0, 0]
  let at = from
  for (; old > 0 || young > 0; at++) {
    const line = lines[at]
    if (line === undefined) return undefined
    if ((at - from) % LINES_PER_STEP === LINES_PER_STEP - 1) yield
    const sign = line.charCodeAt(0)
    if (sign === PLUS) added++
    else if (sign === MINUS) removed++
    else if (sign === BACKSLASH && isRemark(line, 1)) continue
    else if (!isUnchanged(line, sign)) return undefined
    if (sign !== PLUS) old--
    if (sign !== MINUS) young--
  }
  return old === 0 && young === 0 ? { end: at, added, removed } : undefined
}

/** An unchanged line; some programs cut the spaces at its end, of an empty one the sign itself. */
function isUnchanged(line: string, sign: number): boolean {
  return sign === SPACE ? !isWordDiff(line) : line === '' || (line.length === 1 && sign === RETURN)
}

function isWordDiff(line: string): boolean {
  return (line.includes('{+') && line.includes('+}')) || (line.includes('[-') && line.includes('-]'))
}

function* endOfCombined(lines: readonly string[], from: number, ranges: readonly number[]): Steps<Counted | undefined> {
  const left = [...ranges]
  const parents = left.length - 1
  let [added, removed] = [0, 0]
  let at = from
  for (; left.some((count) => count > 0); at++) {
    const line = lines[at]
    if (line === undefined) return undefined
    if ((at - from) % LINES_PER_STEP === LINES_PER_STEP - 1) yield
    if (isRemark(line, parents)) continue
    if (!isSigned(line, parents)) return undefined
    const kind = kindOfLine(line, parents)
    if (kind === 'removed') removed++
    else if (kind === 'added') added++
    countDown(left, line, kind)
    if (left.some((count) => count < 0)) return undefined
  }
  return { end: at, added, removed }
}

function isSigned(line: string, parents: number): boolean {
  if (line.length < parents) return false
  for (let at = 0; at < parents; at++) {
    const sign = line.charCodeAt(at)
    if (sign !== SPACE && sign !== PLUS && sign !== MINUS) return false
  }
  return true
}

/** A parent has a line that is removed from it, or one of the new version that is not added to it. */
function countDown(left: number[], line: string, kind: LineKind): void {
  const young = left.length - 1
  const owned = kind === 'removed' ? MINUS : SPACE
  for (let at = 0; at < young; at++) if (line.charCodeAt(at) === owned) left[at] = (left[at] ?? 0) - 1
  if (kind !== 'removed') left[young] = (left[young] ?? 0) - 1
}

/** `\ No newline at end of file`, in any language; git sets it behind spaces in the diff of a merge. */
function isRemark(line: string | undefined, parents: number): boolean {
  if (line === undefined) return false
  if (line.startsWith('\\ ')) return true
  return parents > 1 && line.startsWith('\\ ', parents) && line.slice(0, parents).trim() === ''
}
