import type { Steps } from '../../../steps.ts'
import { joinInSteps } from '../../lines.ts'
import type { Cell, Grid } from '../grid.ts'
import type { RecordsStyle } from './records-style.ts'
import { widthOf } from './width.ts'

/** Records written in one step. */
const ROWS_PER_STEP = 500

/** Writes records one under the other: the lines from the first to the last, without the last line's end. */
export function* writeRecords(
  { names, columns, rowCount, end }: Pick<Grid, 'names' | 'columns' | 'rowCount' | 'end'>,
  { layout, isWide }: RecordsStyle,
): Steps<string> {
  const nameWidth = names.reduce((width: number, name) => Math.max(width, widthOf(name ?? '', isWide)), 0)
  const valueWidth = layout.label === undefined ? 0 : yield* widestOf(columns, isWide)
  const fields = names.map((name = '') => {
    const space = ' '.repeat(nameWidth - widthOf(name, isWide))
    return (layout.isRight ? space + name : name + space) + layout.between
  })
  const lines: string[] = []
  for (let row = 0; row < rowCount; row++) {
    if (layout.label) lines.push(layout.label(row + 1, nameWidth, valueWidth))
    else if (row > 0) lines.push('')
    for (let column = 0; column < fields.length; column++)
      lines.push(`${fields[column]}${columns[column]?.[row] ?? ''}`)
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  return yield* joinInSteps(lines, end)
}

function* widestOf(columns: readonly (readonly Cell[])[], isWide: boolean): Steps<number> {
  let widest = 0
  for (const cells of columns) {
    for (const cell of cells) widest = Math.max(widest, widthOf(cell ?? '', isWide))
    yield
  }
  return widest
}
