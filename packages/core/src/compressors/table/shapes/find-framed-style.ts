import type { Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import type { Grid } from '../grid.ts'
import type { FramedStyle } from './framed-style.ts'
import { type Frame, ruleText, type Side } from './frames.ts'
import { widthOf } from './width.ts'
import { rowText, SHORT_RULE, widthsOf } from './write-framed.ts'

/** The lines of a framed table as written. */
export interface FramedLines {
  readonly head: string
  /** Below the head. */
  readonly rule: string
  readonly rows: readonly string[]
}

/** The same lines, cut. */
export type FramedCells = Pick<Grid, 'names' | 'columns'>

/** Rows that a style is tried on before it is on all. */
const TRIED_ROWS = 100
const PADDINGS = ['none', 'all', 'inner'] as const
const HEADS = ['as', 'c', 'm', 'l', 'r'] as const

/** Finds the style that gives the lines back. Undefined: none of these frames does. */
export function* findFramedStyle(
  read: FramedCells,
  lines: FramedLines,
  frames: readonly Frame[],
): Steps<FramedStyle | undefined> {
  const longest = { narrow: yield* widthsOf(read, false), wide: yield* widthsOf(read, true) }
  // A rule that only its own text gives comes last: it must be said.
  for (const isFree of [false, true]) {
    for (const frame of frames) {
      if (isFree && !frame.name.startsWith('Markdown')) continue
      const style =
        (yield* styleOf(read, lines, frame, longest.narrow, false, isFree)) ??
        (yield* styleOf(read, lines, frame, longest.wide, true, isFree))
      if (style !== undefined) return style
    }
  }
  return undefined
}

function* styleOf(
  read: FramedCells,
  lines: FramedLines,
  frame: Frame,
  longest: readonly number[],
  isWide: boolean,
  isFree: boolean,
): Steps<FramedStyle | undefined> {
  const actual = frame.top ? ruleWidths(lines.rule, frame) : longest
  const isLongest = longest.every((width, column) => width === actual[column])
  for (const padding of PADDINGS) {
    const widths = padding === 'none' ? longest : actual
    const rule = ruleText(frame.middle, padding === 'none' ? widths.map(() => SHORT_RULE) : widths)
    if (rule !== lines.rule && !isFree) continue
    const style = yield* placed(read, lines, { kind: 'framed', frame, padding, sides: [], head: 'as', isWide }, widths)
    if (style === undefined) continue
    const isSaid = padding !== 'none' && !isLongest
    return { ...style, ...(isSaid ? { widths } : {}), ...(rule === lines.rule ? {} : { rule: lines.rule }) }
  }
  return undefined
}

/** Widths between the joints of a line of dashes. */
function ruleWidths(rule: string, { middle: { open, close, between } }: Frame): readonly number[] {
  return rule
    .slice(open.length, rule.length - close.length)
    .split(between)
    .map(({ length }) => length)
}

/** The style with its cells and its head placed. Undefined: it does not give the lines back. */
function* placed(
  read: FramedCells,
  lines: FramedLines,
  base: FramedStyle,
  widths: readonly number[],
): Steps<FramedStyle | undefined> {
  const { rows } = lines
  if (rows.length > TRIED_ROWS && (yield* sidesOf(read, rows.slice(0, TRIED_ROWS), base, widths)) === undefined)
    return undefined
  const sides = yield* sidesOf(read, rows, base, widths)
  if (sides === undefined) return undefined
  const style = { ...base, sides }
  const head = [base.frame.usual.head, ...HEADS].find(
    (side) => headText(read, { ...style, head: side }, widths) === lines.head,
  )
  return head && { ...style, head }
}

function headText({ names }: FramedCells, style: FramedStyle, widths: readonly number[]): string {
  const { head, padding } = style
  const sides = head === 'as' ? style.sides : names.map(() => head)
  const columns = names.map((name) => [name])
  return rowText({ columns }, { ...style, sides, padding: padding === 'none' ? 'none' : 'all' }, widths, 0)
}

/** Rows compared in one step. */
const ROWS_PER_STEP = 1_000

/** Where the cells of each column stand in these rows, the first of the table. Undefined: in no way that gives them back. */
function* sidesOf(
  read: FramedCells,
  rows: readonly string[],
  base: FramedStyle,
  widths: readonly number[],
): Steps<readonly Side[] | undefined> {
  const sides =
    base.padding === 'none' ? read.names.map((): Side => 'l') : yield* sidesBySpaces(read, rows, base, widths)
  if (sides === undefined) return undefined
  const style = { ...base, sides }
  for (const [index, row] of rows.entries()) {
    if (rowText(read, style, widths, index) !== row) return undefined
    if ((index + 1) % ROWS_PER_STEP === 0) yield
  }
  return sides
}

/** Where the cells of each column stand, from the spaces before them. Undefined: in no way that is known. */
function* sidesBySpaces(
  read: FramedCells,
  rows: readonly string[],
  { frame, isWide }: FramedStyle,
  widths: readonly number[],
): Steps<Side[] | undefined> {
  const sides: Side[] = []
  // Where the column starts in each row: signs that take another number of places than characters shift it.
  const starts = new Int32Array(rows.length).fill(frame.open.length)
  for (const [column, all] of read.columns.entries()) {
    const cells = all.length === rows.length ? all : all.slice(0, rows.length)
    const width = widths[column] ?? 0
    const missing = yield* mapInSteps(cells, (cell) => width - widthOf(cell ?? '', isWide))
    const before = yield* mapInSteps(rows, (line, row) => spacesAt(line, starts[row] ?? 0))
    const fits = (side: Side): boolean =>
      cells.every((cell, row) => cell === '' || before[row] === spaceBefore(missing[row] ?? 0, side))
    const side = (['l', 'r', 'c', 'm'] as const).find(fits)
    if (side === undefined) return undefined
    sides.push(side)
    cells.forEach((cell = '', row) => {
      starts[row] = (starts[row] ?? 0) + cell.length + (missing[row] ?? 0) + frame.between.length
    })
  }
  return sides
}

function spacesAt(line: string, start: number): number {
  let at = start
  while (line.charCodeAt(at) === 32) at++
  return at - start
}

function spaceBefore(missing: number, side: Side): number {
  if (side === 'l') return 0
  if (side === 'r') return missing
  return side === 'c' ? Math.floor(missing / 2) : Math.ceil(missing / 2)
}
