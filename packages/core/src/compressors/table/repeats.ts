import { atOnce, createPace, type Steps } from '../../steps.ts'
import { eachInSteps, ITEM_LENGTH } from '../each-in-steps.ts'
import { estimateSpaced } from '../token-estimate.ts'
import type { Cell } from './grid.ts'
import type { ColumnPlan } from './plan.ts'

/** Tokens that `=` must save in a column: what it costs to say what it means. */
const MIN_SAVED = 5
/** Tokens a row that it must save in a column of numbers: they are compared, and read better where they stand. */
const MIN_SAVED_BY_NUMBER = 0.8
/** Rows from the first on by which is decided. */
const LOOK = 2_000

/** Lets `=` stand for what the row above has, in columns where that saves enough. */
export function* markRepeats(plans: ColumnPlan[], rowCount: number): Steps<void> {
  if (rowCount < 2) return
  const isDue = createPace()
  for (const [column, plan] of plans.entries()) {
    const { cells, spec } = plan
    if (cells === undefined || spec.kind !== 'cells' || !isWorthSaying(cells)) continue
    if (isDue(cells.length * ITEM_LENGTH)) yield
    plans[column] = { ...plan, same: yield* sameCells(cells) }
  }
}

/** Whether a cell is a number, perhaps with a unit's sign. */
export function isNumeric(cell: Cell): boolean {
  return cell === undefined || cell === '' || /^[-+.$€£]{0,2}\d[\d.,:%]{0,20}$/.test(cell)
}

/** Whether `=` saves enough in a column, by its first rows. */
function isWorthSaying(cells: readonly Cell[]): boolean {
  const some = cells.slice(0, LOOK)
  const least = Math.max(MIN_SAVED, some.every(isNumeric) ? MIN_SAVED_BY_NUMBER * cells.length : 0)
  return savedBy(some) * (cells.length / some.length) > least
}

/** Rows whose cell is that of the row above: 1. */
function* sameCells(cells: readonly Cell[]): Steps<Uint8Array> {
  const same = new Uint8Array(cells.length)
  yield* eachInSteps(cells, (cell, row) => {
    if (row > 0 && cells[row - 1] === cell && isWorth(cell)) same[row] = 1
  })
  return same
}

/** Longest cells that may be a token already. */
const SHORT = 3

/** Whether a cell takes more tokens than `=` does: others stay, for they read better. */
function isWorth(cell: Cell): boolean {
  return cell !== undefined && cell.length > SHORT
}

/** Estimated tokens that `=` saves in these cells. */
function savedBy(cells: readonly Cell[]): number {
  const same = atOnce(sameCells(cells))
  let saved = 0
  const known = new Map<Cell, number>()
  for (let row = 0; row < cells.length; row++) {
    if (same[row] !== 1) continue
    const cell = cells[row]
    const tokens = known.get(cell) ?? estimateSpaced(cell ?? '') - 1
    known.set(cell, tokens)
    saved += tokens
  }
  return saved
}
