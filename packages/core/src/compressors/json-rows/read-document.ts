import { endOfQuoted } from './cell.ts'
import { hasCells, readHead } from './read-head.ts'
import type { ReadHead } from './read-head.ts'
import { readTable } from './read-table.ts'
import type { Values } from './read-table.ts'
import type { Step } from './table.ts'

/**
 * Reads a document back from its skeleton and tables: minified JSON, or for `<lines of …>` one JSON text a line.
 *
 * @param lines The skeleton, then heads and rows.
 */
export function readDocument(lines: readonly string[]): string {
  const tables = new Map<number, OpenTable>()
  for (let at = 1; at < lines.length;) {
    const head = readHead(lines[at] ?? '')
    if (head === undefined) throw new SyntaxError(`Line ${at} is no head of a table`)
    const rowLines = head.columns.some(hasCells) ? head.rowCount : 0
    const values = readTable(head, lines.slice(at + 1, at + 1 + rowLines), (own) => parentsOf(head, own))
    tables.set(head.number, { head, values, next: 0 })
    at += 1 + rowLines
  }
  return fillSkeleton(lines[0] ?? '', tables)
}

interface OpenTable {
  readonly head: ReadHead
  readonly values: Values
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
function fillSkeleton(skeleton: string, tables: Tables): string {
  let text = ''
  let from = 0
  for (let at = 0; at < skeleton.length; at++) {
    const sign = skeleton.charAt(at)
    if (sign === '"') at = endOfQuoted(skeleton, at) - 1
    if (sign !== '<') continue
    const mark = MARK.exec(skeleton.slice(at, at + MAX_MARK))
    if (mark === null) throw new SyntaxError(`Unreadable mark at ${at}`)
    text += skeleton.slice(from, at) + rowsFor(mark, tables)
    from = at + mark[0].length
    at = from - 1
  }
  return text + skeleton.slice(from)
}

/** Characters of the longest mark. */
const MAX_MARK = 60

type Tables = ReadonlyMap<number, OpenTable>

function rowsFor([, count, special, members, number]: RegExpExecArray, tables: Tables): string {
  const table = openTable(tables, Number(number))
  if (special === 'row') return nextRow(table, tables)
  const rows = takeRows(table, count === undefined ? table.head.rowCount : Number(count), tables)
  if (special === 'lines') return rows.join('\n')
  return members === undefined ? `[${rows.join(',')}]` : `{${rows.join(',')}}`
}

function openTable(tables: Tables, number: number): OpenTable {
  const table = tables.get(number)
  if (table === undefined) throw new SyntaxError(`No table ${number}`)
  return table
}

function takeRows(table: OpenTable, count: number, tables: Tables): string[] {
  return Array.from({ length: count }, () => nextRow(table, tables))
}

/** Takes the next row of a table as JSON text, with the rows that belong to it. */
function nextRow(table: OpenTable, tables: Tables): string {
  const row = table.next++
  if (row >= table.head.rowCount) throw new RangeError(`Table ${table.head.number} has no row ${row}`)
  let key = ''
  const entries: [readonly Step[], string][] = []
  for (const [index, column] of table.head.columns.entries()) {
    const value = table.values[index]?.[row]
    if (value === undefined) continue
    if (column.isKey) key = `${value}:`
    else
      entries.push([column.path, column.rowsIn === undefined ? value : rowsBelow(table, column.rowsIn, value, tables)])
  }
  return key + writeEntries(entries)
}

function rowsBelow(table: OpenTable, rowsIn: number, count: string, tables: Tables): string {
  const from = rowsIn === 0 ? table : openTable(tables, rowsIn)
  return `[${takeRows(from, Number(count), tables).join(',')}]`
}

/** Writes values under their paths, in order, as one minified JSON value. */
function writeEntries(entries: readonly (readonly [path: readonly Step[], json: string])[]): string {
  let text = ''
  let before: readonly Step[] | undefined
  for (const [path, json] of entries) {
    if (path.length === 0) return json
    let depth = 0
    if (before !== undefined) {
      depth = sharedDepth(before, path)
      text += `${closing(before, depth)},`
    }
    for (let at = depth; at < path.length; at++) {
      const step = path[at]
      if (at > depth || before === undefined) text += typeof step === 'string' ? '{' : '['
      if (typeof step === 'string') text += `${step}:`
    }
    text += json
    before = path
  }
  return before === undefined ? '{}' : text + closing(before, 0) + (typeof before[0] === 'string' ? '}' : ']')
}

function sharedDepth(before: readonly Step[], path: readonly Step[]): number {
  let depth = 0
  while (depth < path.length - 1 && before[depth] === path[depth]) depth++
  return depth
}

/** The ends of all containers below `depth`. */
function closing(path: readonly Step[], depth: number): string {
  let text = ''
  for (let at = path.length - 1; at > depth; at--) text += typeof path[at] === 'string' ? '}' : ']'
  return text
}
