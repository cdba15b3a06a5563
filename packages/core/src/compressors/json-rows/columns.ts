import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'
import { writeMinified } from '../../json/write.ts'
import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { eachInSteps, mapInSteps } from '../each-in-steps.ts'
import { keyOrderOf } from './key-order.ts'
import { isArrayOfObjects, rowsOf } from './rows.ts'
import type { Rows } from './rows.ts'
import type { Column, Step, Table } from './table.ts'

/** Arrays of one length up to this many items are spread over as many columns; longer ones stay one cell. */
const MAX_SPREAD = 8
/** The same for rows that are arrays themselves. */
const MAX_ROW_SPREAD = 64
/** Rows of inner arrays below this number do not pay for the head of a table. */
const MIN_INNER_ROWS = 4
/** Members of objects are spread over columns while at least this share of the cells would be filled. */
const MIN_FILL = 0.2
/** Cells that any row may have, and characters of the rows for each one beyond: some ten times what filled ones take. */
const FREE_CELLS_PER_ROW = 16
const CHARACTERS_PER_CELL = 2
/** Columns that may be as empty as they like. */
const FREE_COLUMNS = 8

/** Turns rows into columns: objects by key, arrays of one length by index, arrays of objects into a table of their own. */
export function* tableOf(rows: Rows): Steps<Table> {
  if (rows.keys !== undefined || rows.tree !== undefined) return yield* newTable(rows)
  const known = tables.get(rows.items)
  if (known !== undefined) return known
  const table = yield* newTable(rows)
  tables.set(rows.items, table)
  return table
}

/** The tables of plain rows: the lossless form and the view of a document ask for the same ones. */
const tables = new WeakMap<readonly JsonNode[], Table>()

function* newTable(rows: Rows): Steps<Table> {
  const columns: Column[] = []
  if (rows.keys) columns.push({ path: [], role: 'key', cells: rows.keys })
  const rowCount = rows.items.length
  const cellsLeft = rowCount * FREE_CELLS_PER_ROW + lengthOf(rows.items) / CHARACTERS_PER_CELL
  yield* spread({ columns, treeKey: rows.tree?.key, cellsLeft, sinceStep: 0 }, [], rows.items)
  if (rows.tree === undefined) return { columns, rowCount }
  // A row that stays one cell would hold its rows a second time.
  if (columns.some(isWholeRow)) return yield* newTable({ items: topRows(rows.items, rows.tree.parents) })
  return { columns, rowCount, parents: rows.tree.parents }
}

function isWholeRow({ path, role }: Column): boolean {
  return path.length === 0 && role === 'value'
}

function topRows(items: readonly JsonNode[], parents: Int32Array): readonly JsonNode[] {
  return items.filter((_, row) => parents[row] === -1)
}

interface Spreading {
  readonly columns: Column[]
  readonly treeKey: string | undefined
  /** Cells that may still be made, filled or empty: what bounds the work on rows that have little in common. */
  cellsLeft: number
  /** Cells looked at since the last step ended. */
  sinceStep: number
}

function lengthOf(items: readonly JsonNode[]): number {
  return items.reduce((sum, { start, end }) => sum + end - start, 0)
}

type Values = readonly (JsonNode | undefined)[]

/** Adds the columns for the values that rows hold at `path`. Depth is bounded by the reader's. */
function* spread(to: Spreading, path: readonly Step[], values: Values): Steps<void> {
  const rest: (JsonNode | undefined)[] = values.slice()
  yield* pauseAfter(to, rest.length)
  const kinds = kindsIn(rest)
  const objects = kinds.object ? yield* takeObjects(to, rest, path) : undefined
  if (path.length === 1 && path[0] === to.treeKey) addTree(to, path, rest)
  const limit = path.length === 0 ? MAX_ROW_SPREAD : MAX_SPREAD
  const arrays = kinds.array ? takeArrays(to, rest, limit) : undefined
  yield* addLeaf(to, path, rest)
  if (objects) for (const [key, column] of objects) yield* spread(to, [...path, key], column)
  if (arrays) yield* addArrays(to, path, arrays, limit)
}

/** Cells that are looked at in one step. */
const CELLS_PER_STEP = STEP_LENGTH

/** Ends the step where so many cells more are enough for one. */
function* pauseAfter(to: Spreading, cells: number): Steps<void> {
  to.sinceStep += cells
  if (to.sinceStep < CELLS_PER_STEP) return
  to.sinceStep = 0
  yield
}

/** Whether there are objects and arrays among values: most columns have neither. */
function kindsIn(values: Values): { readonly object: boolean; readonly array: boolean } {
  let object = false
  let array = false
  for (const value of values) {
    if (value?.kind === 'object') object = true
    else if (value?.kind === 'array') array = true
  }
  return { object, array }
}

/** Moves the objects that can be spread out of `rest`; their members by key. */
function* takeObjects(
  to: Spreading,
  rest: (JsonNode | undefined)[],
  path: readonly Step[],
): Steps<Map<string, Values> | undefined> {
  const objects = yield* mapInSteps(rest, (value) =>
    value?.kind === 'object' && (value.keys.length > 0 || path.length === 0) ? value : undefined,
  )
  if (objects.every((object) => object === undefined)) return undefined
  const order = yield* keyOrderOf(yield* mapInSteps(objects, (object) => object?.keys))
  if (order === undefined || !isFilled(order.positions, order.keys.length)) return undefined
  if (order.keys.length * rest.length > to.cellsLeft) return undefined
  to.cellsLeft -= order.keys.length * rest.length
  const members: (JsonNode | undefined)[][] = []
  for (const _ of order.keys) {
    members.push(Array<JsonNode | undefined>(rest.length).fill(undefined))
    yield* pauseAfter(to, rest.length)
  }
  yield* eachInSteps(order.positions, (positions, row) => {
    const object = objects[row]
    if (positions === undefined || object === undefined) return
    rest[row] = undefined
    place(members, row, positions, object)
  })
  return new Map(order.keys.map((key, index) => [key, members[index] ?? []]))
}

function place(members: (JsonNode | undefined)[][], row: number, positions: Uint16Array, object: JsonObject): void {
  for (let index = 0; index < positions.length; index++) {
    const column = members[positions[index] ?? 0]
    if (column) column[row] = object.values[index]
  }
}

function isFilled(positions: readonly (Uint16Array | undefined)[], keyCount: number): boolean {
  let rows = 0
  let members = 0
  for (const places of positions) {
    if (places === undefined) continue
    rows++
    members += places.length
  }
  return rows > 0 && (keyCount <= FREE_COLUMNS || members >= MIN_FILL * rows * keyCount)
}

/** Moves the arrays that become columns or tables out of `rest`. */
function takeArrays(
  to: Spreading,
  rest: (JsonNode | undefined)[],
  limit: number,
): (JsonArray | undefined)[] | undefined {
  const arrays = rest.map((value) => (value?.kind === 'array' ? value : undefined))
  const filled = arrays.filter((array) => array !== undefined && array.items.length > 0)
  if (filled.length === 0) return undefined
  const length = commonLength(filled, limit)
  if (length === undefined ? !areTables(filled) : length * rest.length > to.cellsLeft) return undefined
  to.cellsLeft -= (length ?? 1) * rest.length
  arrays.forEach((array, row) => {
    if (array && (length === undefined || array.items.length > 0)) rest[row] = undefined
    else arrays[row] = undefined
  })
  return arrays
}

/** The length that all the arrays have, where it is short enough for columns. */
function commonLength(arrays: readonly (JsonArray | undefined)[], limit: number): number | undefined {
  const length = arrays.find((array) => array !== undefined)?.items.length ?? 0
  const fits = length <= limit && arrays.every((array) => array === undefined || array.items.length === length)
  return fits ? length : undefined
}

function areTables(arrays: readonly (JsonArray | undefined)[]): boolean {
  let rows = 0
  for (const array of arrays) {
    if (array === undefined) continue
    if (!isArrayOfObjects(array)) return false
    rows += array.items.length
  }
  return rows >= MIN_INNER_ROWS
}

function* addArrays(
  to: Spreading,
  path: readonly Step[],
  arrays: readonly (JsonArray | undefined)[],
  limit: number,
): Steps<void> {
  const filled = arrays.filter((array) => array !== undefined && array.items.length > 0)
  const length = commonLength(filled, limit)
  if (length !== undefined) return yield* addItems(to, path, arrays, length)
  yield* pauseAfter(to, 4 * arrays.length)
  const key = path.at(-1)
  const all = arrays.filter((array) => array !== undefined)
  const child = yield* tableOf(rowsOf(all, typeof key === 'string' ? key : undefined))
  to.columns.push({ path, role: 'rows', cells: countsOf(arrays), child })
}

function countsOf(arrays: readonly (JsonArray | undefined)[]): (string | undefined)[] {
  return arrays.map((array) => array && String(array.items.length))
}

function* addItems(
  to: Spreading,
  path: readonly Step[],
  arrays: readonly (JsonArray | undefined)[],
  length: number,
): Steps<void> {
  for (let index = 0; index < length; index++) {
    yield* spread(
      to,
      [...path, index],
      arrays.map((array) => array?.items[index]),
    )
  }
}

/** Moves the arrays under a tree's key out of `rest`: their rows stand in this very table. */
function addTree({ columns }: Spreading, path: readonly Step[], rest: (JsonNode | undefined)[]): void {
  const arrays = rest.map((value) => (value && (isArrayOfObjects(value) || isEmptyArray(value)) ? value : undefined))
  arrays.forEach((array, row) => {
    if (array) rest[row] = undefined
  })
  columns.push({ path, role: 'rows', cells: countsOf(arrays) })
}

function isEmptyArray(value: JsonNode): value is JsonArray {
  return value.kind === 'array' && value.items.length === 0
}

function* addLeaf({ columns }: Spreading, path: readonly Step[], values: Values): Steps<void> {
  if (values.every((value) => value === undefined)) return
  const cells = yield* mapInSteps(values, (value) => value && cellOf(value))
  columns.push({ path, role: 'value', cells })
}

function cellOf(value: JsonNode): string {
  return value.kind === 'array' || value.kind === 'object' ? writeMinified(value) : value.raw
}
