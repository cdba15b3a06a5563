import { kneeOf } from '../../../select/knee.ts'
import { type Steps, stepsOf } from '../../../steps.ts'
import { failuresOf } from './failures.ts'
import { levelColumnOf } from './levels.ts'
import type { ListColumn } from './list-columns.ts'
import type { List } from './lists.ts'
import { changeRows, outlyingRows } from './outlying.ts'
import { matchesOf } from './matches.ts'
import type { Query } from './query.ts'
import { rangeOf } from './range.ts'

/** Why a row is shown, in the words of the view header. Strongest first. */
export const REASONS = [
  'named in the query',
  'errors',
  'outliers',
  'rare values',
  'matches of the query',
  'changes',
  'first and last',
  'one of each kind',
] as const

/** One of `REASONS`. */
export type RowReason = (typeof REASONS)[number]

/** Rows of one list that a view shows. */
export interface Selection {
  /** Each with its strongest reason. */
  readonly shown: ReadonlyMap<number, RowReason>
  /** All rows that speak of failure, shown or not. */
  readonly failures: readonly number[]
}

/**
 * Chooses the rows of a list that a view shows: those that the query names, failures, outliers, rare values and shapes,
 * change points, matches of the query, the first and the last, and one of each kind up to the knee of what they add.
 *
 * @param columns As `listColumnsInSteps()` gives them.
 */
export function* selectionInSteps(list: List, columns: readonly ListColumn[], query: Query): Steps<Selection> {
  const shown = new Map<number, RowReason>()
  const show = (reason: RowReason, rows: Iterable<number>): void => {
    for (const row of rows) if (!shown.has(row)) shown.set(row, reason)
  }
  const { named, matching } = yield* matchesOf(list, columns, query, levelColumnOf(columns) !== undefined)
  show('named in the query', named)
  const failures = yield* failuresOf(columns, list.rows.length)
  show('errors', failures.shown)
  show('outliers', yield* byColumn(columns, extremes))
  show('rare values', yield* byColumn(columns, (column) => rareRows(column, list.rows.length)))
  show('matches of the query', matching)
  show('changes', yield* byColumn(columns, ({ numbers }) => (numbers === undefined ? [] : changeRows(numbers))))
  show('first and last', [0, list.rows.length - 1])
  show('one of each kind', yield* kinds(columns, list.rows.length))
  return { shown, failures: failures.rows }
}

/** The rows that each column brings; a long column is a step of its own. */
function* byColumn(
  columns: readonly ListColumn[],
  rowsOf: (column: ListColumn, index: number) => readonly number[] | Steps<readonly number[]>,
): Steps<number[]> {
  const rows: number[] = []
  for (const [index, column] of columns.entries()) {
    if (column.cells.length > MANY_ROWS) yield
    for (const row of yield* stepsOf(rowsOf(column, index))) rows.push(row)
  }
  return rows
}

const MANY_ROWS = 2_048

/** Columns of numbers whose extremes are shown; wider tables would be shown whole. */
const MAX_EXTREME_COLUMNS = 12

function* extremes(column: ListColumn, index: number): Steps<readonly number[]> {
  const range = index < MAX_EXTREME_COLUMNS * 4 ? rangeOf(column) : undefined
  if (range === undefined) return []
  if (column.cells.length > MANY_ROWS) yield
  return [range.high, range.low, ...(yield* outlyingRows(column.numbers ?? []))]
}

/** Values that occur in at most this share of the rows (and at least once) are rare. */
const RARE_SHARE = 0.02
/** Rows that may be rare for one column; more and rarity is ordinary there. */
const MAX_RARE_ROWS = 3

/** Rows with a value that hardly any other row has, in a column of few values; missing counts as a value. */
function rareRows({ cells, counts }: ListColumn, rowCount: number): number[] {
  const limit = Math.max(1, Math.floor(RARE_SHARE * rowCount))
  if (counts === undefined || counts.size > Math.max(2, rowCount / 8)) return []
  const missing = rowCount - [...counts.values()].reduce((sum, count) => sum + count, 0)
  const rows: number[] = []
  cells.forEach((cell, row) => {
    const count = cell === undefined ? missing : (counts.get(cell) ?? 0)
    if (count <= limit) rows.push(row)
  })
  return rows.length <= MAX_RARE_ROWS * limit ? rows : []
}

/** Rows shown for their kind alone. */
const MAX_KINDS = 12

/** Rows in the order of how many values they are the first to show, up to the knee of what they add. */
function* kinds(columns: readonly ListColumn[], rowCount: number): Steps<number[]> {
  const telling = columns.filter((column) => column.counts !== undefined)
  if (telling.length === 0) return []
  const news = new Uint16Array(rowCount)
  for (const { cells } of telling) {
    if (rowCount > MANY_ROWS) yield
    const seen = new Set<string | undefined>()
    cells.forEach((cell, row) => {
      if (!seen.has(cell)) news[row] = (news[row] ?? 0) + 1
      seen.add(cell)
    })
  }
  const order: number[] = []
  for (let row = 0; row < rowCount; row++) if (news[row] !== 0) order.push(row)
  order.sort((a, b) => (news[b] ?? 0) - (news[a] ?? 0) || a - b)
  let sum = 0
  const curve = order.map((row) => (sum += news[row] ?? 0))
  return order.slice(0, Math.min(MAX_KINDS, (kneeOf(curve) ?? order.length) + 1))
}
