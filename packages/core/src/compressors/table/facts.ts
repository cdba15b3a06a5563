import type { Steps } from '../../steps.ts'
import type { ListColumn } from '../json-rows/view/list-columns.ts'
import { rangeOf } from '../json-rows/view/range.ts'
import { someInSteps } from '../each-in-steps.ts'
import type { TableDocument } from './document.ts'
import { isLarge } from './grid.ts'

/** Facts told of a table. */
const MAX_FACTS = 6
/** Values of a category that are counted by name. */
const MAX_COUNTED = 6
/** Rows that a value must have on average for its count to be worth telling. */
const MIN_ROWS_PER_VALUE = 4
/** Longest value that stands in a fact. */
const MAX_VALUE_LENGTH = 40

/** What holds of all rows, shown or not: counts of categories, then ranges of numbers (with the line) and of times. */
export function* tableFacts({ grid, sight }: TableDocument): Steps<readonly string[]> {
  const { facets, lines } = yield* sight()
  const inSteps = isLarge(grid.columns)
  const counts: string[] = []
  const ranges: string[] = []
  for (const column of facets) {
    const count = told(column, countsFact(column, grid.rowCount))
    const range = count === undefined ? told(column, rangeFact(column, lines) ?? (yield* timeFact(column))) : undefined
    if (count !== undefined) counts.push(count)
    if (range !== undefined) ranges.push(range)
    if (inSteps) yield
  }
  return [...counts, ...ranges].slice(0, MAX_FACTS)
}

function told({ name }: ListColumn, fact: string | undefined): string | undefined {
  return fact === undefined || name === '' ? undefined : `${name}: ${fact}`
}

function countsFact({ counts }: ListColumn, rowCount: number): string | undefined {
  if (counts === undefined || counts.size > MAX_COUNTED || counts.size * MIN_ROWS_PER_VALUE > rowCount) return undefined
  const ordered = [...counts].sort((a, b) => b[1] - a[1])
  if (ordered.some(([text]) => text.length > MAX_VALUE_LENGTH || /[,;×]/.test(text))) return undefined
  const empty = rowCount - ordered.reduce((sum, [, count]) => sum + count, 0)
  if (counts.size + Math.sign(empty) < 2) return undefined
  const times = empty === 0 && ordered.every(([text]) => /^\p{L}/u.test(text)) ? '' : '×'
  const values = ordered.map(([text, count]) => `${count}${times} ${text}`)
  return [...values, ...(empty > 0 ? [`${empty}${times} empty`] : [])].join(', ')
}

function rangeFact(column: ListColumn, lines: Int32Array): string | undefined {
  const { numbers, texts } = column
  const range = rangeOf(column)
  if (numbers === undefined || range?.isExact !== true) return undefined
  const { low, high } = range
  const without = numbers.reduce((count: number, value) => count + (value === undefined ? 1 : 0), 0)
  const others = without === 0 ? '' : `, ${without} row${without === 1 ? '' : 's'} without`
  return `${texts[low]} (line ${lines[low]}) to ${texts[high]} (line ${lines[high]})${others}`
}

/** A date, or a time as ISO 8601 or a log writes it; its fraction and its offset from UTC. */
const TIME = /^\d{4}-\d\d-\d\d(?:([T ])\d\d:\d\d(?::\d\d([.,]\d{1,9})?)?( ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/

/** Times of one shape and one offset compare as they are written. Undefined: no time. */
function shapeOf(text: string | undefined): string | undefined {
  const found = text === undefined || text.length > MAX_VALUE_LENGTH ? null : TIME.exec(text)
  return found === null ? undefined : `${found[0].length}${found[1]}${found[2]?.length}${found[3]}`
}

function* timeFact({ texts }: ListColumn): Steps<string | undefined> {
  let [first, last] = [texts[0] ?? '', texts[0] ?? '']
  const shape = shapeOf(first)
  const isMixed = yield* someInSteps(texts, (text) => {
    if (text === undefined || shape === undefined || shapeOf(text) !== shape) return true
    if (text < first) first = text
    if (text > last) last = text
    return false
  })
  return !isMixed && first < last ? `${first} to ${last}` : undefined
}
