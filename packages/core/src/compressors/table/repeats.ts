import { atOnce, type Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { estimateTokens } from '../token-estimate.ts'
import type { Cell } from './grid.ts'
import type { ColumnPlan, Spec } from './plan.ts'

/** Tokens that `=` must save in a column: what it costs to say what it means. */
const MIN_SAVED = 5
/** Tokens a row that it must save in a column of numbers: they are compared, and read better where they stand. */
const MIN_SAVED_BY_NUMBER = 0.8
/** Tokens that it must save beyond that where it looks at another column, and the share of what the row above saves. */
const MIN_SAVED_BY_KEY = 25
const BETTER_BY_KEY = 1.2
/** Columns that others may be looked up by. */
const MAX_KEYS = 6
/** Rows from the first on by which is decided. */
const LOOK = 2_000

/** Lets `=` stand for what the row above, or the last row of the same key, has: in columns where that saves enough. */
export function* markRepeats(plans: ColumnPlan[], rowCount: number): Steps<void> {
  if (rowCount < 2) return
  const keys = keyColumns(plans, Math.min(rowCount, LOOK))
  for (const [column, plan] of plans.entries()) {
    const { cells, spec } = plan
    if (cells === undefined || spec.kind !== 'cells') continue
    const isKey = plans.some(({ spec: other }) => other.kind === 'keyed' && other.key === column)
    const possible = isKey ? [] : keys.filter((key) => key !== column && plans[key]?.spec.kind !== 'keyed')
    const best = bestOf(plans, cells, possible, rowCount)
    yield
    if (best === undefined) continue
    plans[column] = {
      ...plan,
      spec: best,
      same: yield* sameCells(cells, best.kind === 'keyed' ? plans[best.key]?.cells : undefined),
    }
    yield
  }
}

/** Whether a cell is a number, perhaps with a unit's sign. */
export function isNumeric(cell: Cell): boolean {
  return cell === undefined || cell === '' || /^[-+.$€£]{0,2}\d[\d.,:%]{0,20}$/.test(cell)
}

/** How `=` is best understood in a column; undefined where it saves too little. */
function bestOf(
  plans: readonly ColumnPlan[],
  cells: readonly Cell[],
  keys: readonly number[],
  rowCount: number,
): Spec | undefined {
  const some = cells.slice(0, LOOK)
  const scale = rowCount / some.length
  const areNumbers = some.every(isNumeric)
  const least = Math.max(MIN_SAVED, areNumbers ? MIN_SAVED_BY_NUMBER * rowCount : 0)
  const above = savedBy(some, undefined) * scale
  let best: Spec | undefined = above > least ? { kind: 'cells' } : undefined
  let most = Math.max(above * BETTER_BY_KEY, least + MIN_SAVED_BY_KEY)
  for (const key of areNumbers ? [] : keys) {
    const saved = savedBy(some, plans[key]?.cells) * scale
    if (saved > most) [best, most] = [{ kind: 'keyed', key }, saved]
  }
  return best
}

/** Columns with the most different cells among those that repeat. */
function keyColumns(plans: readonly ColumnPlan[], rowCount: number): readonly number[] {
  const distinct = plans.map(({ cells, spec }) =>
    cells === undefined || (spec.kind !== 'cells' && spec.kind !== 'dictionary')
      ? 0
      : new Set(cells.slice(0, rowCount)).size,
  )
  return [...distinct.keys()]
    .filter((column) => (distinct[column] ?? 0) > 2 && (distinct[column] ?? 0) * 2 <= rowCount)
    .sort((a, b) => (distinct[b] ?? 0) - (distinct[a] ?? 0))
    .slice(0, MAX_KEYS)
}

/** Rows whose cell is that of the row above, or of the last row with the same key: 1. */
function* sameCells(cells: readonly Cell[], keys: readonly Cell[] | undefined): Steps<Uint8Array> {
  const same = new Uint8Array(cells.length)
  const last = new Map<Cell, Cell>()
  yield* eachInSteps(cells, (cell, row) => {
    const isSame = keys === undefined ? row > 0 && cells[row - 1] === cell : last.get(keys[row]) === cell
    if (isSame && isWorth(cell)) same[row] = 1
    else if (keys !== undefined) last.set(keys[row], cell)
  })
  return same
}

/** Longest cells that may be a token already. */
const SHORT = 3

/** Whether a cell takes more tokens than `=` does: others stay, for they read better. */
function isWorth(cell: Cell): boolean {
  return cell !== undefined && cell.length > SHORT
}

function savedBy(cells: readonly Cell[], keys: readonly Cell[] | undefined): number {
  const same = atOnce(sameCells(cells, keys))
  let saved = 0
  const known = new Map<Cell, number>()
  for (let row = 0; row < cells.length; row++) {
    if (same[row] !== 1) continue
    const cell = cells[row]
    const tokens = known.get(cell) ?? estimateTokens(` ${cell ?? ''}`) - 1
    known.set(cell, tokens)
    saved += tokens
  }
  return saved
}
