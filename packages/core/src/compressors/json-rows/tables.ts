import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'
import { writeMinified } from '../../json/write.ts'
import { tableOf } from './columns.ts'
import { holdsItsKind, isArrayOfObjects, rowsOf } from './rows.ts'
import type { Rows } from './rows.ts'
import type { Table } from './table.ts'
import { estimateTokens } from './token-estimate.ts'
import type { TableStyle } from './encodings/choose.ts'
import { writeTable } from './write-table.ts'
import type { WrittenTable } from './write-table.ts'
import type { Notation } from './notation.ts'

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
  /** What the tables use that a reader may not know. */
  readonly notations: ReadonlySet<Notation>
}

/**
 * Writes a document as tables wherever these are shorter than minified JSON by estimate, and minified JSON elsewhere.
 *
 * @param isLines The root's items are lines of their own (NDJSON).
 * @param canonical The root minified.
 */
export function writeDocument(root: JsonNode, isLines: boolean, canonical: string, style: TableStyle): WrittenDocument {
  const minified = (node: JsonNode): string => (node === root ? canonical : writeMinified(node))
  const writing: Writing = { minified, style, marks: new Map(), lines: [], numbers: new Map(), notations: new Set() }
  let candidates = [...candidatesIn(root, undefined)]
  while (candidates.length > 0) {
    const refused = groupsOf(candidates).filter(
      (group) => !writeGroup(writing, group, isLines && group[0]?.node === root),
    )
    candidates = refused.flat().flatMap(({ node }) => [...candidatesBelow(node)])
  }
  writeScattered(writing, root)
  return { skeleton: skeletonOf(root, writing.marks), lines: writing.lines, tableCount: writing.numbers.size, notations: writing.notations }
}

interface Writing {
  readonly minified: (node: JsonNode) => string
  readonly style: TableStyle
  /** What stands in the skeleton for a value. */
  readonly marks: Map<JsonNode, string>
  readonly lines: string[]
  readonly numbers: Map<Table, number>
  readonly notations: Set<Notation>
}

/** A value that may become a table, or rows of one. */
type Candidate =
  | { readonly kind: 'array'; readonly node: JsonArray; readonly key: string | undefined }
  | { readonly kind: 'members' | 'tree' | 'row'; readonly node: JsonObject; readonly key: string | undefined }

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
  const treeKey = node.keys.find((name) => holdsItsKind(node, name))
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
  if (first?.kind !== 'object' || !isArrayOfObjects(node)) return undefined
  const treeKey = key !== undefined && node.items.some((item) => holdsItsKind(item, key)) ? key : ''
  return `${treeKey}:${first.keys.join(',')}`
}

/** Groups of scattered objects tried, largest first. */
const MAX_SCATTERED_GROUPS = 12
/** Objects with fewer members than this are no rows. */
const MIN_SCATTERED_MEMBERS = 4

/** Objects of one shape that stand in different places of the skeleton become rows of one table. */
function writeScattered(writing: Writing, root: JsonNode): void {
  const refused = new Set<string>()
  for (let round = 0; round < MAX_SCATTERED_GROUPS; round++) {
    const groups = new Map<string, Candidate[]>()
    collectObjects(root, writing.marks, groups, new Set())
    const sized = [...groups].filter(([shape, group]) => group.length > 1 && !refused.has(shape))
    const next = sized.sort((a, b) => sizeOf(b[1]) - sizeOf(a[1]))[0]
    if (next === undefined) return
    refused.add(next[0])
    writeGroup(writing, next[1], false)
  }
}

function sizeOf(group: readonly Candidate[]): number {
  return group.reduce((sum, { node }) => sum + node.end - node.start, 0)
}

/**
 * Collects objects by shape, in document order, the outermost of each shape, none with a mark in it.
 * Depth is bounded by the reader's.
 *
 * @returns Whether there is a mark in the value.
 */
function collectObjects(node: JsonNode, marks: Marks, groups: Map<string, Candidate[]>, above: Set<string>): boolean {
  if (marks.has(node)) return true
  if (node.kind !== 'array' && node.kind !== 'object') return false
  const shape = node.kind === 'object' && node.keys.length >= MIN_SCATTERED_MEMBERS ? node.keys.join(',') : undefined
  const isOutermost = shape !== undefined && !above.has(shape)
  if (isOutermost) above.add(shape)
  let hasMark = false
  for (const value of node.kind === 'array' ? node.items : node.values) {
    if (collectObjects(value, marks, groups, above)) hasMark = true
  }
  if (!isOutermost || node.kind !== 'object') return hasMark
  above.delete(shape)
  if (hasMark) return true
  const group = groups.get(shape)
  const candidate: Candidate = { kind: 'row', node, key: undefined }
  if (group) group.push(candidate)
  else groups.set(shape, [candidate])
  return false
}

type Marks = ReadonlyMap<JsonNode, string>

/** Tokens of a mark in the skeleton. */
const MARK_TOKENS = 4

/** Writes a group as one table. False: it is no table, or a longer one than its JSON. */
function writeGroup(writing: Writing, group: readonly Candidate[], isLines: boolean): boolean {
  const rows = rowsOfGroup(group)
  if (rows.items.length < MIN_ROWS) return false
  const table = tableOf(rows)
  const numbers = new Map(writing.numbers)
  const { lines, notations } = writeAll(table, numbers, writing.style)
  const before = group.reduce((sum, { node }) => sum + estimateTokens(writing.minified(node)), 0)
  const after = estimateTokens(lines.join('\n')) + group.length * MARK_TOKENS
  if (after > before * (1 - MIN_SAVED)) return false
  for (const [child, number] of numbers) writing.numbers.set(child, number)
  for (const line of lines) writing.lines.push(line)
  for (const notation of notations) writing.notations.add(notation)
  for (const candidate of group) writing.marks.set(candidate.node, markOf(candidate, table, numbers, group, isLines))
  return true
}

function rowsOfGroup(group: readonly Candidate[]): Rows {
  const [first] = group
  if (first?.kind === 'members') return { items: first.node.values, keys: first.node.keys.map((key) => key) }
  if (first?.kind === 'row') return { items: group.map(({ node }) => node) }
  if (first?.kind === 'tree') return rowsOf([{ kind: 'array', items: [first.node], start: 0, end: 0 }], first.key)
  return rowsOf(
    group.flatMap((candidate) => (candidate.kind === 'array' ? [candidate.node] : [])),
    first?.key,
  )
}

/** Numbers a table and those of its rows' rows, parents first, and writes them. */
function writeAll(table: Table, numbers: Map<Table, number>, style: TableStyle): WrittenTable {
  const lines: string[] = []
  const notations = new Set<Notation>()
  const waiting = [table]
  numbers.set(table, numbers.size + 1)
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const { child } of next.columns) {
      if (child === undefined) continue
      numbers.set(child, numbers.size + 1)
      waiting.push(child)
    }
    const written = writeTable(next, numbers.get(next) ?? 0, style, (child) => numbers.get(child) ?? 0)
    for (const line of written.lines) lines.push(line)
    for (const notation of written.notations) notations.add(notation)
  }
  return { lines, notations }
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
  if (candidate.kind === 'tree' || candidate.kind === 'row') return `<row of ${name}>`
  const { node } = candidate
  return node.kind === 'array' && (group.length > 1 || table.parents) ? `<${node.items.length} rows of ${name}>` : `<${name}>`
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
