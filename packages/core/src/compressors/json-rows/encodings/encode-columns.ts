import { isBare, isJsonText, isNested, SAME, writeCell } from '../cell.ts'
import type { CellMode } from '../cell.ts'
import { writeColumnName } from '../column-name.ts'
import type { Column, Table } from '../table.ts'
import type { Steps } from '../../../steps.ts'
import { mapInSteps, someInSteps } from '../../each-in-steps.ts'
import { estimateSpaced } from '../../token-estimate.ts'
import { findDictionary, mayHaveDictionary } from './dictionary.ts'
import type { Encoded } from './encoding.ts'
import { findSequence, isTime } from './sequence.ts'
import { templateInSteps } from './template.ts'
import type { Source } from './template.ts'

/** Rows on which encodings are compared. */
const SAMPLED_ROWS = 32
/** Fewer rows keep their values: a reader finds a row by its value, not by counting, and little is saved. */
const MIN_SEQUENCE = 64
/** Tokens that cutting the texts of a column apart must save in all, so that short tables keep their values literally. */
const MIN_SAVED_BY_COLUMN = 60
/** Tokens a row that cutting sentences apart must save on average. */
const MIN_SAVED_BY_SENTENCE = 7
/** Tokens a row that `=` for "as above" must save on average. */
const MIN_SAVED_BY_SAME = 0.8
/** Columns that templates may refer to. */
const MAX_SOURCES = 48

/** How far the values of a table may be changed in looks. */
export interface TableStyle {
  /** Tokens a row that cutting texts apart must save on average; the values no longer stand there literally. */
  readonly minSavedByTemplate: number
  /** Columns (by name) whose values stand in every row as they are. */
  readonly isPlain: (name: string) => boolean
  /** Name of the columns that hold the rows' indices; undefined where no rows are left out. */
  readonly indexName?: string
}

/**
 * Chooses for every column the encoding that takes the fewest tokens by estimate, with a margin for the ones that read
 * worse than plain cells.
 */
export function* encodeColumns(table: Table, style: TableStyle): Steps<readonly Encoded[]> {
  const plain: Encoded[] = []
  const texts: (readonly string[] | undefined)[] = []
  for (const column of table.columns) {
    plain.push(yield* encodePlain(column))
    texts.push(yield* textsOf(column))
  }
  const sources = sourcesOf(table, plain, texts, style)
  const uses = table.columns.map(() => new Set<number>())
  const all: Encoded[] = []
  for (const [index, encoded] of plain.entries()) {
    const column = table.columns[index]
    if (encoded.cells === undefined || column === undefined || style.isPlain(writeColumnName(column.path))) {
      all.push(encoded)
      continue
    }
    if (table.rowCount > MANY_ROWS) yield
    const own = texts[index]
    const allowed = sources.filter(
      (source) => source.ofParent || (source.column !== index && !reaches(uses, source.column, index)),
    )
    const better = yield* betterOf(encoded, encoded.cells, column, own, allowed, style.minSavedByTemplate)
    for (const used of columnsUsed(better)) uses[index]?.add(used)
    all.push(better)
  }
  return all
}

/** A column of more rows is a step of its own. */
const MANY_ROWS = 4_096

function* encodePlain({ cells }: Column): Steps<Encoded> {
  const [first] = cells
  if (first !== undefined && cells.every((cell) => cell === first))
    return { encoding: { kind: 'constant', json: first } }
  const mode = yield* modeOf(cells)
  return { encoding: { kind: 'cells', mode }, cells: yield* mapInSteps(cells, (cell) => writeCell(cell, mode)) }
}

function* modeOf(cells: Column['cells']): Steps<CellMode> {
  const hasJson = yield* someInSteps(cells, (cell) => cell !== undefined && isJsonText(cell))
  if (hasJson && !cells.some((cell) => isNested(cell ?? ''))) return 'json'
  return cells.every((cell) => cell?.startsWith('"')) && cells.some(looksOther) ? 'text' : 'any'
}

function looksOther(cell: string | undefined): boolean {
  return cell !== undefined && !isBare(cell.slice(1, -1), 'any') && isBare(cell.slice(1, -1), 'text')
}

/** The insides of a column's strings, where it holds nothing else. */
function* textsOf({ cells, role }: Column): Steps<readonly string[] | undefined> {
  if (role === 'rows' || !cells.every((cell) => cell?.charCodeAt(0) === 34)) return undefined
  return yield* mapInSteps(cells, (cell) => cell?.slice(1, -1) ?? '')
}

// A title or a message is quoted and looked for as it is.
function minSavedOf(texts: readonly string[] | undefined): number {
  return texts?.some(isSentence) === true ? MIN_SAVED_BY_SENTENCE : 0
}

/** Whether a text holds two spaces or more. */
function isSentence(text: string): boolean {
  const space = text.indexOf(' ')
  return space >= 0 && text.includes(' ', space + 1)
}

/** Columns whose values may occur within others: texts and numbers that differ from row to row. */
function sourcesOf(
  table: Table,
  plain: readonly Encoded[],
  allTexts: readonly (readonly string[] | undefined)[],
  style: TableStyle,
): readonly Source[] {
  const sources: Source[] = []
  for (const [column, { cells, role, path }] of table.columns.entries()) {
    if (sources.length >= MAX_SOURCES) break
    if (plain[column]?.cells === undefined || role === 'rows' || !cells.every(isScalar)) continue
    if (style.isPlain(writeColumnName(path))) continue
    const texts =
      allTexts[column] ?? cells.map((cell) => (cell?.charCodeAt(0) === 34 ? cell.slice(1, -1) : (cell ?? '')))
    sources.push({ column, ofParent: false, texts })
    if (table.parents) sources.push({ column, ofParent: true, texts: parentTexts(texts, table.parents) })
  }
  const lengths = new Map(sources.map((source) => [source, lengthOf(source)]))
  return sources.sort((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0))
}

function isScalar(cell: string | undefined): boolean {
  const code = cell?.charCodeAt(0)
  return code !== undefined && code !== 91 && code !== 123
}

function parentTexts(texts: readonly string[], parents: Int32Array): string[] {
  return texts.map((_, row) => texts[parents[row] ?? -1] ?? '')
}

function lengthOf({ texts }: Source): number {
  let length = 0
  for (let row = 0; row < texts.length && row < SAMPLED_ROWS; row++) length += texts[row]?.length ?? 0
  return length
}

function reaches(uses: readonly Set<number>[], from: number, to: number): boolean {
  if (uses[from]?.size === 0) return from === to
  const seen = new Set<number>([from])
  for (const column of seen) {
    if (column === to) return true
    for (const next of uses[column] ?? []) seen.add(next)
  }
  return false
}

function columnsUsed({ encoding }: Encoded): number[] {
  if (encoding.kind !== 'template') return []
  return encoding.parts.flatMap((part) => (part.kind === 'column' && !part.ofParent ? [part.column] : []))
}

function* betterOf(
  plain: Encoded,
  cells: readonly string[],
  column: Column,
  texts: readonly string[] | undefined,
  sources: readonly Source[],
  minSavedByTemplate: number,
): Steps<Encoded> {
  const sequence = cells.length < MIN_SEQUENCE ? undefined : findSequence(texts ?? numbersOf(column))
  if (sequence && (texts === undefined || isTime(sequence.first))) return { encoding: { kind: 'sequence', sequence } }
  let best = plain
  let cost = costOf(cells)
  const rows = cells.length
  const consider = (candidate: Encoded | undefined, margin: number): void => {
    if (candidate === undefined) return
    const candidateCost = candidate.cells === undefined ? 0 : costOf(candidate.cells)
    if (candidateCost + margin * rows > cost) return
    best = candidate
    cost = candidateCost
  }
  const margin = Math.max(minSavedByTemplate, minSavedOf(texts), MIN_SAVED_BY_COLUMN / rows)
  // Cells that cost less than a template must save need not be cut apart.
  if (texts !== undefined && margin * rows <= cost) consider(yield* templated(texts, sources), margin)
  if (mayHaveDictionary(cells)) {
    // A legend says of each value by its looks what it is.
    const isAny = plain.encoding.kind === 'cells' && plain.encoding.mode === 'any'
    consider(coded(isAny ? cells : yield* mapInSteps(column.cells, (cell) => writeCell(cell, 'any'))), 0)
  }
  if (best === plain && repeatsAbove(cells)) consider(yield* withSame(cells, plain), MIN_SAVED_BY_SAME)
  return best
}

function numbersOf({ cells, role }: Column): readonly string[] {
  return role !== 'rows' && cells.every(isScalar) ? cells.map((cell) => cell ?? '') : []
}

function* templated(texts: readonly string[], sources: readonly Source[]): Steps<Encoded | undefined> {
  const found = yield* templateInSteps(texts, sources)
  if (found === undefined) return undefined
  const encoding = { kind: 'template', parts: found.parts } as const
  if (found.cells === undefined) return { encoding }
  return { encoding, cells: yield* mapInSteps(found.cells, (text) => writeCell(`"${text}"`, 'text')) }
}

function coded(cells: readonly string[]): Encoded | undefined {
  const dictionary = findDictionary(cells)
  if (dictionary === undefined) return undefined
  const codes = new Map(dictionary.entries.map(([code, cell]) => [cell, code]))
  return { encoding: { kind: 'dictionary', dictionary }, cells: cells.map((cell) => codes.get(cell) ?? cell) }
}

/** Whether any of the rows on which encodings are compared has the cell of the row above it. */
function repeatsAbove(cells: readonly string[]): boolean {
  return sampledRows(cells.length).some((row) => row > 0 && cells[row] === cells[row - 1])
}

function* withSame(cells: readonly string[], { encoding }: Encoded): Steps<Encoded> {
  return {
    encoding,
    cells: yield* mapInSteps(cells, (cell, row) => (row > 0 && cell === cells[row - 1] ? SAME : cell)),
  }
}

/** Estimated tokens of all cells, from a sample of rows. */
function costOf(cells: readonly string[]): number {
  let tokens = 0
  const rows = sampledRows(cells.length)
  for (const row of rows) tokens += estimateSpaced(cells[row] ?? '')
  return (tokens * cells.length) / Math.max(1, rows.length)
}

/** The rows on which encodings are compared, evenly spread. */
function sampledRows(rowCount: number): readonly number[] {
  const count = Math.min(rowCount, SAMPLED_ROWS)
  const rows: number[] = []
  for (let index = 0; index < count; index++) rows.push(Math.floor((index * rowCount) / count))
  return rows
}
