import type { JsonArray, JsonLiteral, JsonNode, JsonNumber, JsonObject } from '../../../json/node.ts'
import { isLong, writeMinified } from '../../../json/write.ts'
import { PASS_LENGTH, type Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { areRows } from '../candidates.ts'
import { MIN_MEMBERS as MIN_SCATTERED } from '../scattered.ts'

/** The key of a shown row's index in its array, and of the note on members left out of an object; as written. */
const INDEX_KEY = '"#"'
/** What a row costs, in UTF-16 units of text that is looked at: it is copied with its keys. */
const ROW_LENGTH = 128

/** Which rows of a list stay, ascending; for the values that are lists. */
export type Staying = ReadonlyMap<JsonNode, readonly number[]>

/** A document with only some rows of its lists. */
export interface Reduced {
  readonly root: JsonNode
  /** The objects that show some of their members and say so only if they become tables: a table counts its rows. */
  readonly tables: readonly JsonObject[]
}

/**
 * The document with only some rows of its lists. Rows of arrays get their index as first member `#`. Objects that leave
 * members out become one value with a note as first member `#`: `13 of 30 members shown`. So no table has a column for
 * members that some rows merely do not show. Depth is bounded by the reader's.
 *
 * @param mayBeTables Objects that are no part of rows stay objects, to become tables of their own.
 */
export function* reduce(root: JsonNode, staying: Staying, mayBeTables = true): Steps<Reduced> {
  const tables: JsonObject[] = []
  const part = (node: JsonNode, isInRow: boolean): JsonNode => {
    const rows = staying.get(node)
    if (node.kind === 'array') {
      if (rows === undefined) return { ...node, items: node.items.map((item) => part(item, true)) }
      const few = rows.flatMap((row) => indexed(node.items[row], row))
      return shortened(node, few, isInRow)
    }
    if (node.kind !== 'object') return node
    if (rows === undefined) {
      const areInRow = holdsRows(node, root, isInRow)
      return { ...node, values: node.values.map((value) => part(value, areInRow)) }
    }
    const few = { ...node, keys: pick(node.keys, rows), values: pick(node.values, rows) }
    if (rows.length === node.keys.length) return few
    if (isInRow || !mayBeTables) return noted(few, node.keys.length)
    tables.push(few)
    return few
  }
  function* partInSteps(node: JsonNode, isInRow: boolean): Steps<JsonNode> {
    const rows = staying.get(node)
    if (!isLong(node) || (rows !== undefined && node.kind === 'object')) return part(node, isInRow)
    if (node.kind === 'array' && rows !== undefined) {
      const few = yield* mapInSteps(rows, (row) => indexed(node.items[row], row), ROW_LENGTH)
      return shortened(node, few.flat(), isInRow)
    }
    if (node.kind === 'array') return { ...node, items: yield* partsOf(node.items, true) }
    if (node.kind !== 'object') return node
    return { ...node, values: yield* partsOf(node.values, holdsRows(node, root, isInRow)) }
  }
  function* partsOf(nodes: readonly JsonNode[], areInRow: boolean): Steps<JsonNode[]> {
    const parts: JsonNode[] = []
    let rested = nodes[0]?.start ?? 0
    for (const node of nodes) {
      parts.push(isLong(node) ? yield* partInSteps(node, areInRow) : part(node, areInRow))
      if (node.end - rested < PASS_LENGTH) continue
      rested = node.end
      yield
    }
    return parts
  }
  return { root: yield* partInSteps(root, false), tables }
}

/** Whether what stands in an object stands in a row. */
function holdsRows(node: JsonObject, root: JsonNode, isInRow: boolean): boolean {
  return isInRow || areRows(node) || (node !== root && node.keys.length >= MIN_SCATTERED)
}

/** An array with those of its items that stay. */
function shortened(node: JsonArray, items: readonly JsonNode[], isInRow: boolean): JsonArray | JsonLiteral {
  const few: JsonArray = { ...node, items }
  return isInRow && items.length < node.items.length ? asOneValue(few) : few
}

function noted(few: JsonObject, total: number): JsonNode {
  const note = `"${few.keys.length} of ${total} members shown"`
  const first: JsonNode = { kind: 'string', raw: note, start: few.start, end: few.start }
  return asOneValue({ ...few, keys: [INDEX_KEY, ...few.keys], values: [first, ...few.values] })
}

/** A value that no table takes apart: what is left out of it must not look like what it never had. */
function asOneValue(node: JsonArray | JsonObject): JsonLiteral {
  return { kind: 'literal', raw: writeMinified(node), start: node.start, end: node.end }
}

function pick<T>(all: readonly T[], rows: readonly number[]): T[] {
  return rows.flatMap((row) => all.slice(row, row + 1))
}

function indexed(item: JsonNode | undefined, row: number): JsonNode[] {
  if (item === undefined) return []
  const index: JsonNumber = { kind: 'number', raw: String(row), start: 0, end: 0 }
  const [keys, values] = item.kind === 'object' ? [item.keys, item.values] : [['"value"'], [item]]
  return [{ kind: 'object', keys: [INDEX_KEY, ...keys], values: [index, ...values], start: item.start, end: item.end }]
}
