import { changePointOf } from '../../../select/change-points.ts'
import { kneeOf } from '../../../select/knee.ts'
import { nearDuplicates } from '../../../select/near-duplicates.ts'
import { outliersOf } from '../../../select/outliers.ts'
import { severityOf } from '../../../select/signals.ts'
import type { ListColumn } from './list-columns.ts'
import type { List } from './lists.ts'
import { matchesOf } from './matches.ts'
import type { Query } from './query.ts'

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

/** Rows of one list that a view shows, each with its strongest reason. */
export type ShownRows = ReadonlyMap<number, RowReason>

/**
 * Chooses the rows of a list that a view shows: those that the query names, failures, outliers, rare values and shapes,
 * change points, matches of the query, the first and the last, and one of each kind up to the knee of what they add.
 *
 * @param columns As `listColumnsOf()` gives them.
 */
export function selectRows(list: List, columns: readonly ListColumn[], query: Query): ShownRows {
  const shown = new Map<number, RowReason>()
  const show = (reason: RowReason, rows: Iterable<number>): void => {
    for (const row of rows) if (!shown.has(row)) shown.set(row, reason)
  }
  const { named, matching } = matchesOf(list, columns, query, isLog(columns))
  show('named in the query', named)
  show('errors', failures(columns, list.rows.length))
  show('outliers', columns.flatMap(extremes))
  show('rare values', rareRows(columns, list.rows.length))
  show('matches of the query', matching)
  show(
    'changes',
    columns.flatMap(({ numbers }) => changeOf(numbers)),
  )
  show('first and last', [0, list.rows.length - 1])
  show('one of each kind', kinds(columns, list.rows.length))
  return shown
}

/** Columns whose values say how an event or an item fares. */
const STATE_NAME =
  /(?:^|[._])(?:log_?)?(?:level|lvl|severity|status|state|outcome|result|conclusion|error\w{0,12}|err|exception|failure\w{0,8}|reason|message|msg)"?$/i
/** Columns that grade events. */
const LEVEL_NAME = /(?:^|[._])(?:log_?)?(?:level|lvl|severity)"?$/i

/** The column that grades the events of a log, if the rows are such. */
export function levelColumnOf(columns: readonly ListColumn[]): ListColumn | undefined {
  return columns.find(({ name, counts }) => LEVEL_NAME.test(name) && counts !== undefined && counts.size > 1)
}

function isLog(columns: readonly ListColumn[]): boolean {
  return levelColumnOf(columns) !== undefined
}

/** Failures up to this number are all shown; of more, one of each kind. */
const MAX_FAILURES = 12
/** Where more than this share of the rows speaks of failure, failure is what the list is about. */
const MAX_FAILURE_SHARE = 0.4

/** Rows that speak of failure in a column that says how they fare. */
function failures(columns: readonly ListColumn[], rowCount: number): readonly number[] {
  const level = levelColumnOf(columns)
  const states = level ? [level] : columns.filter(({ name, numbers }) => numbers === undefined && STATE_NAME.test(name))
  const rows: number[] = []
  for (let row = 0; row < rowCount; row++) {
    if (states.some(({ texts }) => severityOf(texts[row] ?? '') === 'failure')) rows.push(row)
  }
  if (rows.length > MAX_FAILURE_SHARE * rowCount) return []
  return rows.length <= MAX_FAILURES ? rows : firstOfEach(rows, columns)
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
/** Columns of numbers whose extremes are shown; wider tables would be shown whole. */
const MAX_EXTREME_COLUMNS = 12

function extremes({ numbers }: ListColumn, index: number): readonly number[] {
  if (numbers === undefined || index >= MAX_EXTREME_COLUMNS * 4) return []
  const { low, high } = rangeOf(numbers)
  return low === high ? [] : [high.row, low.row, ...outliersOf(numbers)]
}

/** The rows of the smallest and the largest number; the earlier of equals. */
export function rangeOf(numbers: readonly (number | undefined)[]): { readonly low: Extreme; readonly high: Extreme } {
  let low: Extreme = { row: -1, value: Infinity }
  let high: Extreme = { row: -1, value: -Infinity }
  numbers.forEach((value, row) => {
    if (value === undefined) return
    if (value < low.value) low = { row, value }
    if (value > high.value) high = { row, value }
  })
  return { low, high: high.value === low.value ? low : high }
}

/** A number and its row. */
export interface Extreme {
  readonly row: number
  readonly value: number
}

/** Values that occur in at most this share of the rows (and at least once) are rare. */
const RARE_SHARE = 0.02
/** Rows that may be rare for one column; more and rarity is ordinary there. */
const MAX_RARE_ROWS = 3

/** Rows with a value that hardly any other row has, in a column of few values; missing counts as a value. */
function rareRows(columns: readonly ListColumn[], rowCount: number): number[] {
  const limit = Math.max(1, Math.floor(RARE_SHARE * rowCount))
  return columns.flatMap(({ texts, counts }) => {
    if (counts === undefined || counts.size > Math.max(2, rowCount / 8)) return []
    const missing = rowCount - [...counts.values()].reduce((sum, count) => sum + count, 0)
    const rows: number[] = []
    texts.forEach((text, row) => {
      const count = text === undefined ? missing : (counts.get(text) ?? 0)
      if (count <= limit) rows.push(row)
    })
    return rows.length <= MAX_RARE_ROWS * limit ? rows : []
  })
}

function changeOf(numbers: ListColumn['numbers']): number[] {
  const change = numbers === undefined ? undefined : changePointOf(numbers)
  return change === undefined ? [] : [change - 1, change]
}

/** Rows shown for their kind alone. */
const MAX_KINDS = 12

/** Rows in the order of how many values they are the first to show, up to the knee of what they add. */
function kinds(columns: readonly ListColumn[], rowCount: number): number[] {
  const telling = columns.filter((column) => column.counts !== undefined)
  const news = new Uint16Array(rowCount)
  for (const { texts } of telling) {
    const seen = new Set<string | undefined>()
    texts.forEach((text, row) => {
      if (!seen.has(text)) news[row] = (news[row] ?? 0) + 1
      seen.add(text)
    })
  }
  const order = Array.from(news.keys()).filter((row) => news[row] !== 0)
  order.sort((a, b) => (news[b] ?? 0) - (news[a] ?? 0) || a - b)
  let sum = 0
  const curve = order.map((row) => (sum += news[row] ?? 0))
  return order.slice(0, Math.min(MAX_KINDS, (kneeOf(curve) ?? order.length) + 1))
}
