import { writeCell } from './cell.ts'
import type { CellMode } from './cell.ts'
import { ROW_KEY, writeColumnName } from './column-name.ts'
import type { Encoded, Encoding } from './encodings/encoding.ts'
import { isTime } from './encodings/sequence.ts'
import type { Sequence } from './encodings/sequence.ts'
import type { Part } from './encodings/template.ts'
import type { Column } from './table.ts'

/** What the head of a table says of one column beside its encoding. */
export interface HeadNotes {
  /** Number of the table that holds the rows; 0: this very table. Undefined: the column holds values. */
  readonly rowsIn: number | undefined
  /** The cells of this column fill the rest of their lines. */
  readonly isLast: boolean
}

/** Note of a column whose unquoted cells are all texts, even where they look like numbers. */
export const TEXT_NOTE = ' (text)'
/** Note of a column whose arrays and objects are texts that hold JSON. */
export const JSON_NOTE = ' (JSON as text)'
/** Note of the column whose cells come last in their lines. */
export const LAST_NOTE = ' (at the end)'
/** Note of a column that counts the rows beneath. */
export const BELOW_NOTE = ' (how many rows below)'

const MODE_NOTES: Readonly<Record<CellMode, string>> = { any: '', text: TEXT_NOTE, json: JSON_NOTE }

/** The words that name the table of a column's rows. */
function rowsNote(table: number): string {
  return ` (how many rows of table ${table})`
}

/**
 * Writes what the head of a table says of a column: `level`, `type=file`, `line from 10 step 3`,
 * `host: pod-{service}-{}`, `service{a=api-gateway, b=user-service}`, `children (how many rows below)`.
 *
 * @param columns All columns of the table, for templates that speak of them.
 */
export function writeHead(column: Column, { encoding }: Encoded, columns: readonly Column[], notes: HeadNotes): string {
  const name = column.role === 'key' ? ROW_KEY : writeColumnName(column.path)
  const rows = notes.rowsIn === undefined ? '' : notes.rowsIn === 0 ? BELOW_NOTE : rowsNote(notes.rowsIn)
  const text = encoding.kind === 'cells' ? MODE_NOTES[encoding.mode] : ''
  return `${name}${specOf(encoding, columns)}${rows}${text}${notes.isLast ? LAST_NOTE : ''}`
}

function specOf(encoding: Encoding, columns: readonly Column[]): string {
  if (encoding.kind === 'constant') return `=${guarded(writeCell(encoding.json, 'any'), encoding.json)}`
  if (encoding.kind === 'sequence') return ` from ${sequenceText(encoding.sequence)}`
  if (encoding.kind === 'dictionary') return `{${encoding.dictionary.entries.map(entryText).join(', ')}}`
  if (encoding.kind === 'template') return `: ${templateText(encoding.parts, columns)}`
  return ''
}

/** `10 step 3`, or `2024-01-15T10:00:00Z step 60 seconds`. */
function sequenceText({ first, step }: Sequence): string {
  return `${first} step ${step}${isTime(first) ? SECONDS : ''}`
}

/** The unit of steps between times. */
export const SECONDS = ' seconds'

/** Signs at which the reader of a head would stop too early. */
const STOPS = /[,(){}]/

function guarded(cell: string, json: string): string {
  return STOPS.test(cell) ? json : cell
}

function entryText([code, cell]: readonly [string, string]): string {
  const isDelimited = /^["[{]/.test(cell)
  return `${code}=${STOPS.test(cell) && !isDelimited ? `"${cell}"` : cell}`
}

function templateText(parts: readonly Part[], columns: readonly Column[]): string {
  const text = parts.map((part) => partText(part, columns)).join('')
  return /[,(]|^"| $/.test(text) ? `"${text}"` : text
}

function partText(part: Part, columns: readonly Column[]): string {
  if (part.kind === 'text') return part.text.replace(/[{}]/g, '$&$&')
  if (part.kind === 'cell') return '{}'
  if (part.kind === 'sequence') return `{${sequenceText(part.sequence)}}`
  const column = columns[part.column]
  const name = column?.role === 'key' ? ROW_KEY : writeColumnName(column?.path ?? [])
  return `{${part.ofParent ? '^' : ''}${name}}`
}
