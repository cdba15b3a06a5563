import type { JsonNode, JsonObject } from '../../json/node.ts'
import type { Steps } from '../../steps.ts'
import { estimateTokens } from '../token-estimate.ts'
import { replaceInSteps, replaceWithin, visitInSteps } from './walk.ts'

/** A document whose repeated values stand once. */
export interface Sharing {
  /** An object: the document's own members (or the document under `ALL`), then one member for each shared value. */
  readonly root: JsonObject
  /** Tokens saved, by estimate. */
  readonly saved: number
}

/** The key of a document that is no object, as written. */
const ALL = '"@all"'
/** Whether a document that shares values is no object, and stands under a key of its own, `@all`. */
export function isAll(root: JsonNode): boolean {
  return root.kind === 'object' && root.keys[0] === ALL
}

/** A reference, or the key of a shared value, as written. */
const REFERENCE = /^"@\d{1,6}"$/
/** Characters of the longest reference. */
const REFERENCE_LENGTH = 9

/** Shorter values are said again. */
const MIN_LENGTH = 40
/** Longer values are rarely said twice, and comparing them at every level costs time. */
const MAX_LENGTH = 20_000
/** Values that may be shared: a reader has to look each of them up. */
const MAX_SHARED = 200
/** Tokens of a reference and of the key of what it stands for. */
const REFERENCE_TOKENS = 3
const KEY_TOKENS = 4
/** Tokens that a value must save to be worth looking up. */
const MIN_SAVED = 6

/**
 * Says objects and arrays that occur several times only once: they stand as members `@1`, `@2` … at the end, and wherever
 * they occurred stands a string `@1`, `@2` ….
 *
 * @param root As read from `text`, so that equal values have equal text: minified.
 * @returns Undefined where nothing repeats, or where the document uses such names itself.
 */
export function* shareValues(root: JsonNode, text: string): Steps<Sharing | undefined> {
  const repeated = yield* repeatedLengths(root)
  if (repeated === undefined || repeated.size === 0) return undefined
  const counts = yield* countValues(root, text, repeated)
  const uses = yield* countOutermost(root, text, counts, repeated)
  const worth: { readonly slice: string; readonly saved: number }[] = []
  for (const [slice, times] of uses) {
    const saved = (times - 1) * estimateTokens(slice) - times * REFERENCE_TOKENS - KEY_TOKENS
    if (times > 1 && saved >= MIN_SAVED) worth.push({ slice, saved })
  }
  const best = worth.length > MAX_SHARED ? worth.toSorted((a, b) => b.saved - a.saved).slice(0, MAX_SHARED) : worth
  if (best.length === 0) return undefined
  const saved = best.reduce((sum, value) => sum + value.saved, 0)
  return { root: yield* withShared(root, text, new Set(best.map(({ slice }) => slice))), saved }
}

/** The document that `shareValues()` was given. Throws where a name stands for nothing. */
export function* unshareValues(root: JsonNode): Steps<JsonNode> {
  const own = root.kind === 'object' ? root.keys.findIndex((key) => REFERENCE.test(key)) : -1
  if (root.kind !== 'object' || own < 0) throw new SyntaxError('No shared values')
  const given = new Map(root.keys.slice(own).map((key, index) => [key, root.values[own + index]]))
  const filled = new Map<string, JsonNode>()
  const valueFor = (node: JsonNode): JsonNode | undefined =>
    node.kind === 'string' && isReference(node.raw) ? valueOf(node.raw) : undefined
  const valueOf = (name: string): JsonNode => {
    const known = filled.get(name)
    if (known !== undefined) return known
    const value = given.get(name)
    if (value === undefined) throw new SyntaxError(`Nothing is shared as ${name}`)
    // A value that speaks of itself is none of ours.
    given.delete(name)
    const whole = replaceWithin(value, valueFor)
    filled.set(name, whole)
    return whole
  }
  const [first] = root.values
  if (root.keys[0] === ALL && own === 1 && first) return yield* replaceInSteps(first, valueFor)
  return yield* replaceInSteps({ ...root, keys: root.keys.slice(0, own), values: root.values.slice(0, own) }, valueFor)
}

function isReference(raw: string): boolean {
  return raw.length <= REFERENCE_LENGTH && raw.charCodeAt(1) === 64 && REFERENCE.test(raw)
}

function sliceOf(node: JsonNode, text: string): string | undefined {
  return lengthOf(node) === 0 ? undefined : text.slice(node.start, node.end)
}

/** Characters of a value that may be shared; 0 of any other. */
function lengthOf(node: JsonNode): number {
  if (node.kind !== 'array' && node.kind !== 'object') return 0
  const length = node.end - node.start
  return length >= MIN_LENGTH && length <= MAX_LENGTH ? length : 0
}

/** The lengths that several values have: most values are told apart by theirs. Undefined: the document has names such as ours. */
function* repeatedLengths(root: JsonNode): Steps<ReadonlySet<number> | undefined> {
  const once = new Set<number>()
  const repeated = new Set<number>()
  const shapes = new Set<readonly string[]>()
  let hasNames = false
  yield* visitInSteps(root, (node) => {
    if (node.kind === 'string') hasNames ||= isReference(node.raw)
    if (node.kind !== 'array' && node.kind !== 'object') return false
    // Objects of one shape share an array of keys.
    if (node.kind === 'object' && !shapes.has(node.keys)) {
      shapes.add(node.keys)
      hasNames ||= node.keys.some((key) => key === ALL || isReference(key))
    }
    const length = lengthOf(node)
    if (once.has(length)) repeated.add(length)
    else if (length > 0) once.add(length)
    return !hasNames
  })
  return hasNames ? undefined : repeated
}

/** How often each value occurs, of those that may occur several times. */
function* countValues(root: JsonNode, text: string, lengths: ReadonlySet<number>): Steps<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  yield* visitInSteps(root, (node) => {
    if (!lengths.has(lengthOf(node))) return true
    const slice = text.slice(node.start, node.end)
    counts.set(slice, (counts.get(slice) ?? 0) + 1)
    return true
  })
  return counts
}

/** How often each repeated value would be said if those around it are said once. */
function* countOutermost(
  root: JsonNode,
  text: string,
  counts: ReadonlyMap<string, number>,
  lengths: ReadonlySet<number>,
): Steps<ReadonlyMap<string, number>> {
  const uses = new Map<string, number>()
  yield* visitInSteps(root, (node) => {
    if (!lengths.has(lengthOf(node))) return true
    const slice = text.slice(node.start, node.end)
    if (counts.get(slice) === 1) return true
    const before = uses.get(slice) ?? 0
    uses.set(slice, before + 1)
    return before === 0
  })
  return uses
}

function* withShared(root: JsonNode, text: string, shared: ReadonlySet<string>): Steps<JsonObject> {
  const names = new Map<string, string>()
  const definitions = new Map<string, JsonNode>()
  const referenceFor = (node: JsonNode): JsonNode | undefined => {
    const slice = node === root ? undefined : sliceOf(node, text)
    if (slice === undefined || !shared.has(slice)) return undefined
    const { start, end } = node
    let name = names.get(slice)
    if (name === undefined) {
      name = `"@${names.size + 1}"`
      names.set(slice, name)
      // Its place comes before that of what it speaks of.
      definitions.set(name, node)
      definitions.set(name, replaceWithin(node, referenceFor))
    }
    return { kind: 'string', raw: name, start, end }
  }
  const whole = yield* replaceInSteps(root, referenceFor)
  const [keys, values] = whole.kind === 'object' ? [whole.keys, whole.values] : [[ALL], [whole]]
  const { start, end } = root
  return {
    kind: 'object',
    keys: [...keys, ...definitions.keys()],
    values: [...values, ...definitions.values()],
    start,
    end,
  }
}
