import { mapInSteps } from '../each-in-steps.ts'
import { fillTemplate, type Part } from '../json-rows/encodings/template.ts'
import type { Steps } from '../../steps.ts'
import { endOfCell, readCell, SAME } from './cell.ts'
import type { Cell, Grid } from './grid.ts'
import { type Legend, readLegend, readStyle } from './legend.ts'
import type { Spec } from './plan.ts'
import { type ReadHead, readHead } from './read-head.ts'
import { stepsWriter } from './sequence.ts'
import { writeGrid } from './write-grid.ts'

/** Rows read in one step. */
const ROWS_PER_STEP = 1_000

/** Gives the text that `writeTable()` wrote. Throws where the text is no such form. */
export function* readTable(form: string): Steps<string> {
  const legendEnd = form.indexOf('\n')
  const legend = readLegend(form.slice(0, legendEnd))
  if (legend === undefined) throw new SyntaxError('No table')
  const start = afterLines(form, legendEnd + 1, legend.before)
  const headEnd = endOfLine(form, start)
  const head = readHead(form.slice(start, headEnd))
  const { cells, rowCount, tail } = yield* readRows(form, headEnd + 1, head, legend)
  const columns = yield* readColumns(head, cells, rowCount)
  const style = readStyle(legend.style, head.columns.length)
  if (style === undefined) throw new SyntaxError('No style of a table that is known')
  const after = legend.isOpen ? '' : legend.end + tail
  const names = head.columns.map(({ name }) => name)
  const grid: Grid = {
    style,
    before: form.slice(legendEnd + 1, start),
    names,
    columns,
    rowCount,
    end: legend.end,
    after,
  }
  return grid.before + (yield* writeGrid(grid)) + after
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end < 0 ? text.length : end
}

function afterLines(text: string, start: number, count: number): number {
  let at = start
  for (let line = 0; line < count; line++) at = endOfLine(text, at) + 1
  return at
}

/** A cell as written; undefined for "as above". */
type Written = string | undefined

interface ReadRows {
  /** By column; undefined for one that has no cells. */
  readonly cells: readonly (Written[] | undefined)[]
  readonly rowCount: number
  /** What follows the rows. */
  readonly tail: string
}

function* readRows(form: string, start: number, head: ReadHead, { rowCount }: Legend): Steps<ReadRows> {
  const cells = head.columns.map(({ hasCells }): Written[] | undefined => (hasCells ? [] : undefined))
  const shown = cells.filter((column) => column !== undefined)
  let at = start
  let row = 0
  // A table without cells in its rows says how many there are.
  const limit = shown.length === 0 ? 0 : (rowCount ?? Infinity)
  for (; row < limit && at <= form.length; row++) {
    const end = endOfLine(form, at)
    readRow(form.slice(at, end), shown, head)
    at = end + 1
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  return { cells, rowCount: shown.length === 0 ? (rowCount ?? 0) : row, tail: form.slice(at) }
}

function readRow(line: string, shown: readonly Written[][], { separators }: ReadHead): void {
  let at = 0
  for (let column = 0; column < shown.length; column++) {
    if (at > line.length) {
      shown[column]?.push(undefined)
      continue
    }
    const separator = separators[column]
    const end = endOfCell(line, at, separator)
    const cell = line.slice(at, end)
    shown[column]?.push(cell === SAME ? undefined : cell)
    at = end === line.length ? Infinity : end + (separator?.length ?? 0)
  }
}

/** The cells of all columns: first those that stand alone, then those that others are needed for. */
function* readColumns(head: ReadHead, cells: ReadRows['cells'], rowCount: number): Steps<(readonly Cell[])[]> {
  const columns: (readonly Cell[])[] = []
  for (const [index, { spec }] of head.columns.entries())
    columns.push(yield* ownCells(spec, cells[index] ?? [], rowCount))
  for (const [index, { spec }] of head.columns.entries()) {
    if (spec.kind === 'template') columns[index] = yield* filled(spec.parts, cells[index] ?? [], columns, rowCount)
  }
  return columns
}

/** What a column's own cells and the head say; none where other columns are needed. */
function* ownCells(spec: Spec, written: readonly Written[], rowCount: number): Steps<readonly Cell[]> {
  if (spec.kind === 'constant') return yield* ofRows(rowCount, () => spec.value)
  if (spec.kind === 'sequence') return yield* ofRows(rowCount, stepsWriter(spec.sequence) ?? noSequence)
  if (spec.kind === 'dictionary') {
    const entries = new Map(spec.dictionary.entries)
    return yield* mapInSteps(written, (code) => entries.get(code ?? ''))
  }
  if (spec.kind !== 'cells') return []
  let above: Cell
  return yield* mapInSteps(written, (cell) => (cell === undefined ? above : (above = readCell(cell))))
}

function noSequence(): never {
  throw new SyntaxError('No sequence')
}

function* ofRows(rowCount: number, cellOf: (row: number) => Cell): Steps<readonly Cell[]> {
  const cells: Cell[] = []
  for (let row = 0; row < rowCount; row++) {
    cells.push(cellOf(row))
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  return cells
}

function* filled(
  parts: readonly Part[],
  written: readonly Written[],
  columns: readonly (readonly Cell[])[],
  rowCount: number,
): Steps<readonly Cell[]> {
  return yield* ofRows(rowCount, (row) =>
    fillTemplate(parts, row, readCell(written[row] ?? '') ?? '', (column) => columns[column]?.[row] ?? ''),
  )
}
