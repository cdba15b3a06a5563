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
export function readTable(head: ReadHead, lines: readonly string[], parentsOf: (values: Values) => Int32Array): Values {
  const cells = splitRows(head, lines)
  const values = head.columns.map(({ encoding }, column) => ownValues(encoding, cells[column], head.rowCount))
  const parents = parentsOf(values)
  head.columns.forEach((column, index) => {
    if (column.encoding.kind !== 'template') return
    // Parents come first, so their values are there when a row asks for them.
    for (let row = 0; row < head.rowCount; row++) valueAt({ head, cells, values, parents }, index, row)
  })
  return values
}

/** Cells by column; `=` already replaced by the cell above. */
function splitRows(head: ReadHead, lines: readonly string[]): (string[] | undefined)[] {
  const cells = head.columns.map((column): string[] | undefined => (hasCells(column) ? [] : undefined))
  const order = cells.flatMap((column, index) => (column && head.columns[index]?.isLast !== true ? [index] : []))
  const last = head.columns.findIndex(({ isLast }) => isLast)
  if (last >= 0) order.push(last)
  if (order.length === 0) return cells
  for (const line of lines) {
    let at = 0
    for (const column of order) {
      const end = endOfCell(line, at, column === last ? undefined : head.separator)
      const cell = line.slice(at, end)
      const above = cells[column]?.at(-1)
      cells[column]?.push(cell === SAME && above !== undefined ? above : cell)
      at = end + head.separator.length
    }
  }
  return cells
}

/** What a column's own cells and encoding say; templates are left for later. */
function ownValues(encoding: Encoding, cells: readonly string[] | undefined, rowCount: number): (string | undefined)[] {
  const rows = Array.from({ length: rowCount }, (_, row) => row)
  if (encoding.kind === 'constant') return rows.map(() => encoding.json)
  if (encoding.kind === 'cells') return rows.map((row) => readCell(cells?.[row] ?? '', encoding.mode))
  if (encoding.kind === 'dictionary') {
    const entries = new Map(encoding.dictionary.entries)
    return rows.map((row) => readCell(entries.get(cells?.[row] ?? '') ?? '', 'any'))
  }
  if (encoding.kind === 'sequence') {
    const write = sequenceWriter(encoding.sequence)
    return rows.map((row) => write && readCell(write(row), 'any'))
  }
  return rows.map(() => undefined)
}

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
