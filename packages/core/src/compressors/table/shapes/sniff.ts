import { type Delimiter, DELIMITERS } from './delimiter.ts'
import { recordLines } from './read-records.ts'
import { LAYOUTS } from './records-style.ts'
import type { Sniffed } from './sniffed.ts'
import { barOf, type Frame, FRAMES } from './frames.ts'

/** Characters looked at. */
const LOOK = 12_000
/** Lines looked at. */
const MAX_LINES = 60
/** Lines of text that may stand before a table. */
const MAX_LEAD = 3
/** Characters of a line that are looked at. */
const MAX_LINE = 4_000

/** Looks at the start of a text for a table. Undefined: there is none. */
export function sniff(text: string): Sniffed | undefined {
  const cut = text.slice(0, LOOK)
  const lines = cut.split('\n', MAX_LINES)
  // The last line may be cut off.
  if (text.length > LOOK && lines.length < MAX_LINES) lines.pop()
  const shown = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  return sniffFrame(shown, lines) ?? sniffRecords(shown) ?? sniffDelimited(shown, lines)
}

const NONE = { frames: [], layouts: [], delimiter: ',', headLines: 1 } as const

/** Records start with the text itself. */
function sniffRecords(shown: readonly string[]): Sniffed | undefined {
  const layouts = LAYOUTS.filter((layout) => recordLines(shown, layout))
  return layouts.length === 0 ? undefined : { ...NONE, shape: 'records', layouts, start: 0, width: 0, sureness: FRAMED }
}

function offsetOf(lines: readonly string[], index: number): number {
  return lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0)
}

const BOX_RULE = /^\+(?:[-=]{1,2000}\+){1,400}$/
const MARKDOWN_RULE = /^\|(?: {0,9}:?-{1,2000}:? {0,9}\|){1,400}$/
const PSQL_RULE = /^(?:-{2,2000}(?:\+-{2,2000}){1,400}|─{2,2000}(?:┼─{2,2000}){1,400})$/
const COLUMNS_RULE = /^-{1,2000}(?: {2}-{1,2000}){1,400} {0,400}$/
const DRAWN_RULE = /^[┌╭╔┏][─═━]{1,2000}(?:[┬╦┳][─═━]{1,2000}){1,400}[┐╮╗┓]$/
/** How sure a rule makes. Dashes under words are also a heading. */
const FRAMED = 0.97

function sniffFrame(shown: readonly string[], lines: readonly string[]): Sniffed | undefined {
  for (let index = 0; index <= MAX_LEAD + 1 && index < shown.length; index++) {
    const line = shown[index] ?? ''
    if (line.length > MAX_LINE) return undefined
    const isTop = BOX_RULE.test(line) || DRAWN_RULE.test(line)
    const isMiddle = MARKDOWN_RULE.test(line) || PSQL_RULE.test(line) || COLUMNS_RULE.test(line)
    if (!isTop && (!isMiddle || index === 0)) continue
    const headLines = isTop ? 1 : headLinesAbove(shown, index)
    const first = isTop ? index : index - headLines
    const head = shown.slice(isTop ? first + 1 : first, isTop ? first + 2 : index).join('\n')
    const frames = FRAMES.filter((frame) => (frame.top !== undefined) === isTop && mayBe(frame, line, head))
    const width = widthOf(line)
    if (frames.length === 0 || width < 2 || shown.length - first < (isTop ? 4 : 3)) return undefined
    return { ...NONE, shape: 'framed', frames, start: offsetOf(lines, first), headLines, width, sureness: FRAMED }
  }
  return undefined
}

/** Lines up to the one that opens the head: names may have line ends in them. */
function headLinesAbove(shown: readonly string[], rule: number): number {
  if (!MARKDOWN_RULE.test(shown[rule] ?? '')) return 1
  let count = 1
  while (count < rule && count <= MAX_LEAD && shown[rule - count]?.startsWith('|') === false) count++
  return count
}

function mayBe(frame: Frame, rule: string, head: string): boolean {
  const given = frame.top ?? frame.middle
  const bar = barOf(frame)
  if (bar === '') return COLUMNS_RULE.test(rule)
  if (frame.open.trim() === '') return PSQL_RULE.test(rule) && head.includes(bar) && rule.startsWith(given.fill)
  return rule.startsWith(given.open.charAt(0)) && head.trimStart().startsWith(bar) && head.trimEnd().endsWith(bar)
}

/** Columns that a line of dashes stands over. */
function widthOf(rule: string): number {
  return rule.match(/[-=─═━]{1,2000}/g)?.length ?? 0
}

/** Lines of which delimited cells are known. */
const MIN_LINES = 4
/** Cells of a head that is no sentence. */
const MAX_NAME = 60
/** Words of the same. */
const MAX_NAME_WORDS = 8

function sniffDelimited(shown: readonly string[], lines: readonly string[]): Sniffed | undefined {
  for (const delimiter of DELIMITERS) {
    for (let first = 0; first <= MAX_LEAD && first < shown.length; first++) {
      const width = cellsIn(shown[first] ?? '', delimiter)?.length ?? 0
      if (width < 2) continue
      const sureness = surenessOf(shown.slice(first), delimiter, width)
      if (sureness > 0 && (first === 0 || isCaption(shown, first, delimiter)))
        return { ...NONE, shape: 'delimited', delimiter, start: offsetOf(lines, first), width, sureness }
      break
    }
  }
  return undefined
}

/** Whether what stands before a head has no delimiter in it: it is no row. */
function isCaption(shown: readonly string[], first: number, delimiter: Delimiter): boolean {
  return shown.slice(0, first).every((line) => !line.includes(delimiter))
}

/** The cells of a line; undefined where a quote stands open or in the middle of one. */
function cellsIn(line: string, delimiter: Delimiter): readonly string[] | undefined {
  if (line.length > MAX_LINE) return undefined
  if (!line.includes('"')) return line.split(delimiter)
  const cells: string[] = []
  let cell = ''
  let isOpen = false
  for (const sign of line) {
    if (sign === '"') isOpen = !isOpen
    if (sign === delimiter && !isOpen) {
      cells.push(cell)
      cell = ''
    } else cell += sign
  }
  return isOpen ? undefined : [...cells, cell]
}

/** A name of a column: letters, and signs that names have; no code, no time, no address. */
const NAME = /^(?=.{0,60}[\p{L}#%])[\p{L}\p{N}\p{M} _.\-/\\#%&()'$€*+:?°²³@[\]×–]{1,60}$/u
const CODE =
  /[{};=<>]|\(\)|=>|:\/\/|\d\d:\d\d|^\s|^(?:import|from|const|let|var|return|if|for|def|class|export|function)\b/
const NUMBER = /^-?\.?\d[\d.,]{0,30}%?$/

/** How sure lines are of being rows, from the first on. 0: they are none. */
function surenessOf(shown: readonly string[], delimiter: Delimiter, width: number): number {
  const tail = shown.findLastIndex((line) => line.includes(delimiter))
  const lines = shown.slice(0, tail + 1)
  if (lines.length < MIN_LINES || shown.length - lines.length > MAX_LEAD + 1) return 0
  const rows = lines.map((line) => cellsIn(line, delimiter))
  const closed = rows.filter((row) => row !== undefined)
  const regular = closed.filter((row) => row.length === width).length
  // A cell with line ends in it opens in one line and closes in another.
  const open = rows.length - closed.length
  if (regular < MIN_LINES - open || regular + 2 * open < rows.length * MIN_REGULAR) return 0
  const [head = []] = rows
  const names = head.map((cell) => cell.replace(/^"(.*)"$/, '$1').trim())
  const isNamed = names.every((name) => name === '' || isName(name)) && isDistinct(names)
  if (isNamed) return width >= 3 ? 0.92 : twoColumnSureness(closed, names)
  return headless(closed, width)
}

/** Share of lines with as many cells as the head. */
const MIN_REGULAR = 0.85

function isName(name: string): boolean {
  return (
    name.length <= MAX_NAME &&
    name.split(' ').length <= MAX_NAME_WORDS &&
    NAME.test(name) &&
    !CODE.test(name) &&
    isClosed(name)
  )
}

/** Whether brackets that open in a name close in it: those of code and prose go over commas. */
function isClosed(name: string): boolean {
  const opening = name.match(/[([]/g)?.length ?? 0
  return opening === (name.match(/[)\]]/g)?.length ?? 0)
}

/** Whether names are mostly there, and mostly not the same: a join of tables has some twice. */
function isDistinct(names: readonly string[]): boolean {
  const full = names.filter((name) => name !== '')
  return full.length * 2 > names.length && new Set(full).size * 2 > full.length
}

/** Two cells a line are also a sentence with a comma: one column must be of numbers or of single words. */
function twoColumnSureness(rows: readonly (readonly string[])[], names: readonly string[]): number {
  if (names.some((name) => name === '' || name.split(' ').length > 4)) return 0
  const isPlain = [0, 1].some((column) =>
    rows
      .slice(1)
      .every((row) => row.length !== 2 || NUMBER.test(row[column] ?? '') || /^\d{4}-\d\d-\d\d/.test(row[column] ?? '')),
  )
  return isPlain ? 0.85 : 0
}

/** Columns of which rows without a head are known. */
const MIN_HEADLESS = 4

/** Rows without a head: many cells, each column of one kind, at least half of them numbers. */
function headless(rows: readonly (readonly string[])[], width: number): number {
  if (width < MIN_HEADLESS) return 0
  let numeric = 0
  for (let column = 0; column < width; column++) {
    const count = rows.filter((row) => NUMBER.test(row[column] ?? '')).length
    if (count >= rows.length - 1) numeric++
    else if (rows.some((row) => CODE.test(row[column] ?? ''))) return 0
  }
  return numeric * 2 >= width ? 0.6 : 0
}
