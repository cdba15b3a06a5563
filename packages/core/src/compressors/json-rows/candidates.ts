import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'
import { isLong } from '../../json/write.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { isArrayOfObjects, isTreeLevel, rowsOf, treeKeyOf } from './rows.ts'
import type { Rows } from './rows.ts'

/** A value that may become a table (`array`, `members`), or rows of one (`tree`, `row`). */
export type Candidate =
  | { readonly kind: 'array'; readonly node: JsonArray; readonly key: string | undefined }
  | { readonly kind: 'members' | 'tree' | 'row'; readonly node: JsonObject; readonly key: string | undefined }

/** Objects with at least this many members of one kind are tables of their members. */
const MIN_MEMBERS = 6

/** Adds the outermost values within a value (itself included) that may become tables. Depth is bounded by the reader's. */
export function* candidatesIn(node: JsonNode, found: Candidate[]): Steps<void> {
  const candidate = candidateOf(node, undefined)
  if (candidate) found.push(candidate)
  else yield* candidatesBelow(node, found)
}

/** Adds the outermost values within a value (itself left out) that may become tables. */
export function* candidatesBelow(node: JsonNode, found: Candidate[]): Steps<void> {
  if (!isLong(node)) return collect(node, found)
  if (node.kind !== 'array' && node.kind !== 'object') return
  const values = node.kind === 'array' ? node.items : node.values
  let rested = node.start
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (value === undefined) continue
    const candidate = candidateOf(value, node.kind === 'object' ? node.keys[index] : undefined)
    if (candidate) found.push(candidate)
    else if (isLong(value)) yield* candidatesBelow(value, found)
    else collect(value, found)
    if (value.end - rested < PASS_LENGTH) continue
    rested = value.end
    yield
  }
}

/** As `candidatesBelow()`, of a value that is read in one step. */
function collect(node: JsonNode, found: Candidate[]): void {
  if (node.kind !== 'array' && node.kind !== 'object') return
  const values = node.kind === 'array' ? node.items : node.values
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (value === undefined) continue
    const candidate = candidateOf(value, node.kind === 'object' ? node.keys[index] : undefined)
    if (candidate) found.push(candidate)
    else collect(value, found)
  }
}

/** Candidates that share a table: arrays of one shape. Everything else is alone. */
export function* groupsOf(candidates: readonly Candidate[]): Steps<readonly (readonly Candidate[])[]> {
  const groups = new Map<string | Candidate, Candidate[]>()
  yield* eachInSteps(candidates, (candidate) => {
    const name = shapeOf(candidate) ?? candidate
    const group = groups.get(name)
    if (group) group.push(candidate)
    else groups.set(name, [candidate])
  })
  return [...groups.values()]
}

/** The rows that a group brings to its table, in document order. */
export function rowsOfGroup(group: readonly Candidate[]): Rows {
  const [first] = group
  if (first?.kind === 'row') return { items: group.map(({ node }) => node) }
  if (first?.kind === 'members') return { items: first.node.values, keys: first.node.keys }
  if (first?.kind === 'tree') return rowsOf([{ kind: 'array', items: [first.node], start: 0, end: 0 }], first.key)
  const arrays = group.flatMap((candidate) => (candidate.kind === 'array' ? [candidate.node] : []))
  return rowsOf(arrays, first?.key)
}

function candidateOf(node: JsonNode, key: string | undefined): Candidate | undefined {
  if (node.kind === 'array') return mayBeTable(node) ? { kind: 'array', node, key } : undefined
  if (node.kind !== 'object') return undefined
  const treeKey = treeKeyOf(node)
  if (treeKey !== undefined) return { kind: 'tree', node, key: treeKey }
  return areRows(node) ? { kind: 'members', node, key } : undefined
}

/** Whether the members of an object may be the rows of a table. */
export function areRows({ keys, values }: JsonObject): boolean {
  return keys.length >= MIN_MEMBERS && isUniform(values)
}

/** Arrays of objects, however short (they may share a table), and longer ones that mostly hold one kind of value. */
function mayBeTable(node: JsonArray): boolean {
  if (node.end - node.start < MIN_LENGTH) return isArrayOfObjects(node)
  const { items } = node
  return items.length >= MIN_SCALARS || !isScalar(items[0]) || !isScalar(items.at(-1)) ? isMostlyOneKind(node) : false
}

function isScalar(node: JsonNode | undefined): boolean {
  return node?.kind !== 'array' && node?.kind !== 'object'
}

function isMostlyOneKind({ items }: JsonArray): boolean {
  const counts = new Map<string, number>()
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return Math.max(...counts.values()) * 2 > items.length
}

/** Fewer scalars are shorter in one line. Source: of 1,100 such arrays in the JSON tool outputs two took fewer tokens as a table. */
const MIN_SCALARS = 64
/** Characters of the shortest array that a table of its own could shorten. */
const MIN_LENGTH = 100

/** Whether all values are objects that share a key with the first, or all are arrays. */
function isUniform(values: readonly JsonNode[]): boolean {
  const [first] = values
  if (first?.kind !== 'object') return first?.kind === 'array' && values.every(({ kind }) => kind === 'array')
  const keys = new Set(first.keys)
  return values.every((value) => value.kind === 'object' && value.keys.some((key) => keys.has(key)))
}

function shapeOf({ kind, node, key }: Candidate): string | undefined {
  if (kind !== 'array') return undefined
  const [first] = node.items
  if (first?.kind !== 'object' || !isArrayOfObjects(node)) return undefined
  const treeKey = key !== undefined && isTreeLevel(node, key) ? key : ''
  return `${treeKey}:${first.keys.join(',')}`
}
