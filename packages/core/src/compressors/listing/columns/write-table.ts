import type { Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { ESCAPE, plainLine } from '../style.ts'
import { ROW_LENGTH } from './cells.ts'
import { endsFor, endsOf } from './ends.ts'
import { costOf, type Kind, kindOf, kindsOf } from './kinds.ts'
import { DITTO, printLegend } from './legend.ts'
import { type Notation, parseRow, printKind, printRow } from './rows.ts'
import type { FixedTable } from './table.ts'

/** Cells of at least so many tokens are worth a mark in place of a second time. */
const MIN_REPEATED = 2

/**
 * The lines of the form: legend, names of the columns, kinds of rows, rows. Undefined: cells look like signs of the form.
 *
 * @param isAsked Rows that it tells say all of themselves.
 */
export function* writeTable(
  lines: readonly string[],
  { setting, cells }: FixedTable,
  isAsked: (line: string) => boolean,
): Steps<readonly string[] | undefined> {
  const [header = [], ...rows] = cells
  const said = cells.filter((row) => row !== undefined)
  const found = yield* endsFor(said, header.length)
  if (found === undefined) return undefined
  const { mark, marked } = found
  const ends = endsOf(header.length, marked, mark)
  const told = yield* kindsOf(said.slice(1), header.length)
  const open = kindOf('', Array.from({ length: header.length }))
  const sorted = told.length === 0 ? [open] : told.toSorted((a, b) => a.open.length - b.open.length)
  const chosen = yield* mapInSteps(rows, (row) => (row === undefined ? undefined : kindFor(row, sorted)), ROW_LENGTH)
  const used = new Set(chosen)
  const kinds = told.filter((kind) => kind.letter === '' || used.has(kind))
  const notation: Notation = { ends, kinds: kinds.length === 0 ? [open] : kinds }
  let above: Written | undefined
  let hasDitto = false
  let isClear = true
  const written = yield* mapInSteps(
    rows,
    (row, at) => {
      const line = lines[at + 1] ?? ''
      const kind = chosen[at]
      if (row === undefined || kind === undefined) return plainLine(line, parseRow(line, notation) !== undefined)
      const before = isAsked(line) ? undefined : above
      const own = row.map((cell, column) => (isRepeated(cell, column, kind, before) ? DITTO : cell))
      hasDitto ||= own.some((cell, column) => cell !== row[column])
      const text = printRow(own, kind, ends)
      isClear &&= !text.startsWith(ESCAPE) && isSame(parseRow(text, notation), own)
      above = { row, kind }
      return text
    },
    ROW_LENGTH,
  )
  if (!isClear) return undefined
  const legend = printLegend({ columns: header.length, setting, mark, marked, hasDitto, kinds: kinds.length })
  return [`${legend}:`, printRow(header, open, ends), ...kinds.map((kind) => printKind(kind, ends)), ...written]
}

/** A row, and the kind by which it was written. */
interface Written {
  readonly row: readonly string[]
  readonly kind: Kind
}

function isRepeated(cell: string, column: number, { fixed }: Kind, above: Written | undefined): boolean {
  if (above?.row[column] !== cell || fixed[column] !== undefined || above.kind.fixed[column] !== undefined) return false
  return costOf(cell) >= MIN_REPEATED
}

function isSame(cells: readonly string[] | undefined, others: readonly string[]): boolean {
  return cells?.length === others.length && others.every((other, at) => cells[at] === other)
}

/** The first kind whose values a row has. The one that fixes nothing is the last. */
function kindFor(row: readonly string[], kinds: readonly Kind[]): Kind | undefined {
  return kinds.find(({ fixed }) => fixed.every((value, column) => value === undefined || value === row[column]))
}
