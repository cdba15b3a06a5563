import type { JsonNode } from '../../json/node.ts'
import { isLong } from '../../json/write.ts'
import { STEP_LENGTH, type Steps } from '../../steps.ts'

/** The items of an array, the values of an object; none of anything else. */
export function valuesOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'array' ? node.items : node.kind === 'object' ? node.values : []
}

/**
 * Visits a value and those within it, each before its own. Depth is bounded by the reader's.
 *
 * @param enter Whether to go on into the value.
 */
export function* visitInSteps(node: JsonNode, enter: (node: JsonNode) => boolean): Steps<void> {
  if (!isLong(node)) return visit(node, enter)
  if (!enter(node)) return
  let rested = node.start
  for (const value of valuesOf(node)) {
    if (isLong(value)) yield* visitInSteps(value, enter)
    else visit(value, enter)
    if (value.end - rested < STEP_LENGTH) continue
    rested = value.end
    yield
  }
}

function visit(node: JsonNode, enter: (node: JsonNode) => boolean): void {
  if (enter(node)) for (const value of valuesOf(node)) visit(value, enter)
}

/**
 * A value in which some are replaced; what holds none of them is the same object as before.
 *
 * @param replacing What stands for a value instead; undefined: the value, with replacements within.
 * @param replacingLong The same for a long value, in steps.
 */
export function* replaceInSteps(
  node: JsonNode,
  replacing: (node: JsonNode) => JsonNode | undefined,
  copies?: Map<JsonNode, JsonNode>,
  replacingLong?: (node: JsonNode) => Steps<JsonNode | undefined>,
): Steps<JsonNode> {
  if (!isLong(node)) return replace(node, replacing, copies)
  const replaced = replacingLong === undefined ? replacing(node) : yield* replacingLong(node)
  if (replaced !== undefined) return replaced
  const own: JsonNode[] = []
  let rested = node.start
  for (const value of valuesOf(node)) {
    own.push(
      isLong(value)
        ? yield* replaceInSteps(value, replacing, copies, replacingLong)
        : replace(value, replacing, copies),
    )
    if (value.end - rested < STEP_LENGTH) continue
    rested = value.end
    yield
  }
  return withValues(node, own, copies)
}

/** As `replaceInSteps()`, at once. */
function replace(
  node: JsonNode,
  replacing: (node: JsonNode) => JsonNode | undefined,
  copies?: Map<JsonNode, JsonNode>,
): JsonNode {
  const replaced = replacing(node)
  return replaced ?? replaceWithin(node, replacing, copies)
}

/** The same, where the value itself stays. */
export function replaceWithin(
  node: JsonNode,
  replacing: (node: JsonNode) => JsonNode | undefined,
  copies?: Map<JsonNode, JsonNode>,
): JsonNode {
  if (node.kind !== 'array' && node.kind !== 'object') return node
  return withValues(
    node,
    valuesOf(node).map((value) => replace(value, replacing, copies)),
    copies,
  )
}

function withValues(node: JsonNode, own: readonly JsonNode[], copies?: Map<JsonNode, JsonNode>): JsonNode {
  const values = valuesOf(node)
  if (own.every((value, index) => value === values[index])) return node
  const copy: JsonNode =
    node.kind === 'array' ? { ...node, items: own } : node.kind === 'object' ? { ...node, values: own } : node
  copies?.set(node, copy)
  return copy
}
