import type { JsonArray, JsonNode, JsonObject } from '../../../json/node.ts'
import { textOfJson } from '../../../json/text.ts'
import { isLong } from '../../../json/write.ts'
import { atOnce, PASS_LENGTH, type Steps } from '../../../steps.ts'
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

/** A step from the root, and those before it. */
interface Place {
  readonly above: Place | undefined
  readonly parent: JsonArray | JsonObject
  readonly index: number
}

/** The lists of a document that a view may shorten, in order; none lies within another. Depth is bounded by the reader's. */
export function listsOf(node: JsonNode): readonly List[] {
  return atOnce(listsInSteps(node))
}

/** As `listsOf()`, in steps. */
export function* listsInSteps(node: JsonNode, place?: Place): Steps<readonly List[]> {
  if (!mayHoldLists(node)) return []
  const rows = node.kind === 'array' ? node.items : node.values
  const inner: List[] = []
  let rested = node.start
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined) continue
    if (isContainer(row)) {
      const within = { above: place, parent: node, index }
      for (const list of isLong(row) ? yield* listsInSteps(row, within) : listsWithin(row, within)) inner.push(list)
    }
    if (row.end - rested < PASS_LENGTH) continue
    rested = row.end
    yield
  }
  return outerOrInner(node, place, rows, inner)
}

/** As `listsInSteps()`, of a value that is read in one step. */
function listsWithin(node: JsonNode, place: Place): readonly List[] {
  if (!mayHoldLists(node)) return []
  const rows = node.kind === 'array' ? node.items : node.values
  let inner: List[] | undefined
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined || !isContainer(row)) continue
    for (const list of listsWithin(row, { above: place, parent: node, index })) (inner ??= []).push(list)
  }
  return outerOrInner(node, place, rows, inner ?? [])
}

function mayHoldLists(node: JsonNode): node is JsonArray | JsonObject {
  return node.kind === 'array' || (node.kind === 'object' && treeKeyOf(node) === undefined)
}

function outerOrInner(
  node: JsonArray | JsonObject,
  place: Place | undefined,
  rows: readonly JsonNode[],
  inner: readonly List[],
): readonly List[] {
  if (!(node.kind === 'array' ? isLongArray(node) : isLongMap(node))) return inner
  // Items carry their index; members left out of one row would look like members that the row never had.
  const innerLength = inner.reduce((sum, list) => sum + (list.node.kind === 'array' ? lengthOf(list.node) : 0), 0)
  return innerLength >= MIN_INNER_SHARE * lengthOf(node) ? inner : [{ node, path: pathOf(place), rows }]
}

function pathOf(place: Place | undefined): (string | number)[] {
  const path: (string | number)[] = []
  for (let at = place; at !== undefined; at = at.above) {
    path.push(at.parent.kind === 'array' ? at.index : textOfJson(at.parent.keys[at.index] ?? '""'))
  }
  return path.reverse()
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
