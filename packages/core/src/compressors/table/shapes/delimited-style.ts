import { type Delimiter, DELIMITERS } from './delimiter.ts'
import { type Quoting, QUOTINGS } from './quoting.ts'

/** Cells with a sign between them: CSV and its kin. */
export interface DelimitedStyle {
  readonly kind: 'delimited'
  /** Between two cells of a row. */
  readonly delimiter: Delimiter
  /** Which cells of the head stand in quotes. */
  readonly head: Quoting
  /** Which cells below stand in quotes, by column. */
  readonly columns: readonly Quoting[]
}

const NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'CSV',
  '\t': 'TSV',
  ';': 'CSV with ;',
  '|': 'CSV with |',
}

const EVERYWHERE: Readonly<Record<Quoting, string>> = {
  needed: '',
  always: ', all in quotes',
  shell: ', quotes as sqlite3 sets them',
  empty: ', quotes as sqlite3 sets them, also when empty',
  raw: ', cells as written',
}
const BY_COLUMN = ', quotes: '

/** Says how a table is written: `CSV`, `TSV`, `CSV, all in quotes`. */
export function delimitedText({ delimiter, head, columns }: DelimitedStyle): string {
  const isUniform = columns.every((quoting) => quoting === head)
  const quotes = isUniform ? EVERYWHERE[head] : BY_COLUMN + [head, ...columns].map((quoting) => quoting[0]).join('')
  return NAMES[delimiter] + quotes
}

/** The inverse of `delimitedText()`; undefined where the text says something else. */
export function readDelimitedText(text: string, columnCount: number): DelimitedStyle | undefined {
  const delimiter = DELIMITERS.findLast((sign) => text.startsWith(NAMES[sign]))
  if (delimiter === undefined) return undefined
  const rest = text.slice(NAMES[delimiter].length)
  const uniform = QUOTINGS.find((quoting) => EVERYWHERE[quoting] === rest)
  if (uniform !== undefined)
    return { kind: 'delimited', delimiter, head: uniform, columns: Array.from({ length: columnCount }, () => uniform) }
  if (!rest.startsWith(BY_COLUMN)) return undefined
  const [head, ...columns] = rest
    .slice(BY_COLUMN.length)
    .split('')
    .map((letter) => QUOTINGS.find((quoting) => quoting.startsWith(letter)))
  if (head === undefined || columns.length !== columnCount || !columns.every((quoting) => quoting !== undefined))
    return undefined
  return { kind: 'delimited', delimiter, head, columns }
}
