import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { joinInSteps } from '../lines.ts'
import { endOfQuoted } from './cell.ts'
import { hasCells, readHead } from './read-head.ts'
import type { ReadHead } from './read-head.ts'
import { readTable } from './read-table.ts'
import type { Values } from './read-table.ts'
import { type RowWriter, rowWriter } from './row-writer.ts'

/**
 * Reads a document back from its skeleton and tables: minified JSON, or for `<lines of …>` one JSON text a line.
 *
 * @param lines The skeleton, then heads and rows.
 */
export function* documentInSteps(lines: readonly string[]): Steps<string> {
  const tables = new Map<number, OpenTable>()
  for (let at = 1; at < lines.length;) {
    const head = readHead(lines[at] ?? '')
    if (head === undefined) throw new SyntaxError(`Line ${at} is no head of a table`)
    const rowLines = head.columns.some(hasCells) ? head.rowCount : 0
    const values = yield* readTable(head, lines.slice(at + 1, at + 1 + rowLines), (own) => parentsOf(head, own))
    const writer = rowWriter(head.columns.map(({ path }) => path))
    tables.set(head.number, { head, values, writer, next: 0 })
    at += 1 + rowLines
  }
  return yield* fillSkeleton(lines[0] ?? '', tables)
}

/** What a row costs beside its own length, in characters. */
const ROW_LENGTH = 16

interface OpenTable {
  readonly head: ReadHead
  readonly values: Values
  readonly writer: RowWriter
  /** The next row to be taken. */
  next: number
}

/** In a table that holds a tree, each row is followed by its own rows: which row each belongs to, -1 for none. */
function parentsOf({ columns, rowCount }: ReadHead, values: Values): Int32Array {
  const parents = new Int32Array(rowCount).fill(-1)
  const counts = values[columns.findIndex(({ rowsIn }) => rowsIn === 0)]
  if (counts === undefined) return parents
  const open: { readonly row: number; left: number }[] = []
  for (let row = 0; row < rowCount; row++) {
    while (open.at(-1)?.left === 0) open.pop()
    const parent = open.at(-1)
    if (parent) {
      parents[row] = parent.row
      parent.left--
    }
    open.push({ row, left: Number(counts[row] ?? 0) })
  }
  return parents
}

const MARK = /^<(?:(\d+) rows of |(lines|row) of |(members) in )?table (\d+)>/

/** Copies the skeleton, putting rows where the marks are. Marks stand only outside strings. */
function* fillSkeleton(skeleton: string, tables: Tables): Steps<string> {
  const parts: string[] = []
  let from = 0
  let stop = PASS_LENGTH
  for (let at = 0; at < skeleton.length; at++) {
    if (at > stop) {
      stop = at + PASS_LENGTH
      yield
    }
    const sign = skeleton.charCodeAt(at)
    if (sign === QUOTE) at = endOfQuoted(skeleton, at) - 1
    if (sign !== MARK_START) continue
    const mark = MARK.exec(skeleton.slice(at, at + MAX_MARK))
    if (mark === null) throw new SyntaxError(`Unreadable mark at ${at}`)
    const rows = yield* rowsFor(mark, tables)
    parts.push(skeleton.slice(from, at), rows)
    // Rows that are put in count as if they stood in the skeleton.
    stop -= rows.length
    from = at + mark[0].length
    at = from - 1
  }
  parts.push(skeleton.slice(from))
  return yield* joinInSteps(parts, '')
}

const QUOTE = 34
const MARK_START = 60

/** Characters of the longest mark. */
const MAX_MARK = 60

type Tables = ReadonlyMap<number, OpenTable>

function* rowsFor([, count, special, members, number]: RegExpExecArray, tables: Tables): Steps<string> {
  const table = openTable(tables, Number(number))
  if (special === 'row') return nextRow(table, tables)
  const rows = yield* takeRows(table, count === undefined ? table.head.rowCount : Number(count), tables)
  if (special === 'lines') return yield* joinInSteps(rows, '\n')
  const joined = yield* joinInSteps(rows, ',')
  return members === undefined ? `[${joined}]` : `{${joined}}`
}

function openTable(tables: Tables, number: number): OpenTable {
  const table = tables.get(number)
  if (table === undefined) throw new SyntaxError(`No table ${number}`)
  return table
}

function* takeRows(table: OpenTable, count: number, tables: Tables): Steps<string[]> {
  const rows: string[] = []
  let written = 0
  for (let left = count; left > 0; left--) {
    const row = nextRow(table, tables)
    rows.push(row)
    written += ROW_LENGTH + row.length
    if (written < PASS_LENGTH) continue
    written = 0
    yield
  }
  return rows
}

/** Takes the next row of a table as JSON text, with the rows that belong to it. */
function nextRow(table: OpenTable, tables: Tables): string {
  const row = table.next++
  if (row >= table.head.rowCount) throw new RangeError(`Table ${table.head.number} has no row ${row}`)
  const { columns } = table.head
  let key = ''
  let text = ''
  let previous = -1
  let isWhole = false
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index]
    const value = table.values[index]?.[row]
    if (value === undefined || column === undefined) continue
    if (column.isKey) {
      key = `${value}:`
      continue
    }
    const json = column.rowsIn === undefined ? value : rowsBelow(table, column.rowsIn, value, tables)
    if (isWhole) continue
    if (column.path.length === 0) {
      isWhole = true
      text = json
      continue
    }
    text += table.writer.before(index, previous) + json
    previous = index
  }
  if (isWhole) return key + text
  return key + (previous < 0 ? '{}' : text + table.writer.after(previous))
}

function rowsBelow(table: OpenTable, rowsIn: number, count: string, tables: Tables): string {
  const from = rowsIn === 0 ? table : openTable(tables, rowsIn)
  const rows: string[] = []
  for (let left = Number(count); left > 0; left--) rows.push(nextRow(from, tables))
  return `[${rows.join(',')}]`
}
