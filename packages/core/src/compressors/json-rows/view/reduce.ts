import type { JsonNode, JsonNumber } from '../../../json/node.ts'

/** The key of a shown row's index in its array, as written. */
const INDEX_KEY = '"#"'

/** Which rows of a list stay, ascending; for the values that are lists. */
export type Staying = ReadonlyMap<JsonNode, readonly number[]>

/**
 * The document with only some rows of its lists. Rows of arrays get their index as first member `#`; members of objects
 * keep their keys. Values themselves are the very nodes of the document. Depth is bounded by the reader's.
 */
export function reduce(node: JsonNode, staying: Staying): JsonNode {
  const rows = staying.get(node)
  if (node.kind === 'array') {
    return {
      ...node,
      items: rows
        ? rows.flatMap((row) => indexed(node.items[row], row))
        : node.items.map((item) => reduce(item, staying)),
    }
  }
  if (node.kind !== 'object') return node
  if (rows === undefined) return { ...node, values: node.values.map((value) => reduce(value, staying)) }
  return { ...node, keys: pick(node.keys, rows), values: pick(node.values, rows) }
}

function pick<T>(all: readonly T[], rows: readonly number[]): T[] {
  return rows.flatMap((row) => all.slice(row, row + 1))
}

function indexed(item: JsonNode | undefined, row: number): JsonNode[] {
  if (item === undefined) return []
  const index: JsonNumber = { kind: 'number', raw: String(row), start: 0, end: 0 }
  if (item.kind === 'array') return [{ ...item, items: [index, ...item.items] }]
  const [keys, values] = item.kind === 'object' ? [item.keys, item.values] : [['"value"'], [item]]
  return [{ kind: 'object', keys: [INDEX_KEY, ...keys], values: [index, ...values], start: item.start, end: item.end }]
}
