import { contextCoordinates, countAt, endOfNumber, hitCoordinate } from './coordinate.ts'
import { folderOf, hasExtension, isPath, MAX_PATH, mayBePath } from './path.ts'

/** How a search prints its results. */
export type Layout =
  /** `path:12:text`, and `path-12-text` for context; what follows the path is like what follows the number. */
  | { readonly kind: 'numbered'; readonly joint: Joint }
  /** `path:text` without numbers. */
  | { readonly kind: 'bare'; readonly joint: Joint }
  /** A path on a line of its own, `12:text` below it, mostly a blank line before the next. */
  | { readonly kind: 'headed' }
  /** `12:text`, of one file. */
  | { readonly kind: 'single' }
  /** `path:12`: how many lines match. */
  | { readonly kind: 'counts'; readonly joint: Joint }

/** What follows a path: the same sign as follows the number (or a colon where there is no number), a colon always, a null character. */
export type Joint = 'same' | 'colon' | 'null'

/** A layout and how many of the lines keep to it, above 0 and at most 1. */
export interface Found {
  readonly layout: Layout
  readonly share: number
}

/** Lines that must keep to a layout, as a share; in the others tools say what else happened. */
const MIN_SHARE = 0.6
/** The same for layouts that other texts come close to. */
const STRICT_SHARE = 0.9
/** Lines of a strict layout that say enough. */
const MIN_STRICT_LINES = 3
/** Lines that stand between results. */
const BETWEEN = /^(?:|--|\.\.\.|…)\r?$/
/** How a line begins that has its number, but no path. */
export const NUMBERED: RegExp = /^\d{1,9}[:=-]/

/** The layout of some lines, or undefined: no results of a search. */
export function layoutOf(sample: readonly string[]): Found | undefined {
  const lines = sample.filter((line) => !BETWEEN.test(line))
  if (lines.length < 2 || isMost(STRICT_SHARE, lines, isDiagnostic)) return undefined
  return (
    numberedLayout(lines) ?? countsLayout(lines) ?? headedLayout(sample) ?? singleLayout(lines) ?? bareLayout(lines)
  )
}

function numberedLayout(lines: readonly string[]): Found | undefined {
  // Of dates (`path␀2024-05-01`) all numbers have a dash: in results with context some have a colon.
  const hasSigns = isMost(MIN_SHARE, lines, (line) => signAfterNull(line) !== undefined)
  if (hasSigns && lines.map(signAfterNull).some((sign) => sign === ':' || sign === '\0')) {
    return { layout: { kind: 'numbered', joint: 'null' }, share: STRICT_SHARE }
  }
  const paths = foundInMost(MIN_SHARE, lines, numberedPath)
  if (paths === undefined || !isMost(0.5, paths, isPath)) return undefined
  const share = paths.length / lines.length
  const isAg = lines.some(isAgContext) && !lines.some((line) => hitCoordinate(line) === undefined)
  return { layout: { kind: 'numbered', joint: isAg ? 'colon' : 'same' }, share }
}

/** What compilers and linters print after a path: one space stands before each message, but hardly before each line of code. */
const MESSAGE = /^:\d{1,9}(?::\d{1,9})?: [^\s*#/+>-]/
/** The same after a column without a colon: a word for how bad it is, or the name of a rule. */
const REPORT = /^:\d{1,9}:\d{1,9} (?:(?:- )?(?:error|warning|info|note|hint)\b|[A-Z]{1,5}\d)/
/** What programs log after the place in their own source: `app/worker.py:12:INFO:ready`; no assignment to such a name. */
const LOGGED = /^:\d{1,9}:\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b(?! {0,2}[=(])/
/** Files that hold such words themselves. */
const LOG_FILE = /\.(?:log|txt|out|err)$/i

function isDiagnostic(line: string): boolean {
  const at = hitCoordinate(line)?.at ?? line.length
  const [path, rest] = [line.slice(0, at), line.slice(at)]
  if (MESSAGE.test(rest)) return true
  if (!mayBePath(path)) return false
  return REPORT.test(rest) || (LOGGED.test(rest) && hasExtension(path) && !LOG_FILE.test(path))
}

/** The sign after the number that follows a path and a null character. */
function signAfterNull(line: string): string | undefined {
  const start = line.indexOf('\0') + 1
  const end = endOfNumber(line, start)
  const sign = line[end] ?? ' '
  return end > start && ':=-\0'.includes(sign) && pathBeforeNull(line) !== undefined ? sign : undefined
}

/** The path before the first number between separators, where it may be one. */
function numberedPath(line: string): string | undefined {
  const hit = hitCoordinate(line)
  if (hit !== undefined && mayBePath(line.slice(0, hit.at))) return line.slice(0, hit.at)
  for (const { at } of contextCoordinates(line, line.length)) if (isPath(line.slice(0, at))) return line.slice(0, at)
  return undefined
}

function isAgContext(line: string): boolean {
  const hit = hitCoordinate(line)
  return hit !== undefined && line[hit.end] === '-'
}

function countsLayout(lines: readonly string[]): Found | undefined {
  if (lines.length < MIN_STRICT_LINES || !isMost(STRICT_SHARE, lines, isCount)) return undefined
  const paths = lines.map((line) => (countAt(line) > 0 ? line.slice(0, countAt(line)) : undefined))
  if (new Set(paths).size < paths.length) return undefined
  const share = shareOf(lines, isCount)
  // `db.example.com:5432` has no folder.
  if (shareOf(paths, (path) => path !== undefined && folderOf(path) !== '') < share / 4) return undefined
  return { layout: { kind: 'counts', joint: lines[0]?.includes('\0') === true ? 'null' : 'same' }, share }
}

function isCount(line: string): boolean {
  const at = countAt(line)
  return at > 0 && mayBePath(line.slice(0, at))
}

function headedLayout(sample: readonly string[]): Found | undefined {
  const [first = '', second = ''] = sample
  if (!isHeading(first) || !NUMBERED.test(second)) return undefined
  const lines = sample.filter((line) => !BETWEEN.test(line))
  const share = shareOf(lines, (line) => NUMBERED.test(line) || isHeading(line))
  return share >= STRICT_SHARE ? { layout: { kind: 'headed' }, share } : undefined
}

/** Whether a line is a path and nothing else. */
export function isHeading(line: string): boolean {
  const path = line.endsWith('\r') ? line.slice(0, -1) : line
  return mayBePath(path) && !NUMBERED.test(path)
}

/** The rest of a time of the day, after its hours. */
const TIME = /^\d{1,2}:\d\d:\d\d/

function singleLayout(lines: readonly string[]): Found | undefined {
  if (lines.length < MIN_STRICT_LINES || !isMost(STRICT_SHARE, lines, isNumbered)) return undefined
  const numbers = lines.map((line) => (isNumbered(line) ? Number(line.slice(0, endOfNumber(line, 0))) : NaN))
  const known = numbers.filter((number) => !Number.isNaN(number))
  if (known.length < lines.length * STRICT_SHARE || lines.some((line) => TIME.test(line))) return undefined
  const isRising = known.every((number, index) => index === 0 || number >= (known[index - 1] ?? 0))
  // `1:`, `2:`, `3:` number the lines of a file: nobody searched.
  const steps = known.filter((number, index) => index > 0 && number === (known[index - 1] ?? 0) + 1).length
  const isListing = steps * 2 > known.length && lines.every((line) => line[endOfNumber(line, 0)] !== '-')
  const isVaried = new Set(known).size * 2 >= known.length
  return isRising && isVaried && !isListing && lines.some((line) => line[endOfNumber(line, 0)] === ':')
    ? { layout: { kind: 'single' }, share: known.length / lines.length }
    : undefined
}

function isNumbered(line: string): boolean {
  return NUMBERED.test(line)
}

function bareLayout(lines: readonly string[]): Found | undefined {
  const isNull = isMost(STRICT_SHARE, lines, (line) => pathBeforeNull(line) !== undefined)
  const pathOf = isNull ? pathBeforeNull : pathBeforeColon
  const mayHavePath = (line: string): boolean => line.includes('-', 1) || pathOf(line) !== undefined
  if (lines.length < MIN_STRICT_LINES || !isMost(STRICT_SHARE, lines, mayHavePath)) return undefined
  const hits = lines.map(pathOf)
  const known = new Set(hits.filter((path) => path !== undefined))
  const paths = lines
    .map((line, index) => hits[index] ?? pathBeforeDash(line, known))
    .filter((path) => path !== undefined)
  if (paths.length < lines.length * STRICT_SHARE || known.size * 2 > paths.length) return undefined
  return { layout: { kind: 'bare', joint: isNull ? 'null' : 'same' }, share: paths.length / lines.length }
}

/** What stands before a line's first null character, if that is a path. */
function pathBeforeNull(line: string): string | undefined {
  const at = line.indexOf('\0')
  return at > 0 && mayBePath(line.slice(0, at)) ? line.slice(0, at) : undefined
}

/** What stands before a line's first colon, if that is a path beyond doubt; the colon of `C:\` is none. */
export function pathBeforeColon(line: string): string | undefined {
  const first = line.indexOf(':')
  const at = first === 1 && DRIVE.test(line) ? line.indexOf(':', 2) : first
  const path = line.slice(0, Math.max(0, at))
  return path !== '' && !path.includes(' ') && isPath(path) ? path : undefined
}

const DRIVE = /^[A-Za-z]:\\/

/** What stands before one of a line's dashes, if that is a known path. */
export function pathBeforeDash(line: string, known: ReadonlySet<string>): string | undefined {
  for (let at = line.indexOf('-', 1); at > 0 && at <= MAX_PATH; at = line.indexOf('-', at + 1)) {
    const path = line.slice(0, at)
    if (known.has(path)) return path
  }
  return undefined
}

function shareOf<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.filter(holds).length / values.length
}

/** Whether something holds for a share of values, or for more of them. Looks at no further one as soon as that is told. */
function isMost<T>(share: number, values: readonly T[], holds: (value: T) => boolean): boolean {
  let [hits, misses] = [0, 0]
  for (const value of values) {
    if (holds(value)) hits++
    else misses++
    if (hits / values.length >= share) return true
    if ((values.length - misses) / values.length < share) return false
  }
  return false
}

/** What is found in lines, in the lines that have it. Undefined as soon as these are less than a share of all. */
function foundInMost<T>(
  share: number,
  lines: readonly string[],
  find: (line: string) => T | undefined,
): readonly T[] | undefined {
  const all: T[] = []
  for (const [index, line] of lines.entries()) {
    const found = find(line)
    if (found !== undefined) all.push(found)
    else if ((lines.length - (index + 1 - all.length)) / lines.length < share) return undefined
  }
  return all
}
