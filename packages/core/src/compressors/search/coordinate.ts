import { MAX_PATH } from './path.ts'

/** Where in a line a number stands between separators, as in `path:12:` and `path-12-`. */
export interface Coordinate {
  /** Index of the separator after the path. */
  readonly at: number
  /** Index of the separator after the number. */
  readonly end: number
}

/** Digits of the largest line number that is read. */
const MAX_DIGITS = 9
const ZERO = 48
const NINE = 57
const COLON = 58
const DASH = 45

/** The first number of a line that stands between colons, or between a colon and a dash as ag prints context. */
export function hitCoordinate(line: string): Coordinate | undefined {
  for (let at = line.indexOf(':', 1); at > 0 && at <= MAX_PATH; at = line.indexOf(':', at + 1)) {
    const end = endOfNumber(line, at + 1)
    if (end === at + 1) continue
    const code = line.charCodeAt(end)
    if (code === COLON || code === DASH) return { at, end }
  }
  return undefined
}

/** Every number of a line that stands between two dashes, then every one between two equals signs, up to an index. */
export function contextCoordinates(line: string, before: number): readonly Coordinate[] {
  const limit = Math.min(before, MAX_PATH)
  const found: Coordinate[] = []
  for (const separator of ['-', '=']) {
    for (let at = line.indexOf(separator, 1); at > 0 && at < limit; at = line.indexOf(separator, at + 1)) {
      const end = endOfNumber(line, at + 1)
      if (end > at + 1 && line[end] === separator) found.push({ at, end })
    }
  }
  return found
}

/** Index after the digits that start at an index; the index itself where there are none or too many. */
export function endOfNumber(line: string, start: number): number {
  let end = start
  while (end - start <= MAX_DIGITS && isDigit(line.charCodeAt(end))) end++
  return end - start > MAX_DIGITS ? start : end
}

/** Index of the separator before a number that ends a line (and before its carriage return); -1 where there is none. */
export function countAt(line: string): number {
  const end = line.endsWith('\r') ? line.length - 1 : line.length
  let at = end - 1
  while (end - at <= MAX_DIGITS && isDigit(line.charCodeAt(at))) at--
  return at < end - 1 && (line[at] === ':' || line[at] === '\0') ? at : -1
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}
