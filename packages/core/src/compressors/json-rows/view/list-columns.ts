import type { JsonNode } from '../../../json/node.ts'
import { textOfJson } from '../../../json/text.ts'
import { createPace, type Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { ROW_KEY, writeColumnName } from '../column-name.ts'
import type { Step } from '../table.ts'
import type { List } from './lists.ts'

/** What the rows of a list hold at one place. */
export interface ListColumn {
  /** As in the head of a table. */
  readonly name: string
  /**
   * Each row's value as minified JSON, so that null, "null" and nothing differ; `{…}` and `[…]` for objects and arrays that hold
   * something. Undefined only where the row has nothing there.
   */
  readonly cells: readonly (string | undefined)[]
  /** Decoded text of each row's value; undefined where there is none. */
  readonly texts: readonly (string | undefined)[]
  /** The numbers among the values; undefined for a column without. */
  readonly numbers: readonly (number | undefined)[] | undefined
  /** How often each value of `cells` occurs; undefined where there are too many for a category. */
  readonly counts: ReadonlyMap<string, number> | undefined
}

/** Values of a category. */
const MAX_CATEGORIES = 24
/** Columns that are looked at, fewer where rows are many; wider rows are judged by their first ones. */
const MAX_COLUMNS = 250
/** Cells of all columns together, present or not: 64 MiB with their texts. */
const MAX_CELLS = 1 << 22
/** Levels of members within a row, and items of an array, that are columns of their own. */
const MAX_DEPTH = 8
const MAX_ITEMS = 8
/** Values that are looked at in one step. */
const VALUES_PER_STEP = 8_192

/** The rows of a list as columns of plain texts, whatever the order of their members. */
export function* listColumnsInSteps({ node, rows }: List): Steps<readonly ListColumn[]> {
  const root = newPlace([])
  const table: Places = { all: [root], most: Math.min(MAX_COLUMNS, Math.floor(MAX_CELLS / rows.length)) }
  const isDue = createPace(VALUES_PER_STEP)
  for (const [row, value] of rows.entries()) {
    if (isDue(collect(table, root, value, row, 0))) yield
  }
  const keys: Held = { cells: node.kind === 'object' ? node.keys : [], rows: [...rows.keys()] }
  const all: ListColumn[] = node.kind === 'object' ? [yield* columnOf(ROW_KEY, keys, rows.length)] : []
  for (const place of table.all) {
    if (isDue(place.cells.length)) yield
    if (says(place, rows.length)) all.push(yield* columnOf(writeColumnName(place.path), place, rows.length))
  }
  return all
}

/** What rows hold at a place: rows that hold nothing there are left out. */
interface Held {
  readonly cells: readonly string[]
  /** The row of each cell, ascending. */
  readonly rows: readonly number[]
}

/** A place in the rows, and those below it. */
interface Place extends Held {
  readonly path: readonly Step[]
  readonly cells: string[]
  readonly rows: number[]
  readonly members: Map<Step, Place>
}

interface Places {
  readonly all: Place[]
  readonly most: number
}

function newPlace(path: readonly Step[]): Place {
  return { path, cells: [], rows: [], members: new Map() }
}

/** Enters a value at its place. The number of values looked at. */
function collect(places: Places, place: Place, value: JsonNode, row: number, depth: number): number {
  place.cells.push(cellOf(value))
  place.rows.push(row)
  if (depth >= MAX_DEPTH || (value.kind !== 'object' && value.kind !== 'array')) return 1
  let looked = 1
  if (value.kind === 'object') {
    value.keys.forEach((key, index) => {
      looked += enter(places, place, key, value.values[index], row, depth)
    })
  } else if (value.items.length <= MAX_ITEMS && !value.items.some(isContainer)) {
    value.items.forEach((item, index) => {
      looked += enter(places, place, index, item, row, depth)
    })
  }
  return looked
}

function enter(
  places: Places,
  { path, members }: Place,
  step: Step,
  value: JsonNode | undefined,
  row: number,
  depth: number,
): number {
  if (value === undefined) return 0
  let member = members.get(step)
  if (member === undefined) {
    if (places.all.length > places.most) return 1
    member = newPlace([...path, step])
    members.set(step, member)
    places.all.push(member)
  }
  return collect(places, member, value, row, depth + 1)
}

function cellOf(value: JsonNode): string {
  if (value.kind === 'object') return value.keys.length === 0 ? '{}' : SOME_MEMBERS
  if (value.kind === 'array') return value.items.length === 0 ? '[]' : SOME_ITEMS
  return value.raw
}

const SOME_MEMBERS = '{…}'
const SOME_ITEMS = '[…]'

function isContainer({ kind }: JsonNode): boolean {
  return kind === 'object' || kind === 'array'
}

/** Whether a place says more than that there is an object or an array in all rows, or in those whose row goes so far. */
function says({ path, cells }: Place, rowCount: number): boolean {
  const holder = cells.find((cell) => cell === SOME_MEMBERS || cell === SOME_ITEMS)
  if (path.length === 0 || holder === undefined) return holder === undefined
  return cells.some((cell) => cell !== holder) || (path.length === 1 && cells.length < rowCount)
}

function* columnOf(name: string, held: Held, rowCount: number): Steps<ListColumn> {
  const texts = yield* mapInSteps(held.cells, textOf)
  return {
    name,
    cells: yield* byRow(held.cells, held, rowCount),
    texts: yield* byRow(texts, held, rowCount),
    numbers: yield* numbersOf(held, rowCount),
    counts: countsOf(held.cells),
  }
}

function* byRow<T>(values: readonly T[], { rows }: Held, rowCount: number): Steps<readonly (T | undefined)[]> {
  if (areAll(rows, rowCount)) return values
  const all = Array<T | undefined>(rowCount).fill(undefined)
  yield* eachInSteps(rows, (row, index) => {
    all[row] = values[index]
  })
  return all
}

/** Whether every row is there, once: a row may hold a key twice. */
function areAll(rows: readonly number[], rowCount: number): boolean {
  return rows.length === rowCount && rows.every((row, index) => row === index)
}

function textOf(cell: string): string | undefined {
  if (cell.charCodeAt(0) === 34) return textOfJson(cell)
  return cell === SOME_MEMBERS || cell === SOME_ITEMS ? undefined : cell
}

function* numbersOf(held: Held, rowCount: number): Steps<readonly (number | undefined)[] | undefined> {
  let count = 0
  const numbers = yield* mapInSteps(held.cells, (cell) => {
    if (!isNumber(cell)) return undefined
    count++
    return Number(cell)
  })
  return count * 2 > rowCount ? yield* byRow(numbers, held, rowCount) : undefined
}

function isNumber(cell: string): boolean {
  const code = cell.charCodeAt(0)
  return code === 45 || (code >= 48 && code <= 57)
}

function countsOf(cells: readonly string[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    if (counts.size > MAX_CATEGORIES) return undefined
  }
  return counts
}
