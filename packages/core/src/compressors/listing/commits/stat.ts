import { isDeep } from '../paths/visits.ts'

/** A line of `git diff --stat`. */
export interface Stat {
  readonly path: string
  /** How many lines changed, or `Bin`. */
  readonly count: string
  /** Of plus and minus signs; for a binary file, its sizes. */
  readonly bar: string
}

const STAT =
  /^ ([^\s|\\][^\s|]*(?: => [^\s|]+)?) +\| +(?:(\d{1,9})(?: (\+*-*))?|(Bin)(?: (\d{1,12} -> \d{1,12} bytes))?)$/

/** Cuts a line of `git diff --stat`. Undefined: it is none. */
export function statOf(line: string): Stat | undefined {
  const [, path, count, bar = '', binary, sizes = ''] = STAT.exec(line) ?? []
  if (path === undefined || isDeep(path) || path.endsWith('/')) return undefined
  return { path, count: count ?? binary ?? '', bar: count === undefined ? sizes : bar }
}

/** How wide the columns are, in characters. */
export interface StatWidths {
  readonly path: number
  readonly count: number
}

/** As wide as the widest. */
export function statWidths(stats: readonly Stat[]): StatWidths {
  return {
    path: stats.reduce((most, { path }) => Math.max(most, path.length), 0),
    count: stats.reduce((most, { count }) => Math.max(most, count.length), 0),
  }
}

/** A stat as a line. */
export function statLine({ path, count, bar }: Stat, widths: StatWidths): string {
  const columns = ` ${path.padEnd(widths.path)} | ${count.padStart(widths.count)}`
  return bar === '' ? columns : `${columns} ${bar}`
}

const SPACED = /^ [^|]*\| +(?:\d+|Bin)/

/** The widths of one line's columns; its count is as wide as it stands. */
export function statWidthsIn(line: string): StatWidths {
  return { path: line.indexOf('|') - 2, count: (SPACED.exec(line)?.[0].length ?? 0) - line.indexOf('|') - 2 }
}

/** The lines that were added and removed, where the bar shows each of them. */
export function changesOf({ count, bar }: Stat): { readonly added: number; readonly removed: number } | undefined {
  if (bar === '' || String(bar.length) !== count) return undefined
  const added = bar.lastIndexOf('+') + 1
  return { added, removed: bar.length - added }
}
