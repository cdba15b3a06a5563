import type { Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { cellsOf, lineOf, settingOf, type Setting } from './cells.ts'
import { hasHeader } from './header.ts'
import { spansOf } from './spans.ts'

/** A table with fixed columns, and what else stands below it. */
export interface FixedTable {
  readonly setting: Setting
  /** Of each line its cells, the header's first. Undefined: the line is no row, or was not set as the others are. */
  readonly cells: readonly (readonly string[] | undefined)[]
}

/** Fewer columns are a list, or chance. */
const MIN_COLUMNS = 3
/** More columns are no table that a tool prints. */
const MAX_COLUMNS = 60
/** Lines are filled up with blanks to the same length if at least this share of them is. */
const FILLED_SHARE = 0.8

/** Reads a table whose header is the first line. Undefined: there is none. */
export function* tableIn(lines: readonly string[]): Steps<FixedTable | undefined> {
  if (!hasHeader(lines)) return undefined
  const end = endOf(lines)
  const spans = yield* spansOf(lines.slice(0, end))
  if (spans.length < MIN_COLUMNS || spans.length > MAX_COLUMNS) return undefined
  const length = lengthOf(lines)
  const cut = yield* mapInSteps(lines, (line, at) => (at < end ? cellsOf(line, spans, length) : undefined))
  const first = yield* settingOf(
    cut.filter((cells) => cells !== undefined),
    spans,
    length,
  )
  const cells = yield* mapInSteps(lines, (line, at) => {
    const own = cut[at]
    return own !== undefined && lineOf(own, first) === line ? own : undefined
  })
  if (cells[0] === undefined) return undefined
  const setting = yield* settingOf(
    cells.filter((row) => row !== undefined),
    spans,
    length,
  )
  return { setting, cells }
}

/** A table ends where a line is empty. */
function endOf(lines: readonly string[]): number {
  const end = lines.indexOf('')
  return end < 0 ? lines.length : end
}

/** How long lines are that are filled up with blanks, 0 where they are not. */
function lengthOf(lines: readonly string[]): number {
  const [header = ''] = lines
  const isFilled = lines.some((line) => line.length === header.length && line.endsWith(' '))
  const same = lines.filter(({ length }) => length === header.length).length
  return isFilled && same >= lines.length * FILLED_SHARE ? header.length : 0
}
