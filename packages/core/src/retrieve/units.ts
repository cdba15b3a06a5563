import { listsOf } from '../compressors/json-rows/view/lists.ts'
import type { JsonNode } from '../json/node.ts'
import { openedString, partsOf, pathText, type Place } from './json-path.ts'
import { lineOf, type Original } from './original.ts'

/** The parts of an original that are searched and counted: the rows of its lists, or its lines. */
export interface Units {
  /** What one is called, in the plural. */
  readonly name: 'rows' | 'lines' | 'values'
  /** How a unit is asked for again: the row's index, the line's number, the value's path. */
  readonly labels: readonly string[]
  /** What each says, as it stands in the original. */
  readonly texts: readonly string[]
}

/** The list whose rows `index` counts, and the others of the document. */
export interface Rows {
  /** An array, or an object whose members are the rows. */
  readonly list: Place
  /** Its items or members, in order. */
  readonly rows: readonly Place[]
  /** Other lists of two rows and more, largest first; none stands inside another. */
  readonly others: readonly Place[]
}

/**
 * The rows of a JSON document: those of the list that takes most of its text, among the lists that a view shortens where
 * there are any, else among its arrays. Undefined where it has neither.
 */
export function rowsOf(root: Place): Rows | undefined {
  const [list, ...others] = holdersOrOpened(root).sort((a, b) => sizeOf(b) - sizeOf(a))
  if (list === undefined) return undefined
  return { list, rows: partsOf(list), others: others.filter(({ node }) => countOf(node) > 1) }
}

/**
 * The units of an original: lines of a text; of JSON the rows of its lists, then the values outside of them. Items of the
 * array that `index` counts are labelled by index, anything else by path.
 */
export function unitsOf(original: Original): Units {
  const { text } = original
  if (original.root === undefined) return linesAsUnits(original)
  const root: Place = { path: '$', node: original.root, text }
  const holders = holdersOf(root)
  const counted = rowsOf(root)?.list.node
  const isNumbered = (node: JsonNode): boolean => node === counted && node.kind === 'array'
  const rows = holders.flatMap((list) =>
    partsOf(list).map(({ path, node }, index) => ({ path: isNumbered(list.node) ? String(index) : path, node })),
  )
  const places = [...rows, ...scalarsOutside(root, new Set(holders.map(({ node }) => node)))]
  return {
    name: rows.length > 0 ? 'rows' : 'values',
    labels: places.map(({ path }) => path),
    texts: places.map(({ node }) => text.slice(node.start, node.end)),
  }
}

function linesAsUnits(original: Original): Units {
  const texts = original.lineStarts.map((_, index) => lineOf(original, index))
  return { name: 'lines', labels: texts.map((_, index) => String(index + 1)), texts }
}

function holdersOrOpened(root: Place): Place[] {
  const holders = holdersOf(root)
  return holders.length > 0 ? holders : holdersInStrings(root)
}

// The lists of views, so that an index means the same in both.
function holdersOf(root: Place): Place[] {
  const lists = listsOf(root.node).map(({ path, node }) => ({
    path: root.path + pathText(path).slice(1),
    node,
    text: root.text,
  }))
  return lists.length > 0 ? lists : outerArrays(root)
}

/** The lists within strings that hold JSON, in document order. */
function holdersInStrings(root: Place): Place[] {
  return scalarsOutside(root, new Set()).flatMap((scalar) => {
    const opened = openedString(scalar)
    return opened === undefined ? [] : holdersOf(opened)
  })
}

/** The outermost arrays, in document order: none stands inside another. */
function outerArrays(root: Place): Place[] {
  const arrays: Place[] = []
  const places = [root]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (place.node.kind === 'array') arrays.push(place)
    else for (const part of partsOf(place).toReversed()) places.push(part)
  }
  return arrays
}

function scalarsOutside(root: Place, except: ReadonlySet<JsonNode>): Place[] {
  const scalars: Place[] = []
  const places = [root]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (except.has(place.node)) continue
    if (place.node.kind === 'array' || place.node.kind === 'object') {
      for (const part of partsOf(place).toReversed()) places.push(part)
    } else scalars.push(place)
  }
  return scalars
}

function sizeOf({ node }: Place): number {
  return node.end - node.start
}

function countOf(node: JsonNode): number {
  if (node.kind === 'array') return node.items.length
  return node.kind === 'object' ? node.values.length : 0
}
