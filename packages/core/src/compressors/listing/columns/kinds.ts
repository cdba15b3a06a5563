import type { Steps } from '../../../steps.ts'
import { estimateTokens } from '../../token-estimate.ts'

/** What some rows of a table have in common. */
export interface Kind {
  /** Stands before the rows of the kind; empty for the commonest. */
  readonly letter: string
  /** Of each column, the value that all its rows have, or undefined where a row says its own. */
  readonly fixed: readonly (string | undefined)[]
  /** The columns of which a row says its own. */
  readonly open: readonly number[]
}

/** A kind by its letter and its values. */
export function kindOf(letter: string, fixed: readonly (string | undefined)[]): Kind {
  return { letter, fixed, open: fixed.flatMap((value, at) => (value === undefined ? [at] : [])) }
}

type Row = readonly string[]

interface Group {
  readonly rows: readonly Row[]
  readonly fixed: readonly (string | undefined)[]
}

/** A value that so large a share of some rows have is said once for them, and the others are apart. */
const COMMON_SHARE = 0.6
/** Fewer rows are no kind. */
const MIN_ROWS = 3
/** Of longer tables, so many rows are looked at, evenly spread. */
const MAX_READ = 4000
/** What the line of a kind costs in tokens beside its values and a mark for each other column. */
const KIND_COST = 4
/** What the letter before a row costs. */
const LETTER_COST = 1
const MAX_KINDS = 8
const LETTERS = 'abcdefghijk'

/** The kinds of the rows, the commonest first; the one that fixes nothing is always among them. Empty: one look is not worth saying. */
export function* kindsOf(all: readonly Row[], columns: number): Steps<readonly Kind[]> {
  const every = Math.ceil(all.length / MAX_READ)
  const rows = every <= 1 ? all : all.filter((_, at) => at % every === 0)
  const open = Array.from({ length: columns }, () => undefined)
  let groups: readonly Group[] = [{ rows, fixed: open }]
  for (const column of columnsByShare(rows, columns)) {
    yield
    groups = groups.flatMap((group) => splitBy(group, column))
  }
  const paying = groups
    .filter((group) => gainOf(group, every) > 0)
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, MAX_KINDS)
  const gain = paying.reduce((sum, group) => sum + gainOf(group, every), 0)
  if (gain <= columns + KIND_COST) return []
  const told = paying.reduce((sum, group) => sum + group.rows.length, 0)
  const rest: Group = { rows: rows.slice(told), fixed: open }
  return [...paying, rest]
    .sort((a, b) => b.rows.length - a.rows.length)
    .map(({ fixed }, at) => kindOf(at === 0 ? '' : (LETTERS[at - 1] ?? ''), fixed))
}

/** Columns with a common value, the commonest first. The one that differs most, by which rows are known, is never among them. */
function columnsByShare(rows: readonly Row[], columns: number): number[] {
  const counted = Array.from({ length: columns }, (_, column) => {
    const values = countsIn(rows, column)
    return { column, most: Math.max(0, ...values.values()), distinct: values.size }
  })
  const name = counted.reduce((best, each) => (each.distinct > best.distinct ? each : best))
  return counted
    .filter((each) => each !== name)
    .sort((a, b) => b.most - a.most || a.column - b.column)
    .map(({ column }) => column)
}

function countsIn(rows: readonly Row[], column: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row[column] ?? '', (counts.get(row[column] ?? '') ?? 0) + 1)
  return counts
}

function splitBy({ rows, fixed }: Group, column: number): readonly Group[] {
  let common = ''
  let most = 0
  for (const [value, count] of countsIn(rows, column)) {
    if (count > most) [common, most] = [value, count]
  }
  if (most < MIN_ROWS || most < rows.length * COMMON_SHARE) return [{ rows, fixed }]
  const having = rows.filter((row) => row[column] === common)
  const others = rows.filter((row) => row[column] !== common)
  return [
    { rows: having, fixed: fixed.with(column, common) },
    ...(others.length === 0 ? [] : [{ rows: others, fixed }]),
  ]
}

function gainOf({ rows, fixed }: Group, every: number): number {
  const values = fixed.reduce((sum, value) => sum + (value === undefined ? 0 : costOf(value)), 0)
  return rows.length * every * (values - LETTER_COST) - values - fixed.length - KIND_COST
}

/** Tokens of a cell, with the space before it. */
export function costOf(cell: string): number {
  return estimateTokens(` ${cell}`)
}
