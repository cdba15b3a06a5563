import type { Unit } from '../../types/compressor.ts'
import { endOfNumber } from './coordinate.ts'

/** One printed line. */
export interface ResultLine extends Unit {
  /** The file that it is about, as printed; undefined: of no file (a separator, a note, a blank line). */
  readonly path: string | undefined
  /** Where in the text the line's own part begins, after the path and what follows it; -1 for a path on a line of its own. */
  readonly rest: number
}

/** Whether a line is a match: a line of a file, and no context (`path-12-text`) and no path on a line of its own. */
export function isMatch({ text, path, rest }: ResultLine): boolean {
  if (path === undefined || rest < 0) return false
  const sign = text[endOfNumber(text, rest)]
  return sign !== '-' && sign !== '='
}
