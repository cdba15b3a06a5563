import { isBare } from '../cell.ts'
import type { Steps } from '../../../steps.ts'
import type { ListColumn } from './list-columns.ts'
import type { List } from './lists.ts'
import { rangeOf } from './range.ts'

/** A column of more rows is a step of its own. */
const MANY_ROWS = 2_048
/** Facts told of one list. */
const MAX_FACTS = 5
/** Values of a category that are counted by name. */
const MAX_COUNTED = 6
/** Rows that a value must have on average for its count to be worth telling. */
const MIN_ROWS_PER_VALUE = 4
/** Longest value that stands in a fact. */
const MAX_VALUE_LENGTH = 40

/** What holds of all rows of a list, shown or not: counts of categories, then ranges of numbers (with the row) and of times. */
export function* factsOf({ rows }: List, columns: readonly ListColumn[]): Steps<readonly string[]> {
  const counts = columns.map((column) => told(column, countsFact(column, rows.length)))
  const ranges: (string | undefined)[] = []
  for (const [index, column] of columns.entries()) {
    if (rows.length > MANY_ROWS) yield
    if (counts[index] === undefined) ranges.push(told(column, rangeFact(column) ?? timeFact(column)))
  }
  return [...counts, ...ranges].filter((fact) => fact !== undefined).slice(0, MAX_FACTS)
}

function told({ name }: ListColumn, fact: string | undefined): string | undefined {
  return fact === undefined ? undefined : `${name}: ${fact}`
}

function countsFact({ counts }: ListColumn, rowCount: number): string | undefined {
  if (counts === undefined || counts.size * MIN_ROWS_PER_VALUE > rowCount) return undefined
  const ordered = [...counts].sort((a, b) => b[1] - a[1])
  if (counts.size > MAX_COUNTED || ordered.some(([cell]) => cell.length > MAX_VALUE_LENGTH + 2)) return undefined
  const absent = rowCount - ordered.reduce((sum, [, count]) => sum + count, 0)
  if (counts.size + Math.sign(absent) < 2) return undefined
  const isPlain = absent === 0 && ordered.every(([cell]) => isWord(cell))
  const times = isPlain ? '' : '×'
  const values = ordered.map(([cell, count]) => `${count}${times} ${isWord(cell) ? cell.slice(1, -1) : cell}`)
  return [...values, ...(absent > 0 ? [`${absent}${times} ${ABSENT}`] : [])].join(', ')
}

/** What stands for the value of rows that have none. */
const ABSENT = 'absent'

/** Whether a value is a text that reads as one without its quotes: no number, no `null`, nothing that ends a count. */
function isWord(cell: string): boolean {
  if (cell.charCodeAt(0) !== 34) return false
  const text = cell.slice(1, -1)
  return isBare(text, 'any') && !/[,;×\\]|^\d/.test(text) && text !== ABSENT
}

function rangeFact(column: ListColumn): string | undefined {
  const { numbers, texts } = column
  const range = rangeOf(column)
  if (numbers === undefined || range?.isExact !== true) return undefined
  const { low, high } = range
  const without = numbers.reduce((count: number, value) => count + (value === undefined ? 1 : 0), 0)
  const others = without === 0 ? '' : `, ${without} rows without`
  return `${texts[low]} (row ${low}) to ${texts[high]} (row ${high})${others}`
}

/** A date, or a time as ISO 8601 or a log writes it; its fraction and its offset from UTC. */
const TIME = /^\d{4}-\d\d-\d\d(?:([T ])\d\d:\d\d(?::\d\d([.,]\d{1,9})?)?( ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/

/** Times of one shape and one offset compare as they are written. Undefined: no time. */
function shapeOf(text: string | undefined): string | undefined {
  const found = text === undefined || text.length > MAX_VALUE_LENGTH ? null : TIME.exec(text)
  return found === null ? undefined : `${found[0].length}${found[1]}${found[2]?.length}${found[3]}`
}

function timeFact({ texts }: ListColumn): string | undefined {
  let [first, last] = [texts[0] ?? '', texts[0] ?? '']
  const shape = shapeOf(first)
  for (const text of texts) {
    if (text === undefined || shape === undefined || shapeOf(text) !== shape) return undefined
    if (text < first) first = text
    if (text > last) last = text
  }
  return first < last ? `${first} to ${last}` : undefined
}
