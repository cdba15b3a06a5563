import type { ListColumn } from './list-columns.ts'

/** The rows of the smallest and the largest number of a column; the earlier of equals. */
export interface Range {
  readonly low: number
  readonly high: number
  /** Whether these are certain: doubles hold what decides, or the integers as written do. */
  readonly isExact: boolean
}

/** Finds the rows of the smallest and the largest number. Undefined where there is no number, or only one value. */
export function rangeOf({ numbers, texts }: ListColumn): Range | undefined {
  const low = extremeOf(numbers, texts, 1)
  const high = extremeOf(numbers, texts, -1)
  if (low === undefined || high === undefined || texts[low.row] === texts[high.row]) return undefined
  const isExact = low.isExact && high.isExact
  // 1 and 1.0 are one value; integers beyond doubles that share one are not.
  const isOne = numbers?.[low.row] === numbers?.[high.row] && !(isExact && isHuge(texts[low.row] ?? ''))
  return isOne ? undefined : { low: low.row, high: high.row, isExact }
}

interface Extreme {
  readonly row: number
  readonly isExact: boolean
}

/** @param sign 1 for the smallest, -1 for the largest. */
function extremeOf(numbers: ListColumn['numbers'], texts: ListColumn['texts'], sign: 1 | -1): Extreme | undefined {
  let best: Extreme | undefined
  numbers?.forEach((value, row) => {
    if (value === undefined) return
    const order = best === undefined ? -1 : sign * (value - (numbers[best.row] ?? 0) || 0)
    if (best === undefined || order < 0) best = { row, isExact: true }
    else if (value === numbers[best.row]) best = nearer(best, row, texts, sign)
  })
  return best
}

/** Decides between two lexemes of one double. */
function nearer(best: Extreme, row: number, texts: ListColumn['texts'], sign: 1 | -1): Extreme {
  const [known, text] = [texts[best.row] ?? '', texts[row] ?? '']
  if (text === known || (isShort(text) && isShort(known))) return best
  if (!isHuge(text) || !isHuge(known)) return { row: best.row, isExact: false }
  return sign * compareIntegers(text, known) < 0 ? { row, isExact: best.isExact } : best
}

/** Characters of a number up to which doubles tell all values apart: 15 digits. */
const MAX_EXACT_LENGTH = 15
const INTEGER = /^-?\d+$/

function isShort(text: string): boolean {
  return text.length <= MAX_EXACT_LENGTH && !/[eE]/.test(text)
}

/** Whether a lexeme is an integer, and beyond what `isShort()` covers. */
function isHuge(text: string): boolean {
  return !isShort(text) && INTEGER.test(text)
}

/** Compares integers of equal sign as written: JSON has no leading zeros. */
function compareIntegers(a: string, b: string): number {
  const order = a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
  return a.startsWith('-') ? -order : order
}
