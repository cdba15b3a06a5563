import { nearDuplicates } from '../../../select/near-duplicates.ts'
import { severityOf } from '../../../select/signals.ts'
import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'
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
export function* failuresOf(columns: readonly ListColumn[], rowCount: number): Steps<Failures> {
  const level = levelColumnOf(columns)
  const states = level ? [level] : columns.filter(({ name, numbers }) => numbers === undefined && STATE_NAME.test(name))
  const rows = yield* failingRows(states, rowCount)
  if (rows.length > MAX_FAILURE_SHARE * rowCount) return { rows: [], shown: [] }
  const isListed = yield* hasIdentifiers(columns)
  if (rows.length <= (isListed ? MAX_LISTED_FAILURES : MAX_FAILURES)) return { rows, shown: rows }
  const kinds = yield* firstOfEach(rows, columns)
  return {
    rows,
    shown: isListed ? kinds : [...new Set([...kinds, ...rows])].slice(0, Math.max(kinds.length, MAX_FAILURES)),
  }
}

/** The rows that speak of failure in some of the columns, ascending. */
function* failingRows(states: readonly ListColumn[], rowCount: number): Steps<number[]> {
  const failing = new Uint8Array(rowCount)
  for (const { texts, counts } of states) {
    // Values of a category are judged once each.
    const known = new Map<string, boolean>()
    const isFailing = (text: string): boolean => {
      const judged = known.get(text)
      if (judged !== undefined) return judged
      const isFailure = severityOf(text) === 'failure'
      if (counts !== undefined) known.set(text, isFailure)
      return isFailure
    }
    yield* eachInSteps(texts, (text, row) => {
      if (failing[row] === 0 && text !== undefined && isFailing(text)) failing[row] = 1
    })
  }
  const rows: number[] = []
  for (let row = 0; row < rowCount; row++) if (failing[row] === 1) rows.push(row)
  return rows
}

/** The first row of each kind, by the texts that tell kinds apart. */
function* firstOfEach(rows: readonly number[], columns: readonly ListColumn[]): Steps<number[]> {
  const telling: ListColumn[] = []
  for (const column of columns) {
    if (column.cells.length > MANY_ROWS) yield
    if (column.numbers === undefined && !isUnique(column)) telling.push(column)
  }
  const longest = telling.toSorted((a, b) => lengthOf(b, rows) - lengthOf(a, rows))[0]
  const groups = nearDuplicates(rows.map((row) => longest?.texts[row] ?? ''))
  // Groups are numbered by first appearance.
  let seen = 0
  return rows.filter((_, index) => groups[index] === seen && ++seen > 0)
}

function lengthOf({ texts }: ListColumn, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (texts[row]?.length ?? 0), 0)
}

/** A column of more rows is a step of its own. */
const MANY_ROWS = 2_048

/** Whether a column tells its rows apart rather than what they are. */
function isUnique({ texts }: ListColumn): boolean {
  return new Set(texts).size > UNIQUE_SHARE * texts.length
}

/** Share of distinct values from which a column is taken for one of names or ids. */
const UNIQUE_SHARE = 0.9
