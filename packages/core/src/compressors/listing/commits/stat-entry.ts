import type { CutLine, ReadEntry } from '../paths/read-visits.ts'
import type { Entry } from '../paths/visits.ts'
import { changesOf, type Stat } from './stat.ts'

/**
 * The stats of a commit as the form writes them: `path +4` where lines were only added and the bar is as long as git draws it beside
 * the longest one, `path -3` where they were only removed, else `path 7 ++++++-`. A lone stat that no summary follows keeps its bar.
 */
export function entriesOf(stats: readonly Stat[]): Entry[] {
  const plain = stats.map((stat) => entry(stat, barred(stat)))
  if (stats.length < 2) return plain
  const scale = scaleOf(stats)
  const short = stats.map((stat) =>
    entry(stat, isShort(stat, scale) ? `${stat.bar.charAt(0)}${stat.count}` : barred(stat)),
  )
  const isProven = statsFrom(short).every((read, at) => read.bar === stats[at]?.bar && read.count === stats[at].count)
  return isProven ? short : plain
}

/** The only stat of a commit, which says what the summary would: `path +6 -1`. Its bar must show each line. */
export function entryOf(stat: Stat): Entry {
  const { added, removed } = changesOf(stat) ?? { added: 0, removed: 0 }
  return entry(stat, [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`-${removed}`] : [])].join(' '))
}

function entry({ path }: Stat, tail: string): Entry {
  return { lead: '', path, tail: ` ${tail}`, isWhole: false }
}

function barred({ count, bar }: Stat): string {
  return bar === '' ? count : `${count} ${bar}`
}

const WRITTEN =
  /^([^\s|]+(?: => [^\s|]+)?)( (?:\+\d{1,9}(?: -\d{1,9})?|-\d{1,9}|\d{1,9}(?: \+*-*)?|Bin(?: \d{1,12} -> \d{1,12} bytes)?))$/

/** Cuts a line of the form that says a stat. */
export function cutStat(line: string): CutLine | undefined {
  const [, name, tail] = WRITTEN.exec(line) ?? []
  return name === undefined || tail === undefined ? undefined : { lead: '', name, tail }
}

/** The stats that entries of the form say. */
export function statsFrom(entries: readonly ReadEntry[]): Stat[] {
  const said = entries.map(({ path, tail }): Said => saidIn(path, tail))
  const scale = scaleOf(said)
  return said.map(({ path, count, bar, signs }) => ({
    path,
    count,
    bar: signs === undefined ? bar : barOf(signs, scale),
  }))
}

interface Said extends Stat {
  /** Lines added and removed, where the entry says these instead of a bar. */
  readonly signs?: readonly number[]
}

function saidIn(path: string, tail: string): Said {
  const [first = '', ...rest] = tail.slice(1).split(' ')
  if (!first.startsWith('+') && !first.startsWith('-')) return { path, count: first, bar: rest.join(' ') }
  const signs = [first, ...rest].map(Number)
  return { path, count: String(signs.reduce((sum, number) => sum + Math.abs(number), 0)), bar: '', signs }
}

/** How long git draws the bar of the largest number of lines. Bars of all others are in proportion. */
interface Scale {
  readonly most: number
  readonly length: number
}

function scaleOf(stats: readonly Said[]): Scale {
  const largest = stats.reduce<Said | undefined>(
    (best, next) => (numberOf(next) > (best === undefined ? 0 : numberOf(best)) ? next : best),
    undefined,
  )
  const most = largest === undefined ? 0 : numberOf(largest)
  return { most, length: largest === undefined || largest.signs !== undefined ? most : largest.bar.length }
}

function numberOf({ count }: Stat): number {
  return count === 'Bin' ? 0 : Number(count)
}

/** Whether the bar is of one sign and as long as the scale says; the largest only where each line has its sign. */
function isShort(stat: Stat, scale: Scale): boolean {
  const { bar, count } = stat
  const isLargest = numberOf(stat) === scale.most
  if (bar === '' || (bar.includes('+') && bar.includes('-')) || count === 'Bin') return false
  return isLargest ? String(bar.length) === count : bar.length === lengthAt(Number(count), scale)
}

/** The bar for lines added and removed. Both are said only where each has its sign. */
function barOf(signs: readonly number[], scale: Scale): string {
  return signs.map((lines) => (lines < 0 ? '-' : '+').repeat(lengthAt(Math.abs(lines), scale))).join('')
}

/** The longest bar that is drawn: git's are shorter. */
const MAX_BAR = 1000

/** As git does it: one sign, and a share of the rest. Source: `scale_linear` in git's diff.c. */
function lengthAt(lines: number, { most, length }: Scale): number {
  if (length > MAX_BAR) throw new SyntaxError(`no bar is so long: ${length}`)
  return length >= most || lines === 0 ? lines : 1 + Math.floor((lines * (length - 1)) / most)
}
