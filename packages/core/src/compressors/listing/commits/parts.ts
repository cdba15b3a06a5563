import { type Head, headAt, headLines } from './head.ts'
import { type Stat, statLine, statOf, statWidths, type StatWidths, statWidthsIn } from './stat.ts'
import { type Summary, summaryLine, summaryOf } from './summary.ts'

/** What a git log consists of, but for the blank lines between. */
export type Part =
  | { readonly kind: 'head'; readonly head: Head }
  /** A line of a message, without its indent. */
  | { readonly kind: 'message'; readonly text: string }
  /** Lines of `--stat`. The widths are undefined where they are as wide as the widest. */
  | { readonly kind: 'stats'; readonly stats: readonly Stat[]; readonly widths: StatWidths | undefined }
  | { readonly kind: 'summary'; readonly summary: Summary }
  /** Anything else: a line as it is. */
  | { readonly kind: 'other'; readonly text: string }

/** The indent of messages. */
const INDENT = '    '

/** The part that begins with the line at `at`, and how many lines it takes. The line is not empty. */
export function partAt(lines: readonly string[], at: number): { readonly part: Part; readonly length: number } {
  const line = lines[at] ?? ''
  const head = headAt(lines, at)
  if (head !== undefined) return { part: { kind: 'head', head }, length: head.length }
  if (line.startsWith(INDENT)) return { part: { kind: 'message', text: line.slice(INDENT.length) }, length: 1 }
  const stats = statsAt(lines, at)
  if (stats !== undefined) return { part: stats, length: stats.stats.length }
  const summary = summaryOf(line)
  return { part: summary === undefined ? { kind: 'other', text: line } : { kind: 'summary', summary }, length: 1 }
}

/** The lines of a part. */
export function linesOfPart(part: Part): readonly string[] {
  if (part.kind === 'head') return headLines(part.head)
  if (part.kind === 'message') return [INDENT + part.text]
  if (part.kind === 'summary') return [summaryLine(part.summary)]
  if (part.kind === 'other') return [part.text]
  const widths = part.widths ?? statWidths(part.stats)
  return part.stats.map((stat) => statLine(stat, widths))
}

function statsAt(lines: readonly string[], at: number): (Part & { kind: 'stats' }) | undefined {
  const stats: Stat[] = []
  for (let next = at; next < lines.length; next++) {
    const stat = statOf(lines[next] ?? '')
    if (stat === undefined) break
    stats.push(stat)
  }
  const isAs = (widths: StatWidths): boolean =>
    stats.every((stat, index) => statLine(stat, widths) === lines[at + index])
  if (stats.length === 0) return undefined
  if (isAs(statWidths(stats))) return { kind: 'stats', stats, widths: undefined }
  const widths = statWidthsIn(lines[at] ?? '')
  return isAs(widths) ? { kind: 'stats', stats, widths } : undefined
}
