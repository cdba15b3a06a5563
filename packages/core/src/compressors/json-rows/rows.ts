import type { JsonArray, JsonNode } from '../../json/node.ts'

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
  const isTree = key !== undefined && arrays.some(({ items }) => items.some((item) => holdsItsKind(item, key)))
  return isTree
    ? treeRows(arrays, key)
    : { items: arrays.length === 1 ? (arrays[0]?.items ?? []) : arrays.flatMap(({ items }) => items) }
}

/** The array of objects that a tree row holds under the tree's key, if any. */
export function subRows(row: JsonNode, key: string): JsonArray | undefined {
  if (row.kind !== 'object') return undefined
  const value = row.values[row.keys.indexOf(key)]
  return value !== undefined && isArrayOfObjects(value) ? value : undefined
}

/** Whether a row holds, under the tree's key, rows that are mostly of its own shape. */
export function holdsItsKind(row: JsonNode, key: string): boolean {
  const first = subRows(row, key)?.items[0]
  if (first?.kind !== 'object' || row.kind !== 'object') return false
  const shared = first.keys.filter((name) => row.keys.includes(name)).length
  return shared * 2 > first.keys.length
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
