import type { Steps } from '../../steps.ts'
import { someInSteps } from '../each-in-steps.ts'
import { needsQuotes, type Separator } from './cell.ts'
import type { Cell } from './grid.ts'

/** What may stand between cells: a space, or a sign with or without a space after it. */
const SIGNS: readonly { readonly sign: string; readonly separators: readonly Separator[] }[] = [
  { sign: ',', separators: [' ', ',', ', '] },
  { sign: '|', separators: [' ', '|', '| '] },
]
/** Rows on which separators are compared. */
const SAMPLED_ROWS = 48
/** Tokens of the quotes around a cell. */
const QUOTES = 2.2
/** What a word costs more where no space stands before it: it is cut in two more often. Source: counted. */
const BARE_WORD = 0.35
/** What is gained by a sign rather than a space: it reads better. */
const SIGN_BONUS = 0.02
/** What a sign costs that stands in some cell: more than all else, so that another is taken where one is free. */
const HELD = 1e6

/** A column that has cells in the rows. */
export interface ShownColumn {
  /** What the rows say, all of them. */
  readonly cells: readonly Cell[]
  /** What stands in a row. */
  readonly written: (row: number) => Cell
}

/**
 * Chooses what stands between the cells of neighbouring columns: one separator fewer than there are columns. Beside cells that
 * hold it a sign never stands, for `1,379` after a comma reads as two cells.
 */
export function* separatorsOf(columns: readonly ShownColumn[], rowCount: number): Steps<readonly Separator[]> {
  const rows = Math.min(rowCount, SAMPLED_ROWS)
  const sample = Array.from({ length: rows }, (_, index) => Math.floor((index * rowCount) / rows))
  const sampled = columns.map(({ written }) => sample.map((row) => written(row) ?? ''))
  let best: readonly Separator[] = []
  let least = Infinity
  for (const { sign, separators } of SIGNS) {
    const holds: boolean[] = []
    for (const { cells } of columns) holds.push(yield* someInSteps(cells, (cell) => cell?.includes(sign) === true))
    const chosen: Separator[] = []
    let total = holds.includes(true) ? HELD : 0
    for (let column = 0; column + 1 < sampled.length; column++) {
      const isHeld = holds[column] === true || holds[column + 1] === true
      const allowed = isHeld ? SPACE_ALONE : separators
      const costs = allowed.map((separator) => costOf(sampled[column] ?? [], sampled[column + 1] ?? [], separator))
      const cost = Math.min(...costs)
      chosen.push(allowed[costs.indexOf(cost)] ?? ' ')
      total += cost
    }
    if (total < least) [best, least] = [chosen, total]
  }
  return best
}

const SPACE_ALONE: readonly Separator[] = [' ']

function costOf(left: readonly string[], right: readonly string[], separator: Separator): number {
  let cost = separator === ' ' ? 0 : -SIGN_BONUS * left.length
  for (let row = 0; row < left.length; row++) {
    const cell = left[row] ?? ''
    if (cell !== '' && needsQuotes(cell, separator)) cost += QUOTES
    if (cell === '' && separator === ' ') cost += 2
    cost += jointCost(right[row] ?? '', separator)
  }
  return cost
}

const LETTER = /^\p{L}/u

/** Tokens of a separator before a cell. */
function jointCost(cell: string, separator: Separator): number {
  const isWord = LETTER.test(cell)
  if (separator === ' ') return isWord ? 0 : SIGN.test(cell) ? 0 : 1
  if (separator.length === 1) return isWord ? 1 + BARE_WORD : cell === '' ? 0.5 : SIGN.test(cell) ? 0.5 : 1
  return isWord || SIGN.test(cell) ? 1 : 2
}

const SIGN = /^[^\p{L}\p{N}\s]/u
