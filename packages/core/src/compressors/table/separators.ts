import { needsQuotes, type Separator } from './cell.ts'
import type { Cell } from './grid.ts'

/** Signs between cells; one of them, with or without a space after it, stands wherever a space alone does not. */
const SIGNS: readonly (readonly Separator[])[] = [
  [' ', ',', ', '],
  [' ', '|', '| '],
]
/** Rows on which separators are compared. */
const SAMPLED_ROWS = 48
/** Tokens of the quotes around a cell. */
const QUOTES = 2.2
/** What a word costs more where no space stands before it: it is cut in two more often. Source: counted. */
const BARE_WORD = 0.35
/** What is gained by a sign rather than a space: it reads better. */
const SIGN_BONUS = 0.02

/**
 * Chooses what stands between the cells of neighbouring columns: one separator fewer than there are columns.
 *
 * @param columns What stands in a row, by column.
 */
export function separatorsOf(columns: readonly ((row: number) => Cell)[], rowCount: number): readonly Separator[] {
  const rows = Math.min(rowCount, SAMPLED_ROWS)
  const sample = Array.from({ length: rows }, (_, index) => Math.floor((index * rowCount) / rows))
  const sampled = columns.map((cellOf) => sample.map((row) => cellOf(row) ?? ''))
  let best: readonly Separator[] = []
  let least = Infinity
  for (const signs of SIGNS) {
    const chosen: Separator[] = []
    let total = 0
    for (let column = 0; column + 1 < sampled.length; column++) {
      const costs = signs.map((sign) => costOf(sampled[column] ?? [], sampled[column + 1] ?? [], sign))
      const cost = Math.min(...costs)
      chosen.push(signs[costs.indexOf(cost)] ?? ',')
      total += cost
    }
    if (total < least) [best, least] = [chosen, total]
  }
  return best
}

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
