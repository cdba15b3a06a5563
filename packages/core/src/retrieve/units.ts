import { listsOf } from '../compressors/json-rows/view/lists.ts'
import type { JsonNode } from '../json/node.ts'
import { partsOf, pathText, type Place } from './json-path.ts'
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

/** The array whose items `index` counts, and the others of the document. */
export interface Rows {
  readonly array: Place
  readonly items: readonly JsonNode[]
  /** Other arrays of two items and more, largest first; none stands inside another. */
  readonly others: readonly Place[]
}

/**
 * The rows of a JSON document: the items of the array that takes most of its text, among those that a view shortens
 * where there are any. Undefined where it has no array.
 */
export function rowsOf(root: JsonNode): Rows | undefined {
  const lists = listPlaces(root).filter(({ node }) => node.kind === 'array')
  const [array, ...others] = (lists.length > 0 ? lists : outerArrays(root)).sort((a, b) => sizeOf(b) - sizeOf(a))
  if (array?.node.kind !== 'array') return undefined
  return {
    array,
    items: array.node.items,
    others: others.filter(({ node }) => node.kind === 'array' && node.items.length > 1),
  }
}

/**
 * The units of an original: lines of a text; of JSON the rows of its lists, then the values outside of them. Rows of the
 * array that `index` counts are labelled by index, anything else by path.
 */
export function unitsOf(original: Original): Units {
  const { root, text } = original
  if (root === undefined) return linesAsUnits(original)
  const lists = listPlaces(root)
  const holders = lists.length > 0 ? lists : outerArrays(root)
  const counted = rowsOf(root)?.array.node
  const rows = holders.flatMap((list) =>
    partsOf(list).map(({ path, node }, index) => ({ path: list.node === counted ? String(index) : path, node })),
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

// The lists of views, so that an index means the same in both.
function listPlaces(root: JsonNode): Place[] {
  return listsOf(root).map(({ path, node }) => ({ path: pathText(path), node }))
}

/** The outermost arrays, in document order: none stands inside another. */
function outerArrays(root: JsonNode): Place[] {
  const arrays: Place[] = []
  const places: Place[] = [{ path: '$', node: root }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (place.node.kind === 'array') arrays.push(place)
    else for (const part of partsOf(place).toReversed()) places.push(part)
  }
  return arrays
}

function scalarsOutside(root: JsonNode, except: ReadonlySet<JsonNode>): Place[] {
  const scalars: Place[] = []
  const places: Place[] = [{ path: '$', node: root }]
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
