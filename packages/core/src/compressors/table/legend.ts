import type { Grid, Style } from './grid.ts'
import { delimitedText, readDelimitedText } from './shapes/delimited-style.ts'
import { framedText, readFramedText } from './shapes/framed-style.ts'
import { readRecordsText, recordsText } from './shapes/records-style.ts'

/** What the first line of a form says. */
export interface Legend {
  /** What the style is, for `readStyle()`: how many columns there are is known only from the head. */
  readonly style: string
  /** Rows; undefined where all lines after the head are rows. */
  readonly rowCount: number | undefined
  readonly end: '\n' | '\r\n'
  /** Lines of text before the table. */
  readonly before: number
  /** Whether the table's last line lacks its line end. */
  readonly isOpen: boolean
}

const TITLE = 'Table from '
const RETURNS = ', CRLF'
const OPEN = ', no line end at the end'
const SAME = 'as above'
const MEANINGS = {
  same: `=: ${SAME}`,
  end: `= or nothing at the end: ${SAME}`,
  code: 'a=v: a is short for v',
  empty: '~: empty',
}

/** What a table uses that a reader may not know. */
export type Notation = keyof typeof MEANINGS

/** Writes the first line of a form. */
export function legendText(grid: Grid, needsCount: boolean, notations: ReadonlySet<Notation>): string {
  const { style, end, before, after, rowCount } = grid
  const lead = before === '' ? 0 : before.split('\n').length - 1
  const meanings = (Object.keys(MEANINGS) as Notation[]).flatMap((name) =>
    notations.has(name) ? [MEANINGS[name]] : [],
  )
  return [
    TITLE,
    styleText(style),
    end === '\r\n' ? RETURNS : '',
    after === '' ? OPEN : '',
    lead === 0 ? '' : `, after ${lead} line${lead === 1 ? '' : 's'}`,
    needsCount ? `, ${rowCount} rows` : '',
    meanings.length === 0 ? '' : ` (${meanings.join('; ')})`,
    ':',
  ].join('')
}

const NOTES =
  /^(.{1,4000}?)(, CRLF)?(, no line end at the end)?(?:, after (\d{1,2}) lines?)?(?:, (\d{1,8}) rows)?(?: \((?:=|~|a=v)[^()]{1,120}\))?:$/

/** Reads the first line of a form. Undefined: it is none. */
export function readLegend(line: string): Legend | undefined {
  const found = line.startsWith(TITLE) ? NOTES.exec(line.slice(TITLE.length)) : null
  if (found === null) return undefined
  const [, style = '', returns, open, before, rows] = found
  return {
    style,
    end: returns === undefined ? '\n' : '\r\n',
    isOpen: open !== undefined,
    before: Number(before ?? 0),
    rowCount: rows === undefined ? undefined : Number(rows),
  }
}

function styleText(style: Style): string {
  if (style.kind === 'delimited') return delimitedText(style)
  return style.kind === 'framed' ? framedText(style) : recordsText(style)
}

/** The style that a legend names. Undefined: none that is known. */
export function readStyle(text: string, columnCount: number): Style | undefined {
  return readDelimitedText(text, columnCount) ?? readRecordsText(text) ?? readFramedText(text, columnCount)
}
