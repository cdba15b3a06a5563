import type { Steps } from '../../../steps.ts'
import { looksWritten, type Reading, readVisits } from '../paths/read-visits.ts'
import { writeVisits } from '../paths/write-visits.ts'
import { ESCAPE, plainLine } from '../style.ts'
import { type Mails, parseHead, printHead, type Usual } from './head.ts'
import type { Part } from './parts.ts'
import { entriesOf, entryOf, statsFrom } from './stat-entry.ts'
import { changesOf, type Stat, type StatWidths } from './stat.ts'
import { cutStat } from './stat-entry.ts'
import { parseSummary, printSummary, type Summary } from './summary.ts'

const STATS: Reading = { listed: 'no', cut: cutStat }
/** The indent of messages in the form. */
const INDENT = ' '

/** A part as lines of the form. */
export interface WrittenPart {
  readonly lines: readonly string[]
  /** Whether the part after it, a summary, is said by these lines, too. */
  readonly saysNext: boolean
}

/**
 * Writes a part.
 *
 * @param next The part right after it; undefined where blank lines or nothing follow.
 */
export function* writePart(
  part: Part,
  next: Part | undefined,
  { usual, mails, isSplit }: PartWriter,
): Steps<WrittenPart> {
  if (part.kind === 'head') return { lines: [printHead(part.head, usual, mails)], saysNext: false }
  if (part.kind === 'message') return { lines: [INDENT + part.text], saysNext: false }
  if (part.kind === 'summary') return { lines: [printSummary(part.summary)], saysNext: false }
  if (part.kind === 'other') return { lines: [plainLine(part.text, looksLikePart(part.text, usual))], saysNext: false }
  const { stats, widths } = part
  const [only] = stats.length === 1 ? stats : []
  const saysNext = only !== undefined && next?.kind === 'summary' && isSame(next.summary, summaryFor(only))
  const entries = saysNext ? [entryOf(only)] : entriesOf(stats)
  const lines = isSplit ? yield* writeVisits(entries, 'no', 'lines') : entries.map(({ path, tail }) => path + tail)
  return { lines: widths === undefined ? lines : [printWidths(widths), ...lines], saysNext }
}

/** A form that is being written. */
export interface PartWriter {
  readonly usual: Usual
  /** What the authors so far have said; changed by writing. */
  readonly mails: Mails
  /** Whether paths are cut at their directories. */
  readonly isSplit: boolean
}

/** A form that is being read. */
export interface PartReader {
  readonly form: readonly string[]
  readonly usual: Usual
  /** Changed by reading. */
  readonly mails: Mails
}

/** The parts that the lines from `at` say, and the index of the first line after them. */
export function* readPart(
  { form, usual, mails }: PartReader,
  at: number,
): Steps<{ parts: readonly Part[]; next: number }> {
  const line = form[at] ?? ''
  if (line.startsWith(ESCAPE)) return { parts: [{ kind: 'other', text: line.slice(1) }], next: at + 1 }
  if (line.startsWith(INDENT)) return { parts: [{ kind: 'message', text: line.slice(1) }], next: at + 1 }
  const head = parseHead(line, usual, mails)
  if (head !== undefined) return { parts: [{ kind: 'head', head }], next: at + 1 }
  const summary = parseSummary(line)
  if (summary !== undefined) return { parts: [{ kind: 'summary', summary }], next: at + 1 }
  const widths = parseWidths(line)
  const from = widths === undefined ? at : at + 1
  if (!looksWritten(form[from] ?? '', STATS)) return { parts: [{ kind: 'other', text: line }], next: at + 1 }
  const { entries, next } = yield* readVisits(form, from, STATS)
  const stats = statsFrom(entries)
  const [first] = stats
  const summed =
    entries.length === 1 && first !== undefined && SIGNED.test(entries[0]?.tail ?? '') ? summaryFor(first) : undefined
  return {
    parts: [
      { kind: 'stats', stats, widths },
      ...(summed === undefined ? [] : [{ kind: 'summary' as const, summary: summed }]),
    ],
    next,
  }
}

const SIGNED = /^ [+-]/

function looksLikePart(line: string, usual: Usual): boolean {
  if (line.startsWith(INDENT) || looksWritten(line, STATS)) return true
  return (
    parseHead(line, usual, new Map()) !== undefined ||
    parseSummary(line) !== undefined ||
    parseWidths(line) !== undefined
  )
}

/** What git says after the only stat of a commit. Undefined: the stat does not tell. */
function summaryFor(stat: Stat): Summary | undefined {
  const changes = changesOf(stat)
  if (changes === undefined) return undefined
  const { added, removed } = changes
  return { files: 1, added: added === 0 ? undefined : added, removed: removed === 0 ? undefined : removed }
}

function isSame(summary: Summary, other: Summary | undefined): boolean {
  return summary.files === other?.files && summary.added === other.added && summary.removed === other.removed
}

const WIDTHS = /^columns of (\d{1,4}) and (\d{1,4}):$/

function printWidths({ path, count }: StatWidths): string {
  return `columns of ${path} and ${count}:`
}

function parseWidths(line: string): StatWidths | undefined {
  const [, path, count] = WIDTHS.exec(line) ?? []
  return path === undefined || count === undefined ? undefined : { path: Number(path), count: Number(count) }
}
