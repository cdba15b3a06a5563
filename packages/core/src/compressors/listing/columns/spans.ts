import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'

/** Where a column stands in every row of a table, in UTF-16 units from the start of the line. */
export interface Span {
  readonly start: number
  /** Of the last column: where it ends most often; its cells may be longer. */
  readonly end: number
  readonly isRight: boolean
}

/** Positions that so large a share of the rows leave blank are between two columns; a row that does not is no row of the table. */
const BLANK_SHARE = 0.9
/** Rows that tell how columns are aligned. */
const MAX_TELLING = 500
const SPACE = 32

/**
 * The columns of a table, by the blanks that its rows have in common.
 *
 * @param lines The first is the header; all others are rows, but for a few.
 */
export function* spansOf(lines: readonly string[]): Steps<readonly Span[]> {
  const [header = ''] = lines
  const filled = new Uint32Array(header.trimEnd().length)
  const rows = lines.length - 1
  yield* eachInSteps(lines, (line, at) => {
    if (at === 0) return
    const end = Math.min(line.length, filled.length)
    for (let place = 0; place < end; place++) {
      if (line.charCodeAt(place) !== SPACE) filled[place] = (filled[place] ?? 0) + 1
    }
  })
  const most = rows * (1 - BLANK_SHARE)
  const isGutter = (place: number): boolean => header.charCodeAt(place) === SPACE && (filled[place] ?? 0) <= most
  const parts = partsOf(filled.length, isGutter)
  const named = joinParts(parts, (part) => header.slice(part.start, part.end).trim() === '')
  const isBare = ({ start, end }: Part): boolean => filled.subarray(start, end).every((count) => count <= most)
  const columns = joinParts(
    named,
    (part, before) => before !== undefined && part.start - before.end === 1 && isBare(part),
  )
  return widened(
    columns.map((part, at) => aligned(part, at === columns.length - 1, lines)),
    filled,
  )
}

/** Columns as wide as leaves between two of them what the fewest rows fill: a long cell may reach past its header. */
function widened(spans: readonly Span[], filled: Uint32Array): readonly Span[] {
  const gutters = spans.map(({ start, isRight }, at) => {
    const from = at === 0 ? 0 : (spans[at - 1]?.end ?? 0)
    const own = emptiest(filled, from, start)
    return at > 0 && (isRight || own.end === start) ? own : { start: from, end: start }
  })
  return spans.map(({ end, isRight }, at) => ({
    start: gutters[at]?.end ?? 0,
    end: spans[at]?.isRight === true ? end : (gutters[at + 1]?.start ?? end),
    isRight,
  }))
}

/** The longest run of positions that the fewest rows fill; of equal ones the last. */
function emptiest(filled: Uint32Array, from: number, to: number): Part {
  const least = filled.subarray(from, to).reduce((most, count) => Math.min(most, count), Infinity)
  let best: Part = { start: from, end: from }
  for (let start = from; start < to; start++) {
    if (filled[start] !== least) continue
    let end = start + 1
    while (end < to && filled[end] === least) end++
    if (end - start >= best.end - best.start) best = { start, end }
    start = end
  }
  return best
}

interface Part {
  readonly start: number
  readonly end: number
}

/** The runs of positions that are no gutter. */
function partsOf(width: number, isGutter: (place: number) => boolean): Part[] {
  const parts: Part[] = []
  for (let start = 0; start < width; start++) {
    if (isGutter(start)) continue
    let end = start + 1
    while (end < width && !isGutter(end)) end++
    parts.push({ start, end })
    start = end
  }
  return parts
}

/** Joins each part that is no column of its own with the nearer of the two beside it. */
function joinParts(parts: readonly Part[], isNone: (part: Part, before: Part | undefined) => boolean): Part[] {
  const columns: Part[] = []
  let start: number | undefined
  for (const [at, part] of parts.entries()) {
    const before = parts[at - 1]
    const last = columns.at(-1)
    const next = parts[at + 1]
    const own = { start: start ?? part.start, end: part.end }
    if (!isNone(part, before)) {
      columns.push(own)
      start = undefined
    } else if (last === undefined || (next !== undefined && next.start - part.end < part.start - last.end))
      start = own.start
    else columns[columns.length - 1] = { start: last.start, end: part.end }
  }
  return columns
}

/** A column with the side on which most of its cells begin or end. */
function aligned({ start, end }: Part, isLast: boolean, lines: readonly string[]): Span {
  const isBlank = (line: string, place: number): boolean => place >= line.length || line.charCodeAt(place) === SPACE
  let left = 0
  let right = 0
  for (const line of lines.slice(0, MAX_TELLING)) {
    if (!isBlank(line, start)) left++
    if (!isBlank(line, end - 1) && (!isLast || isBlank(line, end))) right++
  }
  return { start, end, isRight: right > left }
}
