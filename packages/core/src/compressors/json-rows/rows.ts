import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'

/** Rows for one table, in document order. */
export interface Rows {
  readonly items: readonly JsonNode[]
  /** Keys under which the rows stand, for the members of an object. */
  readonly keys?: readonly string[]
  /** For a tree: the key whose arrays hold further rows of the same table, and each row's parent (-1 for none). */
  readonly tree?: { readonly key: string; readonly parents: Int32Array }
}

/**
 * Collects the items of arrays. Where items hold arrays of objects under the key that the arrays themselves have, they
 * form a tree: each row is directly followed by its own rows.
 *
 * @param key The key that the arrays stand under, as written; undefined for none.
 */
export function rowsOf(arrays: readonly JsonArray[], key: string | undefined): Rows {
  const isTree = key !== undefined && arrays.some((array) => isTreeLevel(array, key))
  return isTree
    ? treeRows(arrays, key)
    : { items: arrays.length === 1 ? (arrays[0]?.items ?? []) : arrays.flatMap(({ items }) => items) }
}

/** Whether rows of an array hold, under the key that the array itself has, rows of their own shape. */
export function isTreeLevel({ items }: JsonArray, key: string): boolean {
  return items.some((item) => holdsItsKind(item, key))
}

/** The array of objects that a tree row holds under the tree's key, if any. */
function subRows(row: JsonNode, key: string): JsonArray | undefined {
  if (row.kind !== 'object') return undefined
  const value = row.values[row.keys.indexOf(key)]
  return value !== undefined && isArrayOfObjects(value) ? value : undefined
}

/** The first key under which an object holds rows that are mostly of its own shape: it is the root of a tree. */
export function treeKeyOf(row: JsonNode): string | undefined {
  return row.kind === 'object' ? row.keys.find((_, index) => isOwnKind(row, row.values[index])) : undefined
}

function holdsItsKind(row: JsonNode, key: string): boolean {
  return row.kind === 'object' && isOwnKind(row, subRows(row, key))
}

function isOwnKind(row: JsonObject, value: JsonNode | undefined): boolean {
  if (value === undefined || !isArrayOfObjects(value)) return false
  const [first] = value.items
  if (first?.kind !== 'object') return false
  const keys = new Set(row.keys)
  return first.keys.filter((name) => keys.has(name)).length * 2 > first.keys.length
}

/** Whether a value is an array of objects, at least one. */
export function isArrayOfObjects(value: JsonNode): value is JsonArray {
  return value.kind === 'array' && value.items.length > 0 && value.items.every((item) => item.kind === 'object')
}

function treeRows(arrays: readonly JsonArray[], key: string): Rows {
  const items: JsonNode[] = []
  const parents: number[] = []
  const collect = (array: JsonArray, parent: number): void => {
    for (const item of array.items) {
      const row = items.push(item) - 1
      parents.push(parent)
      const below = subRows(item, key)
      if (below) collect(below, row)
    }
  }
  for (const array of arrays) collect(array, -1)
  return { items, tree: { key, parents: Int32Array.from(parents) } }
}
