import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'
import type { Span } from './spans.ts'

/** What work on a row costs, as the length of a text: that of a usual row. */
export const ROW_LENGTH: number = 128

/** A line of fewer cells is a line, not a row. */
const MIN_FILLED = 2

/** How a row is set, from its cells: what stands before each, and how wide it is. */
export interface Setting {
  /** Blanks before each column, beyond the widest cell of the one before it. */
  readonly gaps: readonly number[]
  /** The widest cell of each column. */
  readonly widths: readonly number[]
  readonly isRight: readonly boolean[]
  /** The width to which lines are filled up, 0 where they end after their last cell. */
  readonly length: number
}

/** Cuts a line at its columns. Undefined: a cell reaches out of its column. */
export function cellsOf(line: string, spans: readonly Span[], length: number): readonly string[] | undefined {
  if (line === '' || (length > 0 && line.length !== length)) return undefined
  const cells: string[] = []
  let from = 0
  for (const [at, { start, isRight }] of spans.entries()) {
    const before = line.slice(from, start)
    const next = spans[at + 1]
    const end = next === undefined ? line.length : (spans[at]?.end ?? 0)
    if (before.trim() !== '' || before.includes('\t')) return undefined
    const cell = line.slice(start, end)
    cells.push(isRight ? fromStart(cell) : next === undefined && length === 0 ? cell : toEnd(cell))
    from = end
  }
  const last = spans.at(-1)
  const isOver = last?.isRight === true && line.length > last.end
  const filled = cells.filter((cell) => cell !== '').length
  return isOver || filled < MIN_FILLED || cells.some((cell) => cell.includes('\t')) ? undefined : cells
}

/** A row as a line. */
export function lineOf(cells: readonly string[], { gaps, widths, isRight, length }: Setting): string {
  let line = ''
  const last = cells.length - 1
  for (const [at, cell] of cells.entries()) {
    const width = widths[at] ?? 0
    const isOpen = at === last && isRight[at] !== true
    line +=
      ' '.repeat(gaps[at] ?? 0) + (isOpen ? cell : isRight[at] === true ? cell.padStart(width) : cell.padEnd(width))
  }
  if (length > 0) return line.padEnd(length)
  return cells[last] === '' ? toEnd(line) : line
}

/** How rows are set whose columns stand where they do. */
export function* settingOf(
  rows: readonly (readonly string[])[],
  spans: readonly Span[],
  length: number,
): Steps<Setting> {
  const widths = yield* widthsOf(rows, spans.length)
  let from = 0
  const gaps = spans.map(({ start, end, isRight }, at) => {
    const width = widths[at] ?? 0
    const begin = isRight ? end - width : start
    const gap = begin - from
    from = begin + width
    return gap
  })
  return { gaps, widths, isRight: spans.map(({ isRight }) => isRight), length }
}

/** The widest cell of each column. */
export function* widthsOf(rows: readonly (readonly string[])[], columns: number): Steps<number[]> {
  const widths = Array.from({ length: columns }, () => 0)
  const note = (row: readonly string[]): void => {
    for (let at = 0; at < columns; at++) widths[at] = Math.max(widths[at] ?? 0, (row[at] ?? '').length)
  }
  yield* eachInSteps(rows, note, ROW_LENGTH)
  return widths
}

const SPACE = 32

function fromStart(text: string): string {
  let start = 0
  while (text.charCodeAt(start) === SPACE) start++
  return text.slice(start)
}

function toEnd(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === SPACE) end--
  return text.slice(0, end)
}
