import { estimateSpaced } from '../../token-estimate.ts'

/** Short names for the values of a column that has few. */
export interface Dictionary {
  /** Code and cell, most frequent cell first. */
  readonly entries: readonly (readonly [code: string, cell: string])[]
}

/** More entries than this are no legend that a reader keeps in mind. */
const MAX_ENTRIES = 24
/** A value must occur this often on average. */
const MIN_USES = 4
/** A code must save this many tokens a row on average; else the values themselves read better. */
const MIN_SAVED_PER_ROW = 1.5

/**
 * Finds short codes for repeated cells: the first word of the cell where that names it, else a letter.
 *
 * @param cells Cells as `writeCell()` writes them.
 */
export function findDictionary(cells: readonly string[]): Dictionary | undefined {
  const counts = countUpTo(cells, limitOf(cells))
  if (counts === undefined) return undefined
  const ordered = [...counts].sort((a, b) => b[1] - a[1])
  const tokens = ordered.reduce((sum, [cell, count]) => sum + count * (estimateSpaced(cell) - 1), 0)
  if (tokens < MIN_SAVED_PER_ROW * cells.length) return undefined
  return { entries: withCodes(ordered.map(([cell]) => cell)) }
}

/** Whether cells, however they are written, are few enough different ones for `findDictionary()`. */
export function mayHaveDictionary(cells: readonly string[]): boolean {
  const limit = limitOf(cells)
  const seen = new Set<string>()
  for (const cell of cells) if (seen.add(cell).size > limit) return false
  return true
}

function limitOf({ length }: readonly string[]): number {
  return Math.min(MAX_ENTRIES, length / MIN_USES)
}

function countUpTo(cells: readonly string[], limit: number): Map<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    if (counts.size > limit) return undefined
  }
  return counts
}

const FIRST_WORD = /^[A-Za-z]{2,9}(?![A-Za-z])/

function withCodes(cells: readonly string[]): [string, string][] {
  const words = cells.map((cell) => FIRST_WORD.exec(cell)?.[0])
  const speaking = words.every((word) => word !== undefined) && new Set(words).size === cells.length
  return cells.map((cell, index) => [speaking ? (words[index] ?? '') : letterCode(index), cell])
}

function letterCode(index: number): string {
  return String.fromCharCode(97 + index)
}
