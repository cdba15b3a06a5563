import type { JsonNode, JsonObject } from '../../json/node.ts'
import { minifiedInSteps } from '../../json/write.ts'
import { PASS_LENGTH, STEP_LENGTH, type Steps } from '../../steps.ts'
import { joinInSteps } from '../lines.ts'
import { candidatesBelow, candidatesIn, groupsOf, rowsOfGroup } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { tableOf } from './columns.ts'
import type { Rows } from './rows.ts'
import type { TableStyle } from './encodings/encode-columns.ts'
import type { Notation } from './notation.ts'
import { largestGroup, scatteredGroups } from './scattered.ts'
import { markOf, skeletonOf } from './skeleton.ts'
import type { Table } from './table.ts'
import { estimateTokens } from '../token-estimate.ts'
import { writeTable } from './write-table.ts'
import type { WrittenTable } from './write-table.ts'

/** A document as text: what is not in tables, with marks where tables belong, and the tables. */
export interface WrittenDocument {
  readonly skeleton: string
  /** Heads and rows of all tables, to be joined by line feeds. */
  readonly lines: readonly string[]
  readonly tableCount: number
  /** What the tables use that a reader may not know. */
  readonly notations: ReadonlySet<Notation>
  /** Whether an object stands as a table of its members. */
  readonly isMembersTable: (node: JsonObject) => boolean
}

/** Levels of arrays within arrays that are tried as tables, so that deep nesting is not read again at every level. */
const MAX_LEVELS = 12
/** Groups of scattered objects tried, largest first. */
const MAX_SCATTERED_GROUPS = 12
/** In longer documents objects are not looked for outside arrays: the walk is repeated for each group. */
const MAX_SCATTERED_LENGTH = 2_000_000

/**
 * Writes a document as tables wherever these are shorter than minified JSON by estimate, and minified JSON elsewhere.
 */
export function* writeInSteps(source: WritingSource, style: TableStyle): Steps<WrittenDocument> {
  const { root, isLines, canonical } = source
  const writing: Writing = {
    source,
    style,
    marks: new Map(),
    members: new Set(),
    lines: [],
    numbers: new Map(),
    notations: new Set(),
  }
  // Lines stand in one table or as they are: a skeleton is one line itself.
  if (isLines) {
    const candidates: Candidate[] = []
    yield* candidatesIn(root, candidates)
    if (candidates[0]?.node === root) yield* writeGroup(writing, candidates, true)
  } else {
    yield* writeNested(writing, root, canonical.length)
  }
  const { lines, numbers, notations, marks, members } = writing
  const isMembersTable = (node: JsonObject): boolean => members.has(node)
  return { skeleton: yield* skeletonOf(root, marks), lines, tableCount: numbers.size, notations, isMembersTable }
}

/** What is written. */
export interface WritingSource {
  readonly root: JsonNode
  /** The root's items are lines of their own (NDJSON). */
  readonly isLines: boolean
  /** The root minified. */
  readonly canonical: string
  /** The text that the tree was read from, where every value in it is its own minified form. */
  readonly dense: string | undefined
}

function* minifiedOf({ root, canonical, dense }: WritingSource, node: JsonNode): Steps<string> {
  if (node === root) return canonical
  return dense === undefined ? yield* minifiedInSteps(node) : dense.slice(node.start, node.end)
}

interface Writing {
  readonly source: WritingSource
  readonly style: TableStyle
  readonly marks: Map<JsonNode, string>
  /** The objects whose members are the rows of a table. */
  readonly members: Set<JsonObject>
  readonly lines: string[]
  readonly numbers: Map<Table, number>
  readonly notations: Set<Notation>
}

function* writeNested(writing: Writing, root: JsonNode, length: number): Steps<void> {
  let candidates: Candidate[] = []
  yield* candidatesIn(root, candidates)
  for (let level = 0; level < MAX_LEVELS && candidates.length > 0; level++) {
    const groups = yield* groupsOf(candidates)
    candidates = []
    let read = 0
    for (const group of groups) {
      read += group.reduce((sum, { node }) => sum + node.end - node.start, 0)
      if (read > STEP_LENGTH) {
        read = 0
        yield
      }
      if (yield* writeGroup(writing, group, false)) continue
      for (const { node } of group) yield* candidatesBelow(node, candidates)
    }
    // Rows are taken from a table in document order.
    candidates.sort((a, b) => a.node.start - b.node.start)
  }
  if (length <= MAX_SCATTERED_LENGTH) yield* writeScattered(writing, root)
}

function* writeScattered(writing: Writing, root: JsonNode): Steps<void> {
  const tried = new Set<string>()
  let groups = yield* scatteredGroups(root, writing.marks)
  for (let round = 0; round < MAX_SCATTERED_GROUPS; round++) {
    const next = largestGroup(groups, tried)
    if (next === undefined) return
    tried.add(next.shape)
    // What is in a table now takes objects out of other groups.
    if (yield* writeGroup(writing, next.group, false)) groups = yield* scatteredGroups(root, writing.marks)
  }
}

/** Fewer rows than this are no table. */
const MIN_ROWS = 2
/** A table must be this much shorter than minified JSON to be worth its notation: a share of the tokens. */
const MIN_SAVED = 0.05
/** Tokens of a mark in the skeleton. */
const MARK_TOKENS = 4

/** Writes a group as one table. False: it is no table, or one that is hardly shorter than its JSON. */
function* writeGroup(writing: Writing, group: readonly Candidate[], isLines: boolean): Steps<boolean> {
  const rows = rowsOfGroup(group)
  if (rows.items.length < MIN_ROWS) return false
  const table = yield* tableOf(rows)
  if (yield* isHopeless(writing, rows, table)) return false
  const numbers = new Map(writing.numbers)
  const { lines, notations } = yield* writeWithInner(table, numbers, writing.style)
  const before = yield* tokensOf(writing, group)
  const text = yield* joinInSteps(lines, '\n')
  const after = estimateTokens(text) + group.length * MARK_TOKENS
  if (after > before * (1 - MIN_SAVED)) return false
  for (const [child, number] of numbers) writing.numbers.set(child, number)
  writing.lines.push(text)
  for (const notation of notations) writing.notations.add(notation)
  const number = numbers.get(table) ?? 0
  for (const candidate of group) {
    if (candidate.kind === 'members') writing.members.add(candidate.node)
    writing.marks.set(candidate.node, markOf(candidate, table, number, group.length === 1, isLines))
  }
  return true
}

/** Rows from which the first ones are written alone to see whether a table may pay, and how many of them. */
const MANY_ROWS = 512
const FIRST_ROWS = 128

/** Whether the first of many rows take no fewer tokens as rows of a table, its head left out, than as JSON. */
function* isHopeless(writing: Writing, { items, keys }: Rows, table: Table): Steps<boolean> {
  const isPlain = table.parents === undefined && table.columns.every(({ child }) => child === undefined)
  if (table.rowCount < MANY_ROWS || !isPlain || keys !== undefined) return false
  const columns = table.columns.map((column) => ({ ...column, cells: column.cells.slice(0, FIRST_ROWS) }))
  const { lines } = yield* writeTable({ columns, rowCount: FIRST_ROWS }, 1, writing.style, () => 0)
  const before: string[] = []
  for (const item of items.slice(0, FIRST_ROWS)) before.push(yield* minifiedOf(writing.source, item))
  return estimateTokens(lines.slice(1).join('\n')) >= estimateTokens(before.join(','))
}

/** Estimated tokens of the values that a group would take out of the document. */
function* tokensOf({ source }: Writing, group: readonly Candidate[]): Steps<number> {
  let tokens = 0
  let read = 0
  for (const { node } of group) {
    tokens += estimateTokens(yield* minifiedOf(source, node))
    read += Math.min(node.end - node.start, PASS_LENGTH)
    if (read < PASS_LENGTH) continue
    read = 0
    if (group.length > 1) yield
  }
  return tokens
}

/** Numbers a table and those of its rows' rows, parents first, and writes them. */
function* writeWithInner(table: Table, numbers: Map<Table, number>, style: TableStyle): Steps<WrittenTable> {
  const lines: string[] = []
  const notations = new Set<Notation>()
  const waiting = [table]
  numbers.set(table, numbers.size + 1)
  for (const next of waiting) {
    for (const { child } of next.columns) {
      if (child === undefined) continue
      numbers.set(child, numbers.size + 1)
      waiting.push(child)
    }
    const written = yield* writeTable(next, numbers.get(next) ?? 0, style, (child) => numbers.get(child) ?? 0)
    for (const line of written.lines) lines.push(line)
    for (const notation of written.notations) notations.add(notation)
  }
  return { lines, notations }
}
