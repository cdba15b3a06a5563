import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { type Cell, type FoundGrid, isLarge } from '../grid.ts'
import type { Delimiter } from './delimiter.ts'
import { type Quoting, quotingOf, valueOf } from './quoting.ts'
import { type ReadRow, rowAt } from './row-at.ts'
import type { Sniffed } from './sniffed.ts'

/** Share of rows that may have another number of cells than the head; where there are more, it is no table. */
const MAX_RAGGED_SHARE = 0.1
/** Rows that may have another number of cells in any case. */
const FREE_RAGGED_ROWS = 2
/** Lines after a table: how many rows it had, how long it took. */
const MAX_TAIL_LINES = 4

/** Rows as they are read. */
interface Reading {
  /** By column, as written. */
  readonly columns: Cell[][]
  /** Of each row, its head included: its offset, and how many cells it has. */
  readonly starts: number[]
  readonly lengths: number[]
  /** Rows whose line end has a carriage return. */
  returns: number
  /** Offset after the last row. */
  end: number
}

/** Reads a table of delimited cells. Undefined: it is none after all. */
export function* readDelimited(text: string, { delimiter, start, width }: Sniffed): Steps<FoundGrid | undefined> {
  const reading = yield* readRows(text, start, delimiter, width)
  const { columns, starts, lengths, returns } = reading
  const count = lastRow(lengths, width)
  const tableEnd = starts[count] ?? reading.end
  if (count < 2 || lineCount(text, tableEnd) > MAX_TAIL_LINES || !isRegular(lengths, count, width)) return undefined
  // The last row of a text may lack its line end.
  if (returns > 0 && returns < count - (text.charCodeAt(tableEnd - 1) === LINE_FEED ? 0 : 1)) return undefined
  const end = returns > 0 ? '\r\n' : '\n'
  const rowsEnd = text.endsWith(end, tableEnd) ? tableEnd - end.length : tableEnd
  for (const cells of columns) cells.length = count
  if (isLarge(columns)) yield
  const rowStarts = starts.slice(1, count)
  rowStarts.push(rowsEnd)
  const { names, cells, head, quotings } = yield* withoutQuotes(columns, delimiter, text.includes('"'))
  return {
    style: { kind: 'delimited', delimiter, head, columns: quotings },
    before: text.slice(0, start),
    names,
    columns: cells,
    rowCount: count - 1,
    end,
    after: text.slice(rowsEnd),
    starts: rowStarts,
  }
}

function* readRows(text: string, start: number, delimiter: Delimiter, width: number): Steps<Reading> {
  const columns = Array.from({ length: width }, (): Cell[] => [])
  const reading: Reading = { columns, starts: [], lengths: [], returns: 0, end: start }
  let worked = start
  let quote = -1
  while (reading.end < text.length && text.charCodeAt(reading.end) !== LINE_FEED) {
    if (quote < reading.end) quote = offsetOf(text, '"', reading.end)
    const row = rowAt(text, reading.end, quote, delimiter)
    // More cells than that are no row, and would be columns of nothing.
    if (row === undefined || row.cells.length > 2 * width) break
    addRow(reading, row)
    if (reading.end - worked < STEP_LENGTH) continue
    worked = reading.end
    yield
  }
  return { ...reading, end: Math.min(reading.end, text.length) }
}

const LINE_FEED = 10

function offsetOf(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from)
  return at < 0 ? text.length : at
}

function addRow(reading: Reading, { cells, next, hasReturn }: ReadRow): void {
  const { columns, starts, lengths } = reading
  while (columns.length < cells.length) columns.push(Array.from({ length: starts.length }, () => undefined))
  for (let column = 0; column < columns.length; column++) columns[column]?.push(cells[column])
  starts.push(reading.end)
  lengths.push(cells.length)
  if (hasReturn) reading.returns++
  reading.end = next
}

/** Rows from the first to the last that has as many cells as the head. */
function lastRow(lengths: readonly number[], width: number): number {
  let count = lengths.length
  while (count > 0 && lengths.length - count <= MAX_TAIL_LINES && lengths[count - 1] !== width) count--
  return count
}

function isRegular(lengths: readonly number[], count: number, width: number): boolean {
  let ragged = 0
  for (let row = 0; row < count; row++) {
    if (lengths[row] !== width) ragged++
    if ((lengths[row] ?? 0) < 2) return false
  }
  return ragged <= Math.max(FREE_RAGGED_ROWS, MAX_RAGGED_SHARE * count)
}

function lineCount(text: string, from: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && count <= MAX_TAIL_LINES; at = text.indexOf('\n', at + 1)) count++
  return count
}

interface Unquoted {
  readonly names: readonly Cell[]
  readonly cells: readonly (readonly Cell[])[]
  readonly head: Quoting
  readonly quotings: readonly Quoting[]
}

/** Takes the head off, and the quotes where a rule sets them again. */
function* withoutQuotes(columns: readonly Cell[][], delimiter: Delimiter, hasQuotes: boolean): Steps<Unquoted> {
  const written = columns.map((cells) => cells[0])
  const head = hasQuotes ? yield* quotingOf(written, delimiter) : 'needed'
  const names = head === 'raw' || !hasQuotes ? written : written.map(bare)
  const cells: (readonly Cell[])[] = []
  const quotings: Quoting[] = []
  const inSteps = isLarge(columns)
  for (const column of columns) {
    const below = column.slice(1)
    const quoting = hasQuotes ? yield* quotingOf(below, delimiter) : 'needed'
    quotings.push(quoting)
    cells.push(hasQuotes && quoting !== 'raw' ? yield* mapInSteps(below, bare) : below)
    if (inSteps) yield
  }
  return { names, cells, head, quotings }
}

function bare(cell: Cell): Cell {
  return cell === undefined ? cell : valueOf(cell)
}
