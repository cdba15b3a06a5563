import type { JsonArray, JsonNode, JsonObject } from '../../../json/node.ts'
import { textOfJson } from '../../../json/text.ts'
import { treeKeyOf } from '../rows.ts'

/** An array, or an object with many members of one kind, of which a view shows some rows. */
export interface List {
  readonly node: JsonArray | JsonObject
  /** Where it stands: decoded keys and indices from the root. */
  readonly path: readonly (string | number)[]
  /** The items or the members' values, in order. */
  readonly rows: readonly JsonNode[]
}

/** Shorter lists are shown whole. */
const MIN_ROWS = 8
/** Arrays of scalars up to this length are shown whole. */
const MAX_WHOLE_SCALARS = 64
/** Objects with fewer members than this are structure, not rows. */
const MIN_MEMBERS = 24
/** Where arrays inside a list's rows make up this share of it, those are sampled rather than the rows around them. */
const MIN_INNER_SHARE = 0.7

/** The lists of a document that a view may shorten, in order; none lies within another. Depth is bounded by the reader's. */
export function listsOf(node: JsonNode, path: readonly (string | number)[] = []): readonly List[] {
  if (node.kind === 'array') return outerOrInner(node, path, isLongArray(node), node.items, (index) => index)
  if (node.kind !== 'object' || treeKeyOf(node) !== undefined) return []
  return outerOrInner(node, path, isLongMap(node), node.values, (index) => textOfJson(node.keys[index] ?? '""'))
}

function outerOrInner(
  node: JsonArray | JsonObject,
  path: readonly (string | number)[],
  isList: boolean,
  rows: readonly JsonNode[],
  stepOf: (index: number) => string | number,
): readonly List[] {
  const inner = rows.flatMap((row, index) => (isContainer(row) ? listsOf(row, [...path, stepOf(index)]) : []))
  if (!isList) return inner
  // Items carry their index; members left out of one row would look like members that the row never had.
  const innerLength = inner.reduce((sum, list) => sum + (list.node.kind === 'array' ? lengthOf(list.node) : 0), 0)
  return innerLength >= MIN_INNER_SHARE * lengthOf(node) ? inner : [{ node, path, rows }]
}

function isContainer(node: JsonNode): boolean {
  return node.kind === 'array' || node.kind === 'object'
}

function lengthOf(node: JsonNode): number {
  return node.end - node.start
}

function isLongArray({ items }: JsonArray): boolean {
  return items.length >= MIN_ROWS && (items.length > MAX_WHOLE_SCALARS || items.some(isContainer))
}

/** Many members that are all objects or all arrays: rows under keys. */
function isLongMap({ values }: JsonObject): boolean {
  const kind = values[0]?.kind
  return (
    values.length >= MIN_MEMBERS &&
    (kind === 'object' || kind === 'array') &&
    values.every((value) => value.kind === kind)
  )
}
