import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'
import { isLong } from '../../json/write.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
import type { Candidate } from './candidates.ts'

/** What stands in the skeleton for a value. */
export type Marks = ReadonlyMap<JsonNode, string>

/** Objects with fewer members than this are no rows. */
export const MIN_MEMBERS = 4

/**
 * Objects of one shape that stand in different places outside the tables: the owner, the sender and the author of an
 * event, say. They can be rows of one table.
 *
 * @param marks What is in tables already.
 */
export function* scatteredGroups(root: JsonNode, marks: Marks): Steps<ScatteredGroups> {
  const groups = new Map<string, JsonObject[]>()
  yield* collectInSteps(root, marks, groups, new Set())
  return groups
}

/** Scattered objects by shape, each group in document order. */
export type ScatteredGroups = ReadonlyMap<string, readonly JsonObject[]>

/**
 * The group that takes the most room, and its shape.
 *
 * @param tried Shapes to leave out.
 */
export function largestGroup(
  groups: ScatteredGroups,
  tried: ReadonlySet<string>,
): { readonly shape: string; readonly group: readonly Candidate[] } | undefined {
  let best: string | undefined
  let most = 0
  for (const [shape, objects] of groups) {
    if (objects.length < 2 || tried.has(shape)) continue
    const size = objects.reduce((sum, { start, end }) => sum + end - start, 0)
    if (size > most) [best, most] = [shape, size]
  }
  if (best === undefined) return undefined
  const group = groups.get(best)?.map((node): Candidate => ({ kind: 'row', node, key: undefined })) ?? []
  return { shape: best, group }
}

/**
 * Collects objects by shape, in document order, the outermost of each shape, none with a mark in it.
 * Depth is bounded by the reader's.
 *
 * @returns Whether there is a mark in the value.
 */
function collect(node: JsonNode, marks: Marks, groups: Map<string, JsonObject[]>, above: Set<string>): boolean {
  if (marks.has(node)) return true
  if (node.kind !== 'array' && node.kind !== 'object') return false
  const shape = outermostShape(node, above)
  let hasMark = false
  for (const value of node.kind === 'array' ? node.items : node.values) {
    if (collect(value, marks, groups, above)) hasMark = true
  }
  if (shape !== undefined) leave(node, shape, hasMark, groups, above)
  return hasMark
}

/** As `collect()`, in steps. */
function* collectInSteps(
  node: JsonNode,
  marks: Marks,
  groups: Map<string, JsonObject[]>,
  above: Set<string>,
): Steps<boolean> {
  if (!isLong(node) || marks.has(node) || (node.kind !== 'array' && node.kind !== 'object'))
    return collect(node, marks, groups, above)
  const shape = outermostShape(node, above)
  let hasMark = false
  let rested = node.start
  for (const value of node.kind === 'array' ? node.items : node.values) {
    const has = isLong(value)
      ? yield* collectInSteps(value, marks, groups, above)
      : collect(value, marks, groups, above)
    if (has) hasMark = true
    if (value.end - rested < PASS_LENGTH) continue
    rested = value.end
    yield
  }
  if (shape !== undefined) leave(node, shape, hasMark, groups, above)
  return hasMark
}

/** The shape of an object that is no part of one of the same shape; that is noted. */
function outermostShape(node: JsonArray | JsonObject, above: Set<string>): string | undefined {
  if (node.kind !== 'object' || node.keys.length < MIN_MEMBERS) return undefined
  const shape = node.keys.join(',')
  if (above.has(shape)) return undefined
  above.add(shape)
  return shape
}

function leave(
  node: JsonArray | JsonObject,
  shape: string,
  hasMark: boolean,
  groups: Map<string, JsonObject[]>,
  above: Set<string>,
): void {
  above.delete(shape)
  if (!hasMark && node.kind === 'object') add(groups, shape, node)
}

function add(groups: Map<string, JsonObject[]>, shape: string, node: JsonObject): void {
  const group = groups.get(shape)
  if (group) group.push(node)
  else groups.set(shape, [node])
}
