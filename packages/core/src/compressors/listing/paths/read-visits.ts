import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import { ESCAPE } from '../style.ts'
import { headingOf, rootOf } from './heading.ts'
import type { Listed } from './visits.ts'

/** An entry as it is read back: with its path. */
export interface ReadEntry {
  readonly lead: string
  readonly path: string
  readonly tail: string
}

/** An entry of a form that stands in a line of its own. */
export interface CutLine {
  readonly lead: string
  readonly name: string
  readonly tail: string
}

/** How the lines of a form are read. */
export interface Reading {
  readonly listed: Listed
  /** Cuts an entry that stands in a line of its own. Absent where all stand in the line of their heading. */
  readonly cut?: (line: string) => CutLine | undefined
}

const ROW_HEADING = /^(\S*\/|\.): (?=\S)/
const LINES_HEADING = /^(\S*\/|\.):$/
const MARK = /^\S+\/$/

/** The heading with which a line begins. Undefined: it begins with none. */
function headingIn(line: string, { cut }: Reading): string | undefined {
  if (line.startsWith(ESCAPE)) return undefined
  return (cut === undefined ? ROW_HEADING : LINES_HEADING).exec(line)?.[1]
}

/** Whether a line would be read as part of what `writeVisits` writes. */
export function looksWritten(line: string, reading: Reading): boolean {
  if (headingIn(line, reading) !== undefined) return true
  return reading.cut !== undefined && entryIn(line, reading.cut) !== undefined
}

/** The entries of a list by directory, and the index of the first line after it. */
export interface ReadVisits {
  readonly entries: readonly ReadEntry[]
  readonly next: number
}

/**
 * The entries that `writeVisits` was given, in order.
 *
 * @param form Lines; the one at `at` has a heading, or is an entry under none.
 */
export function* readVisits(form: readonly string[], at: number, reading: Reading): Steps<ReadVisits> {
  const root = rootOf(headingIn(form[at] ?? '', reading) ?? '')
  const entries: ReadEntry[] = []
  const open: OpenBlock[] = []
  let next = yield* enter(form, at, { directory: root, root, open, entries }, reading)
  let worked = 0
  for (let block = open.at(-1); block !== undefined; block = open.at(-1)) {
    const entry = block.entries[block.at++]
    if (entry === undefined) {
      open.pop()
      continue
    }
    worked += block.directory.length + entry.name.length
    if (worked > STEP_LENGTH) {
      worked = 0
      yield
    }
    const { lead, name, tail } = entry
    const path = block.directory !== '' && name.startsWith(block.directory) ? name : block.directory + name
    if (path.endsWith('/')) next = yield* enter(form, next, { directory: path, root, open, entries }, reading)
    else entries.push({ lead, path, tail })
  }
  return { entries, next }
}

interface OpenBlock {
  readonly directory: string
  readonly entries: readonly CutLine[]
  /** Index of the entry that is read next. */
  at: number
}

interface Place {
  readonly directory: string
  readonly root: string
  readonly open: OpenBlock[]
  readonly entries: ReadEntry[]
}

/** Goes into a directory: it may be listed itself, and its heading may be the line that is read next. */
function* enter(
  form: readonly string[],
  at: number,
  { directory, root, open, entries }: Place,
  reading: Reading,
): Steps<number> {
  if (reading.listed !== 'no' && directory !== '') {
    entries.push({ lead: '', path: reading.listed === 'bare' ? directory.slice(0, -1) : directory, tail: '' })
  }
  const line = form[at] ?? ''
  const found = headingIn(line, reading)
  if (reading.cut !== undefined && directory === '' && found === undefined) {
    const inside = yield* linesFrom(form, at, reading.cut)
    open.push({ directory, entries: inside, at: 0 })
    return at + inside.length
  }
  const heading = headingOf(directory, root)
  if (found !== heading) return at
  const inside =
    reading.cut === undefined ? namesIn(line.slice(heading.length + 2)) : yield* linesFrom(form, at + 1, reading.cut)
  open.push({ directory, entries: inside, at: 0 })
  return at + 1 + (reading.cut === undefined ? 0 : inside.length)
}

function namesIn(row: string): CutLine[] {
  return row.split(' ').map((name) => ({ lead: '', name, tail: '' }))
}

function* linesFrom(
  form: readonly string[],
  from: number,
  cut: (line: string) => CutLine | undefined,
): Steps<CutLine[]> {
  const entries: CutLine[] = []
  for (let at = from; at < form.length; at++) {
    const entry = entryIn(form[at] ?? '', cut)
    if (entry === undefined) break
    entries.push(entry)
    if (entries.length % STEP_LINES === 0) yield
  }
  return entries
}

/** Lines that one step cuts. */
const STEP_LINES = 2000

function entryIn(line: string, cut: (line: string) => CutLine | undefined): CutLine | undefined {
  if (line.startsWith(ESCAPE)) return undefined
  return MARK.test(line) ? { lead: '', name: line, tail: '' } : cut(line)
}
