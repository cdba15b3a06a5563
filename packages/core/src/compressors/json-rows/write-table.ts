import { guardCell, isCutAt } from './cell.ts'
import { writeColumnName } from './column-name.ts'
import { encodeColumns } from './encodings/encode-columns.ts'
import type { TableStyle } from './encodings/encode-columns.ts'
import type { Encoded } from './encodings/encoding.ts'
import { writeHead } from './head.ts'
import { notationsOf } from './notation.ts'
import type { Notation } from './notation.ts'
import type { Column, Table } from './table.ts'
import type { Steps } from '../../steps.ts'
import { ITEM_LENGTH, mapInSteps } from '../each-in-steps.ts'
import { estimateTokens } from '../token-estimate.ts'

/** A table as text, and what of the notation it uses. */
export interface WrittenTable {
  /** The head, then a line for each row. */
  readonly lines: readonly string[]
  readonly notations: ReadonlySet<Notation>
}

/** Signs that may stand between cells. A space often joins the word after it into one token, so it comes first. */
const SEPARATORS: readonly string[] = [' ', '|', ',']
/** Rows on which separators are compared. */
const SAMPLED_ROWS = 24

/**
 * Writes a table: `table 1 (300 rows): level, service, message`, then the cells of each row on a line.
 *
 * @param number From 1; how other tables and the document speak of this one.
 * @param numberOf The number of the table that holds the rows of a column.
 */
export function* writeTable(
  table: Table,
  number: number,
  style: TableStyle,
  numberOf: (child: Table) => number,
): Steps<WrittenTable> {
  const encodings = yield* encodeColumns(table, style)
  const withCells = encodings.flatMap(({ cells }, column) => (cells ? [{ column, cells }] : []))
  const layout = bestLayout(
    withCells.map(({ cells }) => cells),
    table.rowCount,
  )
  const last = withCells[layout.last]?.column
  const heads = table.columns.map((column, index) =>
    writeHead(column, encodings[index] ?? PLAIN, table.columns, {
      rowsIn: rowsIn(column, numberOf),
      isLast: index === last,
    }),
  )
  const between = layout.separator === ' ' ? '' : `, ${layout.separator} between cells`
  const head = `table ${number} (${table.rowCount} rows${between}): ${heads.join(', ')}`
  const cells = withCells.map((column) => column.cells)
  const rowLength = ITEM_LENGTH * cells.length
  const rows = yield* mapInSteps(cells[0] ?? [], (_, row) => rowText(cells, row, layout), rowLength)
  const notations = new Set(encodings.flatMap((encoded) => [...notationsOf(encoded)]))
  if (table.columns.some(({ path }) => path.length > 0 && writeColumnName(path) === style.indexName))
    notations.add('index')
  return { lines: [head, ...rows], notations }
}

const PLAIN: Encoded = { encoding: { kind: 'cells', mode: 'any' } }

function rowsIn(column: Column, numberOf: (child: Table) => number): number | undefined {
  if (column.role !== 'rows') return undefined
  return column.child ? numberOf(column.child) : 0
}

interface Layout {
  readonly separator: string
  /** Index of the column whose cells fill the rest of the line; -1 for none. */
  readonly last: number
}

type Cells = readonly string[]

/** Quotes around cells that hold the separator are what a layout costs; texts with many spaces go to the end of the line. */
function bestLayout(columns: readonly Cells[], rowCount: number): Layout {
  const rows = Math.min(rowCount, SAMPLED_ROWS)
  const sample = Array.from({ length: rows }, (_, index) => Math.floor((index * rowCount) / rows))
  let best: Layout = { separator: ' ', last: -1 }
  let cost = Infinity
  for (const separator of SEPARATORS) {
    const { last, areOthersWhole } = mostCut(columns, sample, separator)
    const layout = { separator, last }
    // No separator costs less than a space that cuts nothing.
    if (areOthersWhole && separator === ' ') return layout
    const tokens = estimateTokens(sample.map((row) => rowText(columns, row, layout)).join('\n'))
    if (tokens < cost) [best, cost] = [layout, tokens]
  }
  return best
}

/** The column that a separator would cut most often (-1 for none), and whether it cuts no other. */
function mostCut(
  columns: readonly Cells[],
  sample: readonly number[],
  separator: string,
): { readonly last: number; readonly areOthersWhole: boolean } {
  let most = 0
  let last = -1
  let cutColumns = 0
  columns.forEach((cells, index) => {
    let cut = 0
    for (const row of sample) if (isCutAt(cells[row] ?? '', separator)) cut++
    if (cut > 0) cutColumns++
    if (cut > most) [most, last] = [cut, index]
  })
  return { last, areOthersWhole: cutColumns < 2 }
}

function rowText(columns: readonly Cells[], row: number, { separator, last }: Layout): string {
  let text = ''
  let isFirst = true
  for (let index = 0; index < columns.length; index++) {
    if (index === last) continue
    if (!isFirst) text += separator
    text += guardCell(columns[index]?.[row] ?? '', separator)
    isFirst = false
  }
  const end = columns[last]?.[row]
  return end === undefined ? text : `${text}${isFirst ? '' : separator}${end}`
}
