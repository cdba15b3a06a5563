import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import { someInSteps } from '../../each-in-steps.ts'
import type { Cell, FoundGrid } from '../grid.ts'
import { findFramedStyle, type FramedLines } from './find-framed-style.ts'
import { barOf, type Frame } from './frames.ts'
import type { Sniffed } from './sniffed.ts'

/** Lines that may follow a table. */
const MAX_TAIL_LINES = 6

/** The lines of a framed table, cut. */
interface Cut extends FramedLines {
  readonly starts: readonly number[]
  readonly end: '\n' | '\r\n'
  /** Offset after the last row, without its line end. */
  readonly rowsEnd: number
  /** Offset after the table's last line, without its line end. */
  readonly tableEnd: number
}

/** Reads a table in a frame. Undefined: it is none, or not one that a rule gives back. */
export function* readFramed(text: string, { frames, start, headLines, width }: Sniffed): Steps<FoundGrid | undefined> {
  // Frames that may be around the same text have the same bars.
  const [any] = frames
  const cut = any && (yield* cutLines(text, start, headLines, any))
  if (any === undefined || cut === undefined) return undefined
  const names = cellsOf(cut.head, any, cut.rule, width)
  const columns = yield* columnsOf(cut, any, width)
  if (names === undefined || columns === undefined) return undefined
  const grid = { names, columns, rowCount: cut.rows.length, end: cut.end, before: text.slice(0, start) }
  const style = yield* findFramedStyle(grid, cut, frames)
  return style && { ...grid, style, after: text.slice(cut.tableEnd), starts: [...cut.starts, cut.rowsEnd] }
}

/** The cells of all rows, by column. Undefined: some row has another number of cells than the head. */
function* columnsOf({ rows, rule }: Cut, frame: Frame, width: number): Steps<Cell[][] | undefined> {
  const columns = Array.from({ length: width }, (): Cell[] => [])
  const isRegular = !(yield* someInSteps(rows, (row) => {
    const cells = cellsOf(row, frame, rule, width)
    for (let column = 0; column < width; column++) columns[column]?.push(cells?.[column])
    return cells === undefined
  }))
  return isRegular ? columns : undefined
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
  return { head, rule, rows, starts, end, rowsEnd, tableEnd }
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
