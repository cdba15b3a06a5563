import type { Row } from './row.ts'

/** What rows have in common. A column that differs from row to row is undefined. */
export interface Kind {
  /** Stands before the rows of the kind; empty for the commonest, if its rows begin with a column. */
  readonly letter: string
  readonly mode: string
  readonly links: string | undefined
  readonly owner: string
  readonly group: string
  readonly size: string | undefined
  readonly date: string | undefined
}

/** Rows that differ from all others stay whole: fewer than so many are no kind. */
const MIN_ROWS = 3
/** A value that so large a share of a kind's rows have is said once, and the others are a kind of their own. */
const COMMON_SHARE = 0.6
/** Of longer listings, so many rows are looked at, evenly spread. */
const MAX_READ = 4000
const LETTERS = 'abcefghijkmnopqrstuvwyz'

/** The kinds of the rows, the commonest first. */
export function kindsOf(all: readonly Row[]): Kind[] {
  const every = Math.ceil(all.length / MAX_READ)
  const rows = every <= 1 ? all : all.filter((_, at) => at % every === 0)
  const groups = groupBy(rows, ({ mode, owner, group }) => `${mode} ${owner} ${group}`)
  const split = groups
    .flatMap((group) => splitBy(group, 'date'))
    .flatMap((group) => splitBy(group, 'links'))
    .flatMap((group) => splitBy(group, 'size'))
    .filter((group) => group.rows.length >= MIN_ROWS)
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, LETTERS.length)
  const taken = new Set<string>()
  return split.flatMap(({ rows: [first], fixed }, at) => {
    if (first === undefined) return []
    const isPlain = at === 0 && (fixed.links === undefined || fixed.size === undefined || fixed.date === undefined)
    const letter = isPlain ? '' : letterFor(first, taken)
    taken.add(letter)
    const { mode, owner, group } = first
    return [{ letter, mode, owner, group, links: fixed.links, size: fixed.size, date: fixed.date }]
  })
}

/** The kinds that say most of a row first: the first that fits is the best. */
export function bySaid(kinds: readonly Kind[]): Kind[] {
  const said = ({ links, size, date }: Kind): number => (links?.length ?? 0) + (size?.length ?? 0) + (date?.length ?? 0)
  return kinds.toSorted((a, b) => said(b) - said(a))
}

/** Whether a row has all that its kind says. */
export function isOfKind(row: Row, { mode, owner, group, links, size, date }: Kind): boolean {
  if (mode !== row.mode || owner !== row.owner || group !== row.group) return false
  return (links ?? row.links) === row.links && (size ?? row.size) === row.size && (date ?? row.date) === row.date
}

interface Group {
  readonly rows: readonly Row[]
  readonly fixed: { readonly links?: string; readonly size?: string; readonly date?: string }
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Group[] {
  return [...Map.groupBy(rows, keyOf).values()].map((group) => ({ rows: group, fixed: {} }))
}

function splitBy({ rows, fixed }: Group, column: 'links' | 'size' | 'date'): Group[] {
  const values = Map.groupBy(rows, (row) => row[column])
  const [common, most] = [...values].reduce<readonly [string, readonly Row[]]>(
    (best, [value, having]) => (having.length > best[1].length ? [value, having] : best),
    ['', []],
  )
  if (most.length < MIN_ROWS || most.length < rows.length * COMMON_SHARE) return [{ rows, fixed }]
  const others = rows.filter((row) => row[column] !== common)
  return [
    { rows: most, fixed: { ...fixed, [column]: common } },
    ...(others.length === 0 ? [] : [{ rows: others, fixed }]),
  ]
}

/** `d` for directories and `l` for links, else the first that is free. */
function letterFor({ mode }: Row, taken: ReadonlySet<string>): string {
  const own = mode.charAt(0)
  if ((own === 'd' || own === 'l') && !taken.has(own)) return own
  return [...LETTERS].find((letter) => !taken.has(letter)) ?? ''
}
