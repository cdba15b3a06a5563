import type { ListColumn } from '../json-rows/view/list-columns.ts'
import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import type { Cell, Grid } from './grid.ts'
import { numbersOf } from './numbers.ts'

/** Values of a category. */
const MAX_CATEGORIES = 24
/** Columns that are looked at; wider rows are judged by their first ones. */
const MAX_COLUMNS = 250

/** What a view needs to know of the columns. */
export interface Facets {
  /** The columns as selection reads them. */
  readonly facets: readonly ListColumn[]
  /** Whether some column may be of numbers or not: then nothing is known of its extremes. */
  readonly isDoubtful: boolean
}

/** The columns of a table as selection reads them: texts, the numbers among them, and how often each of a few values occurs. */
export function* facetsOf({ names, columns }: Grid): Steps<Facets> {
  const facets: ListColumn[] = []
  let isDoubtful = false
  for (const [column, cells] of columns.slice(0, MAX_COLUMNS).entries()) {
    const texts = yield* mapInSteps(cells, (cell) => (cell === '' ? undefined : cell))
    const found = yield* numbersOf(texts)
    const numbers = found === 'doubtful' ? undefined : found
    if (found === 'doubtful') isDoubtful = true
    facets.push({ name: names[column] ?? '', cells: texts, texts, numbers, counts: yield* countsOf(texts) })
  }
  return { facets, isDoubtful }
}

function* countsOf(texts: readonly Cell[]): Steps<ReadonlyMap<string, number> | undefined> {
  const counts = new Map<string, number>()
  let row = 0
  for (const text of texts) {
    if (++row % ROWS_PER_STEP === 0) yield
    if (text === undefined) continue
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (counts.size > MAX_CATEGORIES) return undefined
  }
  return counts
}

/** Rows counted in one step. */
const ROWS_PER_STEP = 20_000
