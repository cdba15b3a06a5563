import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import type { Cell, FoundGrid } from '../grid.ts'
import type { RecordLayout, RecordsStyle } from './records-style.ts'
import type { Sniffed } from './sniffed.ts'
import { writeRecords } from './write-records.ts'

/** Lines that may follow the last record. */
const MAX_TAIL_LINES = 6

/** Reads records. Undefined: they are none, or not all of the same fields. */
export function* readRecords(text: string, { layouts, start }: Sniffed): Steps<FoundGrid | undefined> {
  for (const layout of layouts) {
    const end = text.startsWith('\r', text.indexOf('\n', start) - 1) ? '\r\n' : '\n'
    const read = yield* readAll(text, start, layout, end)
    if (read === undefined) continue
    const { names, columns, starts, tableEnd } = read
    const rowCount = starts.length
    const tail = text.slice(tableEnd).split('\n', MAX_TAIL_LINES + 2).length - 1
    if (rowCount < 2 || tail > MAX_TAIL_LINES) continue
    const grid = { names, columns, rowCount, end, before: text.slice(0, start) } as const
    const table = text.slice(start, tableEnd)
    for (const isWide of [false, true]) {
      const style: RecordsStyle = { kind: 'records', layout, isWide }
      if ((yield* writeRecords(grid, style)) === table)
        return { ...grid, style, after: text.slice(tableEnd), starts: [...starts, tableEnd] }
    }
  }
  return undefined
}

interface Read {
  readonly names: readonly string[]
  readonly columns: readonly Cell[][]
  readonly starts: number[]
  readonly tableEnd: number
}

function* readAll(text: string, start: number, layout: RecordLayout, end: string): Steps<Read | undefined> {
  const cursor = { at: start }
  const next = (): string => {
    const feed = text.indexOf(end, cursor.at)
    const line = text.slice(cursor.at, feed < 0 ? text.length : feed)
    cursor.at = feed < 0 ? text.length : feed + end.length
    return line
  }
  const first = fieldsOf(text, start, layout, end)
  if (first.length < 2) return undefined
  const columns = first.map((): Cell[] => [])
  const starts: number[] = []
  let tableEnd = start
  let worked = start
  while (cursor.at < text.length) {
    const from = cursor.at
    const lead = layout.label !== undefined || starts.length > 0 ? next() : ''
    if (!isLead(lead, layout)) break
    const recordStart = layout.label === undefined ? cursor.at : from
    const values = first.map((prefix) => [prefix, next()] as const)
    if (!values.every(([prefix, line]) => line.startsWith(prefix))) break
    values.forEach(([prefix, line], column) => columns[column]?.push(line.slice(prefix.length)))
    starts.push(recordStart)
    tableEnd = text.startsWith(end, cursor.at - end.length) ? cursor.at - end.length : cursor.at
    if (cursor.at - worked < STEP_LENGTH) continue
    worked = cursor.at
    yield
  }
  const names = first.map((prefix) => prefix.slice(0, -layout.between.length).trim())
  return { names, columns, starts, tableEnd }
}

const LABEL = /^(?:-\[ RECORD \d{1,9} \][-+]{0,4000}|\*{27} \d{1,9}\. row \*{27})$/

function isLead(line: string, { label }: RecordLayout): boolean {
  return label === undefined ? line === '' : LABEL.test(line)
}

/** Fields that a record may have. */
const MAX_FIELDS = 400

/** What each field of the first record starts with: its name, the spaces around it and what follows. */
function fieldsOf(text: string, start: number, layout: RecordLayout, end: string): readonly string[] {
  const lines = text.slice(start, start + MAX_HEAD).split(end, MAX_FIELDS)
  if (layout.label) lines.shift()
  const at = lines[0]?.indexOf(layout.between) ?? -1
  const prefixes: string[] = []
  for (const line of lines) {
    if (at < 1 || !line.startsWith(layout.between, at)) break
    prefixes.push(line.slice(0, at + layout.between.length))
  }
  return prefixes
}

/** Characters in which the first record must end. */
const MAX_HEAD = 100_000

/** The lines of a text that seem to be records; none where they are not. */
export function recordLines(lines: readonly string[], layout: RecordLayout): boolean {
  const second = lines.findIndex((line, index) => index > 0 && isLead(line, layout))
  if (second < 0) return false
  const from = layout.label ? 1 : 0
  const [first = '', again = ''] = [lines[from], lines[second + 1]]
  const at = first.indexOf(layout.between)
  return (
    isLead(layout.label ? (lines[0] ?? '') : '', layout) &&
    at > 0 &&
    again.startsWith(first.slice(0, at + layout.between.length))
  )
}
