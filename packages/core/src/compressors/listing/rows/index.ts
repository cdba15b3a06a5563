import type { Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { addAll } from '../add-all.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'
import { writeBlock } from './blocks.ts'
import { createDirectories, type Directories, headingOf, isTotal } from './directories.ts'
import { type Kinds, parseKind, parseRow, printKind } from './kind-line.ts'
import { bySaid, type Kind, kindsOf } from './kinds.ts'
import { lineOf, type Row, rowOf, widthsOf } from './row.ts'
import { parseWidths, widthsIn } from './widths-line.ts'

const LEGEND =
  /^Files in (\d{1,2}) kinds, what each has in common said once(, columns two apart)?(, without "\." and "\.\." where known)?$/
/** Lines that one step works through: some 3 ms. */
const STEP_LINES = 1000

/** Files with their columns, as `ls -l` lists them, of one directory or of many. */
export const rows: Style = {
  name: 'rows',
  legend: LEGEND,
  isEntry: (line) => rowOf(line) !== undefined,
  *write(lines) {
    const all = yield* mapInSteps(lines, rowOf)
    const found = all.filter((row) => row !== undefined)
    const kinds = kindsOf(found)
    if (kinds.length === 0) return undefined
    const hasDots = found.some(({ name }) => name === '.') && lines.some((line) => headingOf(line) !== undefined)
    const writer: Writer = {
      all,
      sorted: bySaid(kinds),
      kinds: new Map(kinds.map((kind) => [kind.letter, kind])),
      gap: gapOf(lines, all),
      hasDots,
    }
    const legend = `Files in ${kinds.length} kinds, what each has in common said once`
    const options =
      (writer.gap === 1 ? '' : ', columns two apart') + (hasDots ? ', without "." and ".." where known' : '')
    return [`${legend}${options}:`, ...kinds.map(printKind), ...(yield* writeLines(lines, writer))]
  },
  *read(form) {
    const [, count, isApart, hasDots] = LEGEND.exec((form[0] ?? '').slice(0, -1)) ?? []
    if (count === undefined) throw new SyntaxError('not a listing in kinds')
    const kinds = form.slice(1, 1 + Number(count)).map(parseKind)
    const reader: Reader = {
      kinds: new Map(kinds.map((kind) => [kind.letter, kind])),
      gap: isApart === undefined ? 1 : 2,
      hasDots: hasDots !== undefined,
    }
    return yield* readLines(form.slice(1 + Number(count)), reader)
  },
}

interface Reader {
  readonly kinds: Kinds
  readonly gap: 1 | 2
  readonly hasDots: boolean
}

interface Writer extends Reader {
  /** Of each line, its row if it is one. */
  readonly all: readonly (Row | undefined)[]
  /** The kinds, those that say most first. */
  readonly sorted: readonly Kind[]
}

/** Rows that tell how far apart the columns stand. */
const MAX_TELLING = 500

/** 2 where all rows can be read so: in GNU columns the row with the longest owner can not. */
function gapOf(lines: readonly string[], all: readonly (Row | undefined)[]): 1 | 2 {
  const telling = all.slice(0, MAX_TELLING)
  const isApart = telling.every((row, at) => row === undefined || widthsIn(lines[at] ?? '', row, 2) !== undefined)
  return isApart ? 2 : 1
}

function* writeLines(lines: readonly string[], { all, kinds, sorted, gap, hasDots }: Writer): Steps<string[]> {
  const directories = createDirectories()
  const out: string[] = []
  let heading: string | undefined
  let paused = 0
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    const isUnder = hasDots && isTotal(line) && at > 0 && headingOf(lines[at - 1] ?? '') === heading
    const dots = isUnder && heading !== undefined ? directories.dotsOf(heading) : undefined
    const isRow = all[at] !== undefined
    const from = isRow ? at : at + 1
    const end = isRow || dots !== undefined ? endOfRows(all, from) : from
    const block = all.slice(from, end).filter((row) => row !== undefined)
    const known = dots !== undefined && isSame(block[0], dots[0]) && isSame(block[1], dots[1]) ? 2 : 0
    if (!isRow) {
      const isUnlike = dots !== undefined && known === 0 && block[0]?.name !== '.'
      out.push(plainLine(line, isUnlike || looksWritten(line, kinds)))
      heading = headingOf(line) ?? heading
    }
    yield* addAll(out, yield* writeBlock(lines.slice(from, end), block, known, sorted, gap))
    if (heading !== undefined) yield* noteAll(directories, heading, block)
    at = end
    if (at - paused > STEP_LINES) {
      paused = at
      yield
    }
  }
  return out
}

function* noteAll(directories: Directories, heading: string, block: readonly Row[]): Steps<void> {
  yield* eachInSteps(block, (row) => directories.note(heading, row))
}

function looksWritten(line: string, kinds: Kinds): boolean {
  return parseRow(line, kinds) !== undefined || parseWidths(line, 1) !== undefined
}

function endOfRows(all: readonly (Row | undefined)[], from: number): number {
  let end = from
  while (all[end] !== undefined) end++
  return end
}

function isSame(row: Row | undefined, other: Row): boolean {
  return row !== undefined && COLUMNS.every((column) => row[column] === other[column])
}

const COLUMNS = ['mode', 'links', 'owner', 'group', 'size', 'date', 'name'] as const

function* readLines(form: readonly string[], { kinds, gap, hasDots }: Reader): Steps<string[]> {
  const directories = createDirectories()
  const said = yield* mapInSteps(form, (line) => parseRow(line, kinds))
  const all = yield* mapInSteps(form, (line, at) => said[at] ?? rowOf(line))
  const out: string[] = []
  let heading: string | undefined
  let paused = 0
  for (let at = 0; at < form.length;) {
    const line = form[at] ?? ''
    let dots: readonly Row[] = []
    if (all[at] === undefined && parseWidths(line, gap) === undefined) {
      const isUnder = hasDots && isTotal(line) && at > 0 && headingOf(form[at - 1] ?? '') === heading
      if (isUnder && heading !== undefined) dots = directories.dotsOf(heading) ?? []
      const plain = line.startsWith(ESCAPE) ? line.slice(1) : line
      out.push(plain)
      heading = headingOf(plain) ?? heading
      at++
      if (dots.length === 0) continue
    }
    const widths = parseWidths(form[at] ?? '', gap)
    if (widths !== undefined) at++
    const end = endOfRows(all, at)
    const known = all[at]?.name === '.' ? [] : dots
    const block = [...known, ...all.slice(at, end).filter((row) => row !== undefined)]
    const own = widths ?? widthsOf(block, gap)
    for (const row of known) out.push(lineOf(row, own))
    yield* eachInSteps(form.slice(at, end), (text, place) => {
      const row = said[at + place]
      out.push(row === undefined ? text : lineOf(row, own))
    })
    at = end
    if (heading !== undefined) yield* noteAll(directories, heading, block)
    if (at - paused > STEP_LINES) {
      paused = at
      yield
    }
  }
  return out
}
