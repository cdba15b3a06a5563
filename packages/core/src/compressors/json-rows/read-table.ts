import type { Steps } from '../../steps.ts'
import { eachInSteps, ITEM_LENGTH } from '../each-in-steps.ts'
import { endOfCell, readCell, SAME } from './cell.ts'
import type { Encoding } from './encodings/encoding.ts'
import { sequenceWriter } from './encodings/sequence.ts'
import { fillTemplate } from './encodings/template.ts'
import { hasCells } from './read-head.ts'
import type { ReadHead } from './read-head.ts'

/** The values of a table, by column and row: minified JSON text, or undefined for nothing. */
export type Values = readonly (readonly (string | undefined)[])[]

/**
 * Reads the rows of a table.
 *
 * @param lines The lines after the head; none where no column has cells.
 * @param parents For a table that holds a tree: the row that each row belongs to. Called once the counts are known.
 */
export function* readTable(
  head: ReadHead,
  lines: readonly string[],
  parentsOf: (values: Values) => Int32Array,
): Steps<Values> {
  const cells = yield* splitRows(head, lines)
  const values: (string | undefined)[][] = []
  for (const [column, { encoding }] of head.columns.entries())
    values.push(yield* ownValues(encoding, cells[column], head.rowCount))
  const parents = parentsOf(values)
  const filling = { head, cells, values, parents }
  for (const [index, { encoding }] of head.columns.entries()) {
    if (encoding.kind !== 'template') continue
    // Parents come first, so their values are there when a row asks for them.
    yield* eachInSteps(values[index] ?? [], (_, row) => valueAt(filling, index, row), TEMPLATE_LENGTH)
  }
  return values
}

/** Cells by column; `=` already replaced by the cell above. */
function* splitRows(head: ReadHead, lines: readonly string[]): Steps<(string[] | undefined)[]> {
  const cells = head.columns.map((column): string[] | undefined => (hasCells(column) ? [] : undefined))
  const order = cells.flatMap((column, index) => (column && head.columns[index]?.isLast !== true ? [index] : []))
  const last = head.columns.findIndex(({ isLast }) => isLast)
  if (last >= 0) order.push(last)
  if (order.length === 0) return cells
  const rowLength = ITEM_LENGTH * order.length
  yield* eachInSteps(lines, (line) => splitRow(line, head.separator, order, last, cells), rowLength)
  return cells
}

function splitRow(
  line: string,
  separator: string,
  order: readonly number[],
  last: number,
  cells: readonly (string[] | undefined)[],
): void {
  let at = 0
  for (const column of order) {
    const end = endOfCell(line, at, column === last ? undefined : separator)
    const cell = line.slice(at, end)
    const own = cells[column]
    if (own !== undefined) own.push(cell === SAME && own.length > 0 ? (own[own.length - 1] ?? cell) : cell)
    at = end + separator.length
  }
}

/** What filling a template costs, in characters to read. */
const TEMPLATE_LENGTH = 64

/** What a column's own cells and encoding say; templates are left for later. */
function* ownValues(
  encoding: Encoding,
  cells: readonly string[] | undefined,
  rowCount: number,
): Steps<(string | undefined)[]> {
  if (encoding.kind === 'cells') {
    const { mode } = encoding
    return yield* rowsOf(rowCount, cells, (cell) => readCell(cell, mode))
  }
  if (encoding.kind === 'dictionary') {
    const entries = new Map(encoding.dictionary.entries.map(([code, cell]) => [code, readCell(cell, 'any')]))
    const unknown = readCell('', 'any')
    return yield* rowsOf(rowCount, cells, (cell) => (entries.has(cell) ? entries.get(cell) : unknown))
  }
  if (encoding.kind === 'sequence') {
    const write = sequenceWriter(encoding.sequence)
    return yield* rowsOf(rowCount, cells, (_, row) => write && readCell(write(row), 'any'))
  }
  return Array<string | undefined>(rowCount).fill(encoding.kind === 'constant' ? encoding.json : undefined)
}

function* rowsOf(
  count: number,
  cells: readonly string[] | undefined,
  valueOf: (cell: string, row: number) => string | undefined,
): Steps<(string | undefined)[]> {
  const values: (string | undefined)[] = []
  for (let row = 0; row < count; row++) {
    values.push(valueOf(cells?.[row] ?? '', row))
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  return values
}

/** Rows of one column that are read in one step. */
const ROWS_PER_STEP = 4_096

interface Filling {
  readonly head: ReadHead
  readonly cells: readonly (readonly string[] | undefined)[]
  readonly values: (string | undefined)[][]
  readonly parents: Int32Array
}

/** The value of a row, filling templates on the way. Templates never depend on themselves within a row. */
function valueAt(filling: Filling, column: number, row: number): string | undefined {
  const known = filling.values[column]?.[row]
  const encoding = filling.head.columns[column]?.encoding
  if (known !== undefined || encoding?.kind !== 'template') return known
  const cell = readCell(filling.cells[column]?.[row] ?? '', 'text') ?? ''
  const text = fillTemplate(encoding.parts, row, insideOf(cell), (other, ofParent) => {
    const from = ofParent ? (filling.parents[row] ?? -1) : row
    return from < 0 ? '' : insideOf(valueAt(filling, other, from) ?? '')
  })
  const value = `"${text}"`
  const own = filling.values[column]
  if (own) own[row] = value
  return value
}

function insideOf(json: string): string {
  return json.charCodeAt(0) === 34 ? json.slice(1, -1) : json
}
