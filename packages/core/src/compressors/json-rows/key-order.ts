import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'

/** The keys of many objects in one order that each of them keeps. */
export interface KeyOrder {
  /** All keys, as written. */
  readonly keys: readonly string[]
  /** For each object, the positions of its keys in `keys`, or undefined where its order or its repeated keys do not fit. */
  readonly positions: readonly (Uint16Array | undefined)[]
}

/** More keys than this in one table would be no table. */
const MAX_KEYS = 400

/**
 * Merges the key orders of many objects. Objects that contradict the order found so far (or repeat a key) are left out.
 *
 * @param shapes The keys of each object, as written; undefined where there is no object.
 * @returns Undefined where there are too many different keys.
 */
export function* keyOrderOf(shapes: readonly (readonly string[] | undefined)[]): Steps<KeyOrder | undefined> {
  const merged: Merged = { keys: [], positionOf: new Map() }
  const found = yield* distinctShapes(shapes)
  const fitting = yield* mapInSteps(found.shapes, (keys) => merge(merged, keys))
  if (merged.keys.length > MAX_KEYS) return undefined
  const places = yield* mapInSteps(found.shapes, (keys, at) =>
    fitting[at] === true ? Uint16Array.from(keys, (key) => merged.positionOf.get(key) ?? 0) : undefined,
  )
  return { keys: merged.keys, positions: yield* mapInSteps(found.indices, (at) => (at < 0 ? undefined : places[at])) }
}

/** The different shapes in order of appearance, and which of them each object has; -1 for no object. */
function* distinctShapes(
  all: readonly (readonly string[] | undefined)[],
): Steps<{ readonly shapes: readonly (readonly string[])[]; readonly indices: readonly number[] }> {
  const shapes: (readonly string[])[] = []
  // The reader gives rows of one shape the same array of keys; what it has not seen is compared by its keys.
  const byArray = new Map<readonly string[], number>()
  const byName = new Map<string, number>()
  const indices = yield* mapInSteps(all, (keys) => {
    if (keys === undefined) return -1
    const known = byArray.get(keys)
    if (known !== undefined) return known
    const name = shapeName(keys)
    const index = byName.get(name) ?? shapes.push(keys) - 1
    byName.set(name, index)
    byArray.set(keys, index)
    return index
  })
  return { shapes, indices }
}

interface Merged {
  keys: string[]
  positionOf: Map<string, number>
}

function shapeName(keys: readonly string[]): string {
  return keys.join(',')
}

/** Works the keys of one object in. False: they do not fit, and nothing has changed. */
function merge(merged: Merged, keys: readonly string[]): boolean {
  if (merged.keys.length > MAX_KEYS || new Set(keys).size < keys.length) return false
  let last = -1
  for (const key of keys) {
    const position = merged.positionOf.get(key)
    if (position === undefined) continue
    if (position < last) return false
    last = position
  }
  insertNew(merged, keys)
  return true
}

function insertNew(merged: Merged, keys: readonly string[]): void {
  let next = 0
  const result: string[] = []
  for (const key of keys) {
    const position = merged.positionOf.get(key)
    if (position === undefined) {
      result.push(key)
      continue
    }
    // Keys before a known one are kept before it; new keys directly follow the one they stood behind.
    while (next <= position) result.push(merged.keys[next++] ?? '')
  }
  if (result.length === next) return
  while (next < merged.keys.length) result.push(merged.keys[next++] ?? '')
  merged.keys = result
  merged.positionOf = new Map(result.map((key, index) => [key, index]))
}
