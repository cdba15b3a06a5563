import { endOfCell, readCell } from './cell.ts'
import type { CellMode } from './cell.ts'
import { readColumnName, ROW_KEY } from './column-name.ts'
import type { Encoding } from './encodings/encoding.ts'
import type { Sequence } from './encodings/sequence.ts'
import type { Part } from './encodings/template.ts'
import { BELOW_NOTE, JSON_NOTE, LAST_NOTE, SECONDS, TEXT_NOTE } from './head.ts'
import type { Step } from './table.ts'

/** A column as the head of a table describes it. */
export interface ReadColumn {
  readonly name: string
  readonly path: readonly Step[]
  readonly isKey: boolean
  readonly encoding: Encoding
  /** Number of the table that holds the rows that the cells count; 0: the same table. */
  readonly rowsIn: number | undefined
  readonly isLast: boolean
}

/** The head of a table, read. */
export interface ReadHead {
  readonly number: number
  readonly rowCount: number
  readonly separator: string
  readonly columns: readonly ReadColumn[]
}

const START = /^table (\d{1,9}) \((\d{1,9}) rows(?:, (.) between cells)?\): /
const ROWS_NOTE = /^ \(how many rows of table (\d{1,9})\)/

/** Reads the head of a table; undefined where the line is none. The inverse of what `writeTable()` puts first. */
export function readHead(line: string): ReadHead | undefined {
  const start = START.exec(line)
  if (start === null) return undefined
  const cursor: Cursor = { line, at: start[0].length }
  const raw: RawColumn[] = []
  while (cursor.at < line.length) {
    raw.push(readColumn(cursor))
    if (line.startsWith(', ', cursor.at)) cursor.at += 2
    else if (cursor.at < line.length) throw new SyntaxError(`Unreadable head of a table at ${cursor.at}`)
  }
  const byName = new Map(
    raw.flatMap((column, index) => (column.rowsIn === undefined ? [[column.name, index] as const] : [])),
  )
  const columns = raw.map((column) => ({ ...column, encoding: resolved(column.encoding, byName) }))
  return { number: Number(start[1]), rowCount: Number(start[2]), separator: start[3] ?? ' ', columns }
}

interface Cursor {
  readonly line: string
  at: number
}

/** A part whose column is still a name. */
type RawPart =
  | Exclude<Part, { kind: 'column' }>
  | { readonly kind: 'name'; readonly name: string; readonly ofParent: boolean }
type RawEncoding =
  | Exclude<Encoding, { kind: 'template' }>
  | { readonly kind: 'raw-template'; readonly parts: readonly RawPart[] }
type RawColumn = Omit<ReadColumn, 'encoding'> & { readonly encoding: RawEncoding }

function readColumn(cursor: Cursor): RawColumn {
  const from = cursor.at
  const isKey = cursor.line.startsWith(ROW_KEY, from)
  const { path, end } = isKey ? { path: [], end: from + ROW_KEY.length } : readColumnName(cursor.line, from)
  cursor.at = end
  const name = cursor.line.slice(from, end)
  const encoding = readSpec(cursor)
  const rowsIn = readRowsNote(cursor)
  const mode: CellMode = take(cursor, TEXT_NOTE) ? 'text' : take(cursor, JSON_NOTE) ? 'json' : 'any'
  const isLast = take(cursor, LAST_NOTE)
  return { name, path, isKey, encoding: encoding ?? { kind: 'cells', mode }, rowsIn, isLast }
}

function take(cursor: Cursor, text: string): boolean {
  if (!cursor.line.startsWith(text, cursor.at)) return false
  cursor.at += text.length
  return true
}

function readRowsNote(cursor: Cursor): number | undefined {
  if (take(cursor, BELOW_NOTE)) return 0
  const note = ROWS_NOTE.exec(cursor.line.slice(cursor.at, cursor.at + 40))
  if (note === null) return undefined
  cursor.at += note[0].length
  return Number(note[1])
}

function readSpec(cursor: Cursor): RawEncoding | undefined {
  if (take(cursor, '=')) return { kind: 'constant', json: readCell(takeCell(cursor, /, | \(/g), 'any') ?? '' }
  if (take(cursor, ' from ')) return { kind: 'sequence', sequence: readSequence(takeUntil(cursor, /, | \(/g)) }
  if (take(cursor, '{')) return readDictionary(cursor)
  if (take(cursor, ': ')) return { kind: 'raw-template', parts: readTemplate(cursor) }
  return undefined
}

/** Text up to a stop, or a quoted text, array or object whole. */
function takeCell(cursor: Cursor, stop: RegExp): string {
  const sign = cursor.line.charAt(cursor.at)
  if (sign !== '"' && sign !== '[' && sign !== '{') return takeUntil(cursor, stop)
  const end = endOfCell(cursor.line, cursor.at, undefined)
  const cell = cursor.line.slice(cursor.at, end)
  cursor.at = end
  return cell
}

function takeUntil(cursor: Cursor, stop: RegExp): string {
  const from = cursor.at
  stop.lastIndex = from
  cursor.at = stop.exec(cursor.line)?.index ?? cursor.line.length
  return cursor.line.slice(from, cursor.at)
}

function readSequence(text: string): Sequence {
  const [first = '', step = ''] = text.split(' step ')
  return { first, step: step.endsWith(SECONDS) ? step.slice(0, -SECONDS.length) : step }
}

function readDictionary(cursor: Cursor): RawEncoding {
  const entries: [string, string][] = []
  while (!take(cursor, '}')) {
    const code = takeUntil(cursor, /=/g)
    cursor.at++
    entries.push([code, takeCell(cursor, /[,}]/g)])
    take(cursor, ', ')
    if (cursor.at >= cursor.line.length) throw new SyntaxError('Unclosed legend')
  }
  return { kind: 'dictionary', dictionary: { entries } }
}

function readTemplate(cursor: Cursor): RawPart[] {
  const isQuoted = take(cursor, '"')
  const parts: RawPart[] = []
  const { line } = cursor
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text })
    text = ''
  }
  while (cursor.at < line.length && !endsTemplate(cursor, isQuoted)) {
    const sign = line.charAt(cursor.at)
    if ((sign === '{' || sign === '}') && line.charAt(cursor.at + 1) === sign) {
      text += sign
      cursor.at += 2
    } else if (sign === '{') {
      flush()
      parts.push(readHole(cursor))
    } else {
      const width = sign === '\\' ? 2 : 1
      text += line.slice(cursor.at, cursor.at + width)
      cursor.at += width
    }
  }
  if (isQuoted) cursor.at++
  flush()
  return parts
}

function endsTemplate({ line, at }: Cursor, isQuoted: boolean): boolean {
  return isQuoted ? line.charAt(at) === '"' : line.startsWith(', ', at) || line.startsWith(' (', at)
}

const SEQUENCE = /^\{([\d.-][^{} ]{0,40}) step ([^{}]{1,40})\}/

function readHole(cursor: Cursor): RawPart {
  const sequence = SEQUENCE.exec(cursor.line.slice(cursor.at, cursor.at + 100))
  if (sequence) {
    cursor.at += sequence[0].length
    return { kind: 'sequence', sequence: readSequence(sequence[0].slice(1, -1)) }
  }
  if (take(cursor, '{}')) return { kind: 'cell' }
  cursor.at++
  const ofParent = take(cursor, '^')
  const from = cursor.at
  const end = cursor.line.startsWith(ROW_KEY, from) ? from + ROW_KEY.length : readColumnName(cursor.line, from).end
  cursor.at = end + 1
  return { kind: 'name', name: cursor.line.slice(from, end), ofParent }
}

function resolved(encoding: RawEncoding, byName: ReadonlyMap<string, number>): Encoding {
  if (encoding.kind !== 'raw-template') return encoding
  const parts = encoding.parts.map((part): Part => {
    if (part.kind !== 'name') return part
    const column = byName.get(part.name)
    if (column === undefined) throw new SyntaxError(`No column ${part.name}`)
    return { kind: 'column', column, ofParent: part.ofParent }
  })
  return { kind: 'template', parts }
}

/** Whether a column has cells in the rows. */
export function hasCells({ encoding }: ReadColumn): boolean {
  if (encoding.kind === 'template') return encoding.parts.some((part) => part.kind === 'cell')
  return encoding.kind === 'cells' || encoding.kind === 'dictionary'
}
