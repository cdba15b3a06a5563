import type { Steps } from '../../../steps.ts'
import { MIN_SPLIT } from '../paths/min-split.ts'
import { ESCAPE, type Style } from '../style.ts'
import { type Blanks, parseBlanks, placeOf, printBlanks, usualBlanks } from './blanks.ts'
import { type Mails, type Usual, usualOf } from './head.ts'
import { linesOfPart, type Part, partAt } from './parts.ts'
import { type PartReader, readPart, writePart } from './part-lines.ts'

const LEGEND =
  /^(?:Git log, hash and date in a line, (\d{4}) ([+-]\d{4}) where not said, blank lines between left out \((\d{1,4} \d{1,4} \d{1,4} \d{1,4})\))?(?:(?:; |^)[Ff]iles with lines \+added -removed)?$/
/** What is usual in a log is what is usual in so many of its first parts. */
const MAX_READ = 2000
/** Lines that one step works through: some 3 ms. */
const STEP_LINES = 1000
/** Blank lines that are not as usual: how many there are. */
const BLANKS = /^\\(\d{1,6})$/

/** Commits as `git log` lists them, with `--stat` or without, and what `git diff --stat` prints. */
export const commits: Style = {
  name: 'commits',
  legend: LEGEND,
  isEntry: (line) => ENTRY.test(line),
  *write(lines) {
    const parts = yield* partsOf(lines)
    const first = parts.slice(0, MAX_READ)
    const stats = first.reduce((sum, { part }) => sum + (part.kind === 'stats' ? part.stats.length : 0), 0)
    const heads = first.flatMap(({ part }) => (part.kind === 'head' ? [part.head] : []))
    const places = first.map(({ part, before }, at) => ({ place: placeAt(first[at - 1]?.part, part), blanks: before }))
    const blanks = usualBlanks(heads.length === 0 ? [] : places)
    const usual = usualOf(heads)
    const out = [legendOf(heads.length > 0, stats > 0, usual, blanks)]
    yield* writeParts(parts, { usual, blanks, isSplit: stats >= MIN_SPLIT }, out)
    const end = endOf(lines)
    for (let at = end; at < lines.length; at++) out.push('')
    return out
  },
  *read(form) {
    const [, year = '', zone = '', numbers = ''] = LEGEND.exec((form[0] ?? '').slice(0, -1)) ?? []
    return yield* readParts(form.slice(1), { usual: { year, zone }, blanks: parseBlanks(numbers) })
  },
}

const ENTRY =
  /^(?:commit [0-9a-f]{40,64}\b|Author: .{1,400}<|Date: {3}| \S[^|]{0,400} \| +(?:\d+|Bin)\b| \d+ files? changed,)/

/** The legend in as many words as this log needs. */
function legendOf(hasHeads: boolean, hasStats: boolean, { year, zone }: Usual, blanks: Blanks): string {
  const usual = `Git log, hash and date in a line, ${year} ${zone} where not said`
  const log = hasHeads ? `${usual}, blank lines between left out (${printBlanks(blanks)})` : ''
  if (!hasStats) return `${log}:`
  return `${log === '' ? 'Files' : `${log}; files`} with lines +added -removed:`
}

interface Shape {
  readonly usual: Usual
  readonly blanks: Blanks
}

interface Placed {
  readonly part: Part
  /** Blank lines before it. */
  readonly before: number
}

function endOf(lines: readonly string[]): number {
  let end = lines.length
  while (end > 0 && lines[end - 1] === '') end--
  return end
}

function placeAt(before: Part | undefined, after: Part): string {
  return before === undefined ? '' : placeOf(before.kind, after.kind)
}

function* partsOf(lines: readonly string[]): Steps<Placed[]> {
  const parts: Placed[] = []
  const end = endOf(lines)
  let before = 0
  let paused = 0
  for (let at = 0; at < end;) {
    if (lines[at] === '') {
      before++
      at++
      continue
    }
    const { part, length } = partAt(lines, at)
    parts.push({ part, before })
    before = 0
    at += length
    if (at - paused > STEP_LINES) {
      paused = at
      yield
    }
  }
  return parts
}

function* writeParts(
  parts: readonly Placed[],
  { usual, blanks, isSplit }: Shape & { readonly isSplit: boolean },
  out: string[],
): Steps<void> {
  const mails: Mails = new Map()
  for (let at = 0; at < parts.length; at++) {
    const placed = parts[at]
    if (placed === undefined) break
    const { part, before } = placed
    if (before !== (blanks.get(placeAt(parts[at - 1]?.part, part)) ?? 0)) out.push(ESCAPE + before)
    const next = parts[at + 1]
    const written = yield* writePart(part, next?.before === 0 ? next.part : undefined, { usual, mails, isSplit })
    for (const line of written.lines) out.push(line)
    if (written.saysNext) at++
    if (at % STEP_LINES === STEP_LINES - 1) yield
  }
}

function* readParts(form: readonly string[], { usual, blanks }: Shape): Steps<string[]> {
  const reader: PartReader = { form, usual, mails: new Map() }
  const end = endOf(form)
  const out: string[] = []
  let last: Part | undefined
  let paused = 0
  for (let at = 0; at < end;) {
    const said = BLANKS.exec(form[at] ?? '')?.[1]
    if (said !== undefined) at++
    const { parts, next } = yield* readPart(reader, at)
    for (const [index, part] of parts.entries()) {
      const before = index > 0 ? 0 : said === undefined ? (blanks.get(placeAt(last, part)) ?? 0) : Number(said)
      for (let blank = 0; blank < before; blank++) out.push('')
      for (const line of linesOfPart(part)) out.push(line)
      last = part
    }
    at = next
    if (at - paused > STEP_LINES) {
      paused = at
      yield
    }
  }
  for (let at = end; at < form.length; at++) out.push('')
  return out
}
