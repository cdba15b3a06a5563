import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'
import { writeMinified } from '../../json/write.ts'
import { tableOf } from './columns.ts'
import { isArrayOfObjects, rowsOf, subRows } from './rows.ts'
import type { Rows } from './rows.ts'
import type { Table } from './table.ts'
import { estimateTokens } from './token-estimate.ts'
import { writeTable } from './write-table.ts'
import type { TableStyle } from './write-table.ts'

/** Fewer rows than this are no table. */
const MIN_ROWS = 2
/** Objects with at least this many members of one kind are tables of their members. */
const MIN_MEMBERS = 6
/** A table must be this much shorter than minified JSON to be worth its notation: a share of the tokens. */
const MIN_SAVED = 0.05

/** A document as text: what is not in tables, with marks where tables belong, and the tables. */
export interface WrittenDocument {
  readonly skeleton: string
  /** Heads and rows of all tables. */
  readonly lines: readonly string[]
  readonly tableCount: number
}

/**
 * Writes a document as tables wherever these are shorter than minified JSON by estimate, and minified JSON elsewhere.
 *
 * @param isLines The root's items are lines of their own (NDJSON).
 */
export function writeDocument(root: JsonNode, isLines: boolean, style: TableStyle): WrittenDocument {
  const writing: Writing = { style, marks: new Map(), lines: [], numbers: new Map() }
  let candidates = [...candidatesIn(root, undefined)]
  while (candidates.length > 0) {
    const refused = groupsOf(candidates).filter(
      (group) => !writeGroup(writing, group, isLines && group[0]?.node === root),
    )
    candidates = refused.flat().flatMap(({ node }) => [...candidatesBelow(node)])
  }
  return { skeleton: skeletonOf(root, writing.marks), lines: writing.lines, tableCount: writing.numbers.size }
}

interface Writing {
  readonly style: TableStyle
  /** What stands in the skeleton for a value. */
  readonly marks: Map<JsonNode, string>
  readonly lines: string[]
  readonly numbers: Map<Table, number>
}

/** A value that may become a table, or rows of one. */
type Candidate =
  | { readonly kind: 'array'; readonly node: JsonArray; readonly key: string | undefined }
  | { readonly kind: 'members' | 'tree'; readonly node: JsonObject; readonly key: string | undefined }

/** The outermost values that may become tables. Depth is bounded by the reader's. */
function* candidatesIn(node: JsonNode, key: string | undefined): Generator<Candidate> {
  const candidate = candidateOf(node, key)
  if (candidate) yield candidate
  else yield* candidatesBelow(node)
}

function* candidatesBelow(node: JsonNode): Generator<Candidate> {
  if (node.kind === 'array') for (const item of node.items) yield* candidatesIn(item, undefined)
  if (node.kind !== 'object') return
  for (let index = 0; index < node.keys.length; index++) {
    const value = node.values[index]
    if (value) yield* candidatesIn(value, node.keys[index])
  }
}

function candidateOf(node: JsonNode, key: string | undefined): Candidate | undefined {
  if (node.kind === 'array') return node.items.length >= 1 ? { kind: 'array', node, key } : undefined
  if (node.kind !== 'object') return undefined
  const treeKey = node.keys.find((name) => subRows(node, name)?.items.some((item) => subRows(item, name)))
  if (treeKey !== undefined) return { kind: 'tree', node, key: treeKey }
  const isMap = node.keys.length >= MIN_MEMBERS && isUniform(node.values)
  return isMap ? { kind: 'members', node, key } : undefined
}

/** Whether all values are objects that share a key, or all are arrays. */
function isUniform(values: readonly JsonNode[]): boolean {
  const [first] = values
  if (first?.kind !== 'object') return first?.kind === 'array' && values.every((value) => value.kind === 'array')
  return values.every((value) => value.kind === 'object' && value.keys.some((key) => first.keys.includes(key)))
}

/** Arrays of one shape share a table; everything else is alone. */
function groupsOf(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string | Candidate, Candidate[]>()
  for (const candidate of candidates) {
    const name = shapeOf(candidate) ?? candidate
    const group = groups.get(name)
    if (group) group.push(candidate)
    else groups.set(name, [candidate])
  }
  return [...groups.values()]
}

function shapeOf({ kind, node, key }: Candidate): string | undefined {
  if (kind !== 'array') return undefined
  const [first] = node.items
  return first?.kind === 'object' && isArrayOfObjects(node) ? `${key}:${first.keys.join(',')}` : undefined
}

/** Writes a group as one table. False: it is no table, or a longer one than its JSON. */
function writeGroup(writing: Writing, group: readonly Candidate[], isLines: boolean): boolean {
  const rows = rowsOfGroup(group)
  if (rows.items.length < MIN_ROWS) return false
  const table = tableOf(rows)
  const numbers = new Map(writing.numbers)
  const lines = writeAll(table, numbers, writing.style)
  const before = group.reduce((sum, { node }) => sum + estimateTokens(writeMinified(node)), 0)
  const after = lines.reduce((sum, line) => sum + estimateTokens(line) + 1, 0) + group.length * 4
  if (after > before * (1 - MIN_SAVED)) return false
  for (const [child, number] of numbers) writing.numbers.set(child, number)
  for (const line of lines) writing.lines.push(line)
  for (const candidate of group) writing.marks.set(candidate.node, markOf(candidate, table, numbers, group, isLines))
  return true
}

function rowsOfGroup(group: readonly Candidate[]): Rows {
  const [first] = group
  if (first?.kind === 'members') return { items: first.node.values, keys: first.node.keys.map((key) => key) }
  if (first?.kind === 'tree') return rowsOf([{ kind: 'array', items: [first.node], start: 0, end: 0 }], first.key)
  return rowsOf(
    group.flatMap((candidate) => (candidate.kind === 'array' ? [candidate.node] : [])),
    first?.key,
  )
}

/** Numbers a table and those of its rows' rows, parents first, and writes them. */
function writeAll(table: Table, numbers: Map<Table, number>, style: TableStyle): string[] {
  const lines: string[] = []
  const waiting = [table]
  numbers.set(table, numbers.size + 1)
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const { child } of next.columns) {
      if (child === undefined) continue
      numbers.set(child, numbers.size + 1)
      waiting.push(child)
    }
    for (const line of writeTable(next, numbers.get(next) ?? 0, style, (child) => numbers.get(child) ?? 0).lines)
      lines.push(line)
  }
  return lines
}

function markOf(
  candidate: Candidate,
  table: Table,
  numbers: ReadonlyMap<Table, number>,
  group: readonly Candidate[],
  isLines: boolean,
): string {
  const name = `table ${numbers.get(table)}`
  if (isLines) return `<lines of ${name}>`
  if (candidate.kind === 'members') return `<members in ${name}>`
  if (candidate.kind === 'tree') return `<row of ${name}>`
  return group.length > 1 || table.parents ? `<${candidate.node.items.length} rows of ${name}>` : `<${name}>`
}

function skeletonOf(node: JsonNode, marks: ReadonlyMap<JsonNode, string>): string {
  const mark = marks.get(node)
  if (mark !== undefined) return mark
  if (node.kind === 'array') return `[${node.items.map((item) => skeletonOf(item, marks)).join(',')}]`
  if (node.kind !== 'object') return node.raw
  const members = node.keys.map((key, index) => {
    const value = node.values[index]
    return value ? `${key}:${skeletonOf(value, marks)}` : ''
  })
  return `{${members.join(',')}}`
}
