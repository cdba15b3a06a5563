import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import type { Cell, FoundGrid } from '../grid.ts'
import type { FramedStyle } from './framed-style.ts'
import { barOf, type Frame, ruleText, type Side } from './frames.ts'
import type { Sniffed } from './sniffed.ts'
import { widthOf } from './width.ts'
import { rowText, SHORT_RULE, widthsOf } from './write-framed.ts'

/** Lines that may follow a table. */
const MAX_TAIL_LINES = 6

/** The lines of a framed table, cut. */
interface Cut {
  readonly head: string
  readonly rule: string
  readonly rows: readonly string[]
  readonly starts: readonly number[]
  readonly end: '\n' | '\r\n'
  readonly hasBottom: boolean
  /** Offset after the last row, without its line end. */
  readonly rowsEnd: number
  /** Offset after the table's last line, without its line end. */
  readonly tableEnd: number
}

/** Reads a table in a frame. Undefined: it is none, or not one that a rule gives back. */
export function* readFramed(text: string, { frames, start, headLines, width }: Sniffed): Steps<FoundGrid | undefined> {
  for (const isFree of [false, true]) {
    for (const frame of frames) {
      if (isFree && !frame.name.startsWith('Markdown')) continue
      const cut = yield* cutLines(text, start, headLines, frame)
      const grid = cut && (yield* gridOf(text, start, width, frame, cut, isFree))
      if (grid !== undefined) return grid
    }
  }
  return undefined
}

function* gridOf(
  text: string,
  start: number,
  width: number,
  frame: Frame,
  cut: Cut,
  isFree: boolean,
): Steps<FoundGrid | undefined> {
  const cells = yield* mapInSteps(cut.rows, (row) => cellsOf(row, frame, cut.rule, width))
  const names = cellsOf(cut.head, frame, cut.rule, width)
  if (names === undefined || cells.includes(undefined)) return undefined
  const columns: Cell[][] = []
  for (const column of names.keys()) columns.push(yield* mapInSteps(cells, (row) => row?.[column] ?? ''))
  const grid = { names, columns, rowCount: cells.length, end: cut.end, before: text.slice(0, start) }
  const style = yield* styleOf(grid, frame, cut, isFree)
  return style && { ...grid, style, after: text.slice(cut.tableEnd), starts: [...cut.starts, cut.rowsEnd] }
}

function* cutLines(text: string, start: number, headLines: number, frame: Frame): Steps<Cut | undefined> {
  const end = text.startsWith('\r', text.indexOf('\n', start) - 1) ? '\r\n' : '\n'
  let at = start
  const next = (): string => {
    const feed = text.indexOf(end, at)
    const line = text.slice(at, feed < 0 ? text.length : feed)
    at = feed < 0 ? text.length : feed + end.length
    return line
  }
  if (frame.top) next()
  const head = Array.from({ length: headLines }, next).join(end)
  const rule = next()
  const rows: string[] = []
  const starts: number[] = []
  let worked = at
  let tableEnd = at - end.length
  let rowsEnd = tableEnd
  let hasBottom = frame.bottom === undefined
  while (at < text.length && (!hasBottom || frame.bottom === undefined)) {
    const from = at
    const line = wholeRow(next(), frame, end, next)
    const isBottom = frame.bottom !== undefined && line.startsWith(frame.bottom.open)
    if (!isBottom && !isRow(line, frame)) break
    if (isBottom) hasBottom = true
    else {
      rowsEnd = from + line.length
      rows.push(line)
      starts.push(from)
    }
    tableEnd = from + line.length
    if (at - worked < STEP_LENGTH) continue
    worked = at
    yield
  }
  const tail = text.slice(tableEnd).split('\n', MAX_TAIL_LINES + 2).length - 1
  if (rows.length < 1 || !hasBottom || tail > MAX_TAIL_LINES) return undefined
  return { head, rule, rows, starts, end, hasBottom, rowsEnd, tableEnd }
}

/** A line, and those after it where it opens a row and one of them closes it: Markdown has cells with line ends in them. */
function wholeRow(line: string, frame: Frame, end: string, next: () => string): string {
  const bar = barOf(frame)
  if (frame.top !== undefined || frame.open.trim() === '' || !line.startsWith(bar)) return line
  let whole = line
  for (let count = 0; count < MAX_ROW_LINES && !whole.endsWith(bar); count++) whole += end + next()
  return whole.endsWith(bar) ? whole : line
}

/** Lines that a row may go on over. */
const MAX_ROW_LINES = 8

function isRow(line: string, frame: Frame): boolean {
  const bar = barOf(frame)
  if (bar === '') return line.trim() !== '' && !/^\(\d{1,9} rows?\)$/.test(line)
  if (frame.open.trim() === '') return line.includes(bar)
  return line.startsWith(bar) && line.endsWith(bar) && line.length > 1
}

/** The cells of a line, without the spaces around them; undefined where they are not as many as the columns. */
function cellsOf(line: string, frame: Frame, rule: string, width: number): readonly string[] | undefined {
  const bar = barOf(frame)
  if (bar === '') return byPlace(line, rule)
  const isOpen = frame.open.trim() === ''
  const inner = isOpen ? line : line.slice(bar.length, -bar.length)
  const cells = inner.split(bar)
  const whole = cells.length === width ? cells : (betweenJoints(line, rule, bar) ?? unescaped(cells))
  return whole.length === width ? whole.map(trimmed) : undefined
}

/** Cells that stand between the joints of the rule: they may have bars in them. Undefined: the line has no bars there. */
function betweenJoints(line: string, rule: string, bar: string): readonly string[] | undefined {
  const points = [...line]
  const joints = [...rule.matchAll(JOINT)].map(({ index }) => index)
  if (
    joints.length === 0 ||
    points.length > rule.length ||
    joints.some((at) => at < points.length && points[at] !== bar)
  )
    return undefined
  const ends = /^[-─]/.test(rule) ? [-1, ...joints, rule.length] : joints
  return ends.slice(1).map((end, index) => points.slice((ends[index] ?? -1) + 1, end).join(''))
}

const JOINT = /[^-=─═━]/g

/** Markdown writes a bar in a cell as `\|`. */
function unescaped(cells: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const cell of cells) {
    const last = whole.at(-1)
    if (last?.endsWith('\\')) whole[whole.length - 1] = `${last}|${cell}`
    else whole.push(cell)
  }
  return whole
}

function byPlace(line: string, rule: string): readonly string[] | undefined {
  const points = /[\ud800-\udfff]/.test(line) ? [...line] : undefined
  const cells: string[] = []
  for (const match of rule.matchAll(/-{1,2000}(?: {2}|$)/g)) {
    const from = match.index
    const to = from + match[0].length
    const isLast = !match[0].endsWith(' ')
    const end = isLast ? undefined : to
    cells.push(points ? points.slice(from, end).join('') : line.slice(from, end))
  }
  return cells.map(trimmed)
}

function trimmed(cell: string): string {
  let start = 0
  let end = cell.length
  while (start < end && cell.charCodeAt(start) === 32) start++
  while (end > start && cell.charCodeAt(end - 1) === 32) end--
  return cell.slice(start, end)
}

type Read = Pick<FoundGrid, 'names' | 'columns' | 'rowCount' | 'end' | 'before'>

/** Sides that are tried for all columns at once, before each column's own. */
const PADDINGS = ['none', 'all', 'inner'] as const
const HEADS = ['as', 'c', 'm', 'l', 'r'] as const

/**
 * The style that gives the lines back.
 *
 * @param isFree Whether the rule may be one that only its own text gives.
 */
function* styleOf(read: Read, frame: Frame, cut: Cut, isFree: boolean): Steps<FramedStyle | undefined> {
  for (const isWide of [false, true]) {
    const base: FramedStyle = { kind: 'framed', frame, padding: 'all', sides: [], head: 'as', isWide }
    const longest = yield* widthsOf({ ...read, style: base, after: '' }, base)
    const actual = frame.top ? ruleWidths(cut.rule, frame) : longest
    const isLongest = longest.every((width, column) => width === actual[column])
    for (const padding of PADDINGS) {
      const widths = padding === 'none' ? longest : actual
      const rule = ruleText(frame.middle, padding === 'none' ? widths.map(() => SHORT_RULE) : widths)
      if (rule !== cut.rule && !isFree) continue
      const sides =
        padding === 'none' ? read.names.map((): Side => 'l') : yield* sidesOf(read, frame, cut, widths, isWide)
      const style = sides && (yield* placed(read, { ...base, padding, sides }, cut, widths))
      if (style === undefined) continue
      const isSaid = padding !== 'none' && !isLongest
      return { ...style, ...(isSaid ? { widths } : {}), ...(rule === cut.rule ? {} : { rule: cut.rule }) }
    }
  }
  return undefined
}

/** The style with its head placed. Undefined: it does not give the lines back. */
function* placed(read: Read, style: FramedStyle, cut: Cut, widths: readonly number[]): Steps<FramedStyle | undefined> {
  for (const [index, row] of cut.rows.entries()) {
    if (rowText(read, style, widths, index) !== row) return undefined
    if (index % ROWS_PER_STEP === 0) yield
  }
  const { usual } = style.frame
  const head = [usual.head, ...HEADS].find((side) => headText(read, { ...style, head: side }, widths) === cut.head)
  return head && { ...style, head }
}

/** Rows compared in one step. */
const ROWS_PER_STEP = 1_000

function headText({ names }: Read, style: FramedStyle, widths: readonly number[]): string {
  const { head, padding } = style
  const sides = head === 'as' ? style.sides : names.map(() => head)
  const columns = names.map((name) => [name])
  return rowText({ columns }, { ...style, sides, padding: padding === 'none' ? 'none' : 'all' }, widths, 0)
}

/** Widths between the joints of a line of dashes. */
function ruleWidths(rule: string, { middle: { open, close, between } }: Frame): readonly number[] {
  return rule
    .slice(open.length, rule.length - close.length)
    .split(between)
    .map(({ length }) => length)
}

/** Where the cells of each column stand, from the spaces before and after them. Undefined: in no way that is known. */
function* sidesOf(
  read: Read,
  frame: Frame,
  cut: Cut,
  widths: readonly number[],
  isWide: boolean,
): Steps<Side[] | undefined> {
  const sides: Side[] = []
  // Where the column starts in each row: signs that take another number of places than characters shift it.
  const starts = new Int32Array(cut.rows.length).fill(frame.open.length)
  for (const [column, cells] of read.columns.entries()) {
    const width = widths[column] ?? 0
    const missing = yield* mapInSteps(cells, (cell) => width - widthOf(cell ?? '', isWide))
    const before = yield* mapInSteps(cut.rows, (line, row) => spacesAt(line, starts[row] ?? 0))
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
