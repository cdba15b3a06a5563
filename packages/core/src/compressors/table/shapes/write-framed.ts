import type { Steps } from '../../../steps.ts'
import { joinInSteps } from '../../lines.ts'
import type { Cell, Grid } from '../grid.ts'
import type { FramedStyle } from './framed-style.ts'
import { ruleText, type Side } from './frames.ts'
import { widthOf } from './width.ts'

/** Dashes below a head whose cells are not padded. */
export const SHORT_RULE = 3

/** Writes a table in its frame: the lines from the first to the last, without the last line's end. */
export function* writeFramed(grid: Grid, style: FramedStyle): Steps<string> {
  const { frame, padding } = style
  const widths = style.widths ?? (yield* widthsOf(grid, style.isWide))
  const rules = padding === 'none' ? grid.names.map(() => SHORT_RULE) : widths
  const lines: string[] = []
  if (frame.top) lines.push(ruleText(frame.top, rules))
  lines.push(
    frame.open +
      grid.names.map((name, column) => headCell(style, widths, name, column)).join(frame.between) +
      frame.close,
  )
  lines.push(style.rule ?? ruleText(frame.middle, rules))
  for (let row = 0; row < grid.rowCount; row++) {
    lines.push(rowText(grid, style, widths, row))
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  if (frame.bottom) lines.push(ruleText(frame.bottom, rules))
  return yield* joinInSteps(lines, grid.end)
}

/** Rows written in one step. */
const ROWS_PER_STEP = 1_000

/** The width of each column's longest cell, its head included. */
export function* widthsOf({ names, columns }: Pick<Grid, 'names' | 'columns'>, isWide: boolean): Steps<number[]> {
  const widths: number[] = []
  for (const [column, cells] of columns.entries()) {
    let width = widthOf(names[column] ?? '', isWide)
    for (let row = 0; row < cells.length; row++) {
      width = Math.max(width, widthOf(cells[row] ?? '', isWide))
      if ((row + 1) % ROWS_PER_STEP === 0) yield
    }
    widths.push(width)
  }
  return widths
}

function headCell(
  { head, sides, padding, isWide }: FramedStyle,
  widths: readonly number[],
  name: Cell,
  column: number,
): string {
  if (padding === 'none') return name ?? ''
  return paddedTo(name ?? '', widths[column] ?? 0, head === 'as' ? (sides[column] ?? 'l') : head, isWide)
}

/** A row below the head. */
export function rowText(
  { columns }: Pick<Grid, 'columns'>,
  style: FramedStyle,
  widths: readonly number[],
  row: number,
): string {
  const { frame, padding, sides, isWide } = style
  const last = columns.length - 1
  let text = frame.open
  for (let column = 0; column <= last; column++) {
    const cell = columns[column]?.[row] ?? ''
    const side = sides[column] ?? 'l'
    if (column > 0) text += frame.between
    const isBare = padding === 'none' || (padding === 'inner' && column === last && side === 'l')
    text += isBare ? cell : paddedTo(cell, widths[column] ?? 0, side, isWide)
  }
  return padding === 'inner' ? text : text + frame.close
}

function paddedTo(cell: string, width: number, side: Side, isWide: boolean): string {
  const missing = width - widthOf(cell, isWide)
  if (missing <= 0) return cell
  if (side === 'l') return cell + ' '.repeat(missing)
  if (side === 'r') return ' '.repeat(missing) + cell
  const before = side === 'c' ? Math.floor(missing / 2) : Math.ceil(missing / 2)
  return ' '.repeat(before) + cell + ' '.repeat(missing - before)
}
