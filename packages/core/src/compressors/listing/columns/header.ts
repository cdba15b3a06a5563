/** Characters of a header; wider tables are none that a tool printed for a terminal or a pipe. */
export const MAX_WIDTH: number = 1000
/** A header names at least so many columns. */
const MIN_NAMES = 3
const NAME = /^[%#]?[\p{L}\d][\p{L}\d_%()/.#@+-]*$/u
const WORD = /\p{L}{2}/u
/** A rule between header and rows: such tables are of another room. */
const RULE = /^[-+=|: ─┼━]*$/

/**
 * Whether lines begin as a table of fixed columns does: names of columns, in capitals or two blanks apart somewhere, and a line below
 * that is no rule.
 */
export function hasHeader(lines: readonly string[]): boolean {
  const [header = '', first = ''] = lines
  if (header.length > MAX_WIDTH || RULE.test(first)) return false
  const names = header.split(' ').filter((name) => name !== '')
  const isSpaced = header.trimStart().includes('  ') || header === header.toUpperCase()
  return isSpaced && names.length >= MIN_NAMES && names.every((name) => NAME.test(name)) && WORD.test(header)
}
