import { nearDuplicates } from '../../../select/near-duplicates.ts'
import { severityOf } from '../../../select/signals.ts'
import { hasIdentifiers } from './identifiers.ts'
import { levelColumnOf } from './levels.ts'
import type { ListColumn } from './list-columns.ts'

/** Rows that speak of failure. */
export interface Failures {
  /** All of them, ascending. */
  readonly rows: readonly number[]
  /** Those to show. */
  readonly shown: readonly number[]
}

/** Columns whose values say how an event or an item fares. */
const STATE_NAME =
  /(?:^|[._])(?:log_?)?(?:level|lvl|severity|status|state|outcome|result|conclusion|error\w{0,12}|err|exception|failure\w{0,8}|reason|message|msg)"?$/i
/** Failures up to this number are all shown; of more, one of each kind and the first others. Source: some 2,000 tokens of rows of usual width. */
const MAX_FAILURES = 50
/** The same in a log that lists the identifiers of what it leaves out: there, one of each kind beyond. */
const MAX_LISTED_FAILURES = 12
/** Where more than this share of the rows speaks of failure, failure is what the list is about. */
const MAX_FAILURE_SHARE = 0.4

/** Finds the rows that speak of failure in a column that says how they fare. None where most do. */
export function failuresOf(columns: readonly ListColumn[], rowCount: number): Failures {
  const level = levelColumnOf(columns)
  const states = level ? [level] : columns.filter(({ name, numbers }) => numbers === undefined && STATE_NAME.test(name))
  const rows: number[] = []
  for (let row = 0; row < rowCount; row++) {
    if (states.some(({ texts }) => severityOf(texts[row] ?? '') === 'failure')) rows.push(row)
  }
  if (rows.length > MAX_FAILURE_SHARE * rowCount) return { rows: [], shown: [] }
  const isListed = hasIdentifiers(columns)
  if (rows.length <= (isListed ? MAX_LISTED_FAILURES : MAX_FAILURES)) return { rows, shown: rows }
  const kinds = firstOfEach(rows, columns)
  return {
    rows,
    shown: isListed ? kinds : [...new Set([...kinds, ...rows])].slice(0, Math.max(kinds.length, MAX_FAILURES)),
  }
}

/** The first row of each kind, by the texts that tell kinds apart. */
function firstOfEach(rows: readonly number[], columns: readonly ListColumn[]): number[] {
  const telling = columns.filter((column) => column.numbers === undefined && !isUnique(column))
  const longest = telling.toSorted((a, b) => lengthOf(b, rows) - lengthOf(a, rows))[0]
  const groups = nearDuplicates(rows.map((row) => longest?.texts[row] ?? ''))
  // Groups are numbered by first appearance.
  let seen = 0
  return rows.filter((_, index) => groups[index] === seen && ++seen > 0)
}

function lengthOf({ texts }: ListColumn, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (texts[row]?.length ?? 0), 0)
}

/** Whether a column tells its rows apart rather than what they are. */
function isUnique({ texts }: ListColumn): boolean {
  return new Set(texts).size > UNIQUE_SHARE * texts.length
}

/** Share of distinct values from which a column is taken for one of names or ids. */
const UNIQUE_SHARE = 0.9
