import type { JsonNode } from '../../../json/node.ts'
import { textOfJson } from '../../../json/text.ts'
import type { Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
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
/** Columns that are looked at; wider rows are judged by their first ones. */
const MAX_COLUMNS = 250
/** Levels of members within a row, and items of an array, that are columns of their own. */
const MAX_DEPTH = 8
const MAX_ITEMS = 8
/** Values that are looked at in one step. */
const VALUES_PER_STEP = 8_192

/** The rows of a list as columns of plain texts, whatever the order of their members. */
export function* listColumnsInSteps({ node, rows }: List): Steps<readonly ListColumn[]> {
  const root: Place = { path: [], cells: [], members: new Map() }
  const places: Place[] = [root]
  let values = 0
  for (const [row, value] of rows.entries()) {
    values += collect(places, root, value, row, 0)
    if (values < VALUES_PER_STEP) continue
    values = 0
    yield
  }
  const keys = node.kind === 'object' ? [yield* columnOf(ROW_KEY, node.keys)] : []
  const all: ListColumn[] = [...keys]
  for (const { path, cells } of places) {
    if (!says(path, cells, rows.length)) continue
    all.push(
      yield* columnOf(
        writeColumnName(path),
        Array.from(rows, (_, row) => cells[row]),
      ),
    )
  }
  return all
}

/** A place in the rows, and those below it. */
interface Place {
  readonly path: readonly Step[]
  /** By row; holes where a row has nothing there. */
  readonly cells: (string | undefined)[]
  readonly members: Map<Step, Place>
}

/** Enters a value at its place. The number of values looked at. */
function collect(places: Place[], place: Place, value: JsonNode, row: number, depth: number): number {
  place.cells[row] = cellOf(value)
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
  places: Place[],
  { path, members }: Place,
  step: Step,
  value: JsonNode | undefined,
  row: number,
  depth: number,
): number {
  if (value === undefined) return 0
  let member = members.get(step)
  if (member === undefined) {
    if (places.length > MAX_COLUMNS) return 1
    member = { path: [...path, step], cells: [], members: new Map() }
    members.set(step, member)
    places.push(member)
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
function says(path: readonly Step[], cells: readonly (string | undefined)[], rowCount: number): boolean {
  const holders = cells.filter((cell) => cell === SOME_MEMBERS || cell === SOME_ITEMS)
  if (path.length === 0 || holders.length === 0) return holders.length === 0
  const present = cells.filter((cell) => cell !== undefined)
  if (present.some((cell) => cell !== holders[0])) return true
  return path.length === 1 && present.length < rowCount
}

function* columnOf(name: string, cells: readonly (string | undefined)[]): Steps<ListColumn> {
  return {
    name,
    cells,
    texts: yield* mapInSteps(cells, textOf),
    numbers: yield* numbersOf(cells),
    counts: countsOf(cells),
  }
}

function textOf(cell: string | undefined): string | undefined {
  if (cell?.charCodeAt(0) === 34) return textOfJson(cell)
  return cell === SOME_MEMBERS || cell === SOME_ITEMS ? undefined : cell
}
function* numbersOf(cells: readonly (string | undefined)[]): Steps<(number | undefined)[] | undefined> {
  let count = 0
  const numbers = yield* mapInSteps(cells, (cell) => {
    if (cell === undefined || !isNumber(cell)) return undefined
    count++
    return Number(cell)
  })
  return count * 2 > cells.length ? numbers : undefined
}

function isNumber(cell: string): boolean {
  const code = cell.charCodeAt(0)
  return code === 45 || (code >= 48 && code <= 57)
}

function countsOf(cells: readonly (string | undefined)[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    if (cell === undefined) continue
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    if (counts.size > MAX_CATEGORIES) return undefined
  }
  return counts
}
