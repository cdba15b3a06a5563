import type { JsonArray, JsonNode } from '../json/node.ts'
import { memberOf, textOfJson } from '../json/text.ts'
import { rootOf } from './root.ts'

/** A value in a JSON document and the path that leads to it, written as it can be asked for again. */
export interface Place {
  readonly path: string
  readonly node: JsonNode
  /** The text that the node's offsets count in: the original, or the content of a string that holds JSON. */
  readonly text: string
}

/** One step of a path: a member, an item (negative: from the end), or all of either. */
export type PathStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }

/** A path as asked for. */
export interface JsonPath {
  readonly steps: readonly PathStep[]
  /** `[from:to]` at its end, as written; undefined where there is none. */
  readonly slice: { readonly from: number; readonly to: number } | undefined
}

const STEP =
  /\.?\[(?:(-?\d{1,9})|(\*)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]|\.?\[(\d{0,9}):(\d{0,9})\]|\.?(\*)|\.?([^.[\]\s][^.[\]]*)/y

/** Longest path that is read, in UTF-16 units. */
const MAX_PATH = 2_000

/**
 * Reads a path: the part of JSONPath (RFC 9535) that names places, `$.a[3]["b c"][*]`, and one slice `[100:200]` at the
 * end. The `$` may be left out.
 *
 * @returns Undefined where it is not such a path.
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  const source = text.trim()
  if (source.length > MAX_PATH) return undefined
  const steps: PathStep[] = []
  for (let at = source.startsWith('$') ? 1 : 0; at < source.length; at = STEP.lastIndex) {
    STEP.lastIndex = at
    const found = STEP.exec(source)
    if (found === null) return undefined
    const [, index, every, double, single, from, to, star, name] = found
    if (from !== undefined && to !== undefined) {
      if (STEP.lastIndex < source.length) return undefined
      return { steps, slice: { from: Number(from), to: to === '' ? Infinity : Number(to) } }
    }
    if (index !== undefined) steps.push({ kind: 'index', index: Number(index) })
    else if (every !== undefined || star !== undefined) steps.push({ kind: 'all' })
    else steps.push({ kind: 'name', name: name ?? unescaped(double ?? single ?? '') })
  }
  return { steps, slice: undefined }
}

/** Where steps lead. */
export interface Arrival {
  /** In document order; one at most where no step is `all`. */
  readonly places: readonly Place[]
  /** The first place before the step that led nowhere, or the first of `places`. */
  readonly nearest: Place
}

/** Follows steps from the root of a document. A step into a string that holds JSON leads into that JSON. */
export function follow(root: Place, steps: readonly PathStep[]): Arrival {
  let nearest = root
  let places: readonly Place[] = [nearest]
  for (const step of steps) {
    places = places.flatMap((place) => stepFrom(place, step))
    if (places[0] === undefined) break
    nearest = places[0]
  }
  return { places, nearest }
}

/** A path of decoded keys and indices, written as it can be asked for. */
export function pathText(path: readonly (string | number)[]): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : memberStep(step))).join('')}`
}

/** The parts of a container with their paths, in document order; none for a scalar. */
export function partsOf({ path, node, text }: Place): readonly Place[] {
  if (node.kind === 'array') return node.items.map((item, index) => ({ path: `${path}[${index}]`, node: item, text }))
  if (node.kind !== 'object') return []
  return node.values.map((value, index) => ({
    path: path + memberStep(textOfJson(node.keys[index] ?? '""')),
    node: value,
    text,
  }))
}

function stepFrom(outer: Place, step: PathStep): readonly Place[] {
  const place = outer.node.kind === 'string' ? openedString(outer) : outer
  if (place === undefined) return []
  // Views name what a string holds by how it is spelled there: `.stdout["@json"].items`.
  if (place !== outer && step.kind === 'name' && step.name.startsWith('@json')) return [place]
  if (step.kind === 'all') return partsOf(place)
  return place.node.kind === 'array' ? itemOf(place, place.node, step) : memberPlace(place, step)
}

/** What a string holds, where that is a JSON array or object, or lines of JSON. */
export function openedString({ path, node }: Place): Place | undefined {
  if (node.kind !== 'string' || !/^"[[{]/.test(node.raw)) return undefined
  const text = textOfJson(node.raw)
  const root = rootOf(text)
  return root && { path, node: root, text }
}

function itemOf(
  { path, text }: Place,
  { items }: JsonArray,
  step: Exclude<PathStep, { kind: 'all' }>,
): readonly Place[] {
  // `.3` and `["3"]` name an item too, as in JavaScript.
  const given = step.kind === 'index' ? step.index : /^\d{1,9}$/.test(step.name) ? Number(step.name) : undefined
  if (given === undefined) return []
  const index = given < 0 ? items.length + given : given
  const node = items[index]
  return node === undefined ? [] : [{ path: `${path}[${index}]`, node, text }]
}

function memberPlace({ path, node, text }: Place, step: Exclude<PathStep, { kind: 'all' }>): readonly Place[] {
  const name = step.kind === 'name' ? step.name : String(step.index)
  const member = memberOf(node, name)
  return member === undefined ? [] : [{ path: path + memberStep(name), node: member, text }]
}

function memberStep(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text.replaceAll("\\'", "'")}"`))
  } catch {
    // Not an escape of JSON: taken as it stands.
    return text
  }
}
