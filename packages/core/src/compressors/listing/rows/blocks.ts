import type { Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { printRow } from './kind-line.ts'
import { isOfKind, type Kind } from './kinds.ts'
import { lineOf, type Row, type Widths, widthsOf } from './row.ts'
import { printWidths, widthsIn } from './widths-line.ts'

/** Rows whose widths are a step of their own. */
const MANY_ROWS = 8_192

/**
 * Writes the rows of one directory, the first `known` of them left out.
 *
 * @param lines As they came, one for each row.
 * @param kinds Those that say most first.
 */
export function* writeBlock(
  lines: readonly string[],
  rows: readonly Row[],
  known: number,
  kinds: readonly Kind[],
  gap: 1 | 2,
): Steps<readonly string[]> {
  const own = widthsOf(rows, gap)
  if (rows.length > MANY_ROWS) yield
  const widths = (yield* isAligned(lines, rows, own)) ? own : yield* otherWidths(lines, rows, gap)
  if (widths === undefined) return lines
  const written = yield* mapInSteps(rows.slice(known), (row, at) => {
    const kind = kinds.find((candidate) => isOfKind(row, candidate))
    return kind === undefined ? (lines[known + at] ?? '') : printRow(row, kind)
  })
  return widths === own ? written : [printWidths(widths), ...written]
}

function* isAligned(lines: readonly string[], rows: readonly Row[], widths: Widths): Steps<boolean> {
  let isAll = true
  yield* eachInSteps(rows, (row, at) => {
    isAll &&= lineOf(row, widths) === lines[at]
  })
  return isAll
}

/** The widths of columns whose widest row is not here. */
function* otherWidths(lines: readonly string[], rows: readonly Row[], gap: 1 | 2): Steps<Widths | undefined> {
  const [first] = rows
  const found = first === undefined ? undefined : widthsIn(lines[0] ?? '', first, gap)
  if (found === undefined) return undefined
  const { mode, owner, group } = widthsOf(rows, gap)
  for (const candidate of [found, { ...found, mode, owner: Math.max(owner, found.owner), group }]) {
    if (yield* isAligned(lines, rows, candidate)) return candidate
  }
  return undefined
}
