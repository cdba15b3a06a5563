import type { ListColumn } from './list-columns.ts'
import type { List } from './lists.ts'
import { rangeOf } from './select-rows.ts'

/** Facts told of one list. */
const MAX_FACTS = 5
/** Values of a category that are counted by name. */
const MAX_COUNTED = 6
/** Rows that a value must have on average for its count to be worth telling. */
const MIN_ROWS_PER_VALUE = 4
/** Longest value that stands in a fact. */
const MAX_VALUE_LENGTH = 40
const TIME = /^\d{4}-\d\d-\d\d/

/** What holds of all rows of a list, shown or not: counts of categories, then ranges of numbers (with the row) and of times. */
export function factsOf({ rows }: List, columns: readonly ListColumn[]): readonly string[] {
  const counts = columns.map((column) => told(column, countsFact(column, rows.length)))
  const ranges = columns.map((column, index) =>
    counts[index] === undefined ? told(column, rangeFact(column) ?? timeFact(column)) : undefined,
  )
  return [...counts, ...ranges].filter((fact) => fact !== undefined).slice(0, MAX_FACTS)
}

function told({ name }: ListColumn, fact: string | undefined): string | undefined {
  return fact === undefined ? undefined : `${name}: ${fact}`
}

function countsFact({ counts }: ListColumn, rowCount: number): string | undefined {
  if (counts === undefined || counts.size < 2 || counts.size * MIN_ROWS_PER_VALUE > rowCount) return undefined
  const ordered = [...counts].sort((a, b) => b[1] - a[1])
  if (counts.size > MAX_COUNTED || ordered.some(([value]) => value.length > MAX_VALUE_LENGTH)) return undefined
  return ordered.map(([value, count]) => `${count} ${value}`).join(', ')
}

function rangeFact({ numbers, texts }: ListColumn): string | undefined {
  if (numbers === undefined) return undefined
  const { low, high } = rangeOf(numbers)
  return low.value < high.value
    ? `${texts[low.row]} (row ${low.row}) to ${texts[high.row]} (row ${high.row})`
    : undefined
}

function timeFact({ texts }: ListColumn): string | undefined {
  if (!texts.every((text) => text !== undefined && text.length <= MAX_VALUE_LENGTH && TIME.test(text))) return undefined
  let [first, last] = [texts[0] ?? '', texts[0] ?? '']
  for (const text of texts) {
    if (text === undefined) continue
    if (text < first) first = text
    if (text > last) last = text
  }
  return first < last ? `${first} to ${last}` : undefined
}
