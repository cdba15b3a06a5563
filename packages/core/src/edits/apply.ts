import type { Edit } from '../types/edit.ts'
import type { Path } from '../types/segment.ts'
import { EditError } from './edit-error.ts'

/**
 * Writes edits into a value without changing it: the objects and arrays on the way to an edit are copied, all else is shared.
 *
 * A copy keeps the prototype, the order and kind of its properties, accessors and symbol keys, but not a freeze, a seal or what
 * stands in private fields. All paths mean the value as given, whatever the order of the edits. Several additions to one place of an
 * array come in the order of the edits; an addition to an object replaces the member of that name if there is one. Agrees with
 * `spliceEdits`. Only own properties count; values outside the paths, cycles among them, are never looked at.
 *
 * @param value A JSON value or an object like one.
 * @returns The edited value; the same value where there are no edits.
 * @throws {EditError} Where a path leads nowhere or two edits overlap.
 */
export function applyEdits<T>(value: T, edits: readonly Edit[]): T {
  if (edits.length === 0) return value
  const pending: Copied[] = []
  const edited = editedValue(value, placesOf(edits), pending)
  for (let copied = pending.pop(); copied !== undefined; copied = pending.pop()) fill(copied, pending)
  return edited as T
}

/** One place that edits lead to or through. */
interface Place {
  /** Path of the first edit that leads here, for errors. */
  readonly path: Path
  readonly children: Map<string, Place>
  readonly additions: Edit[]
  replacement: Edit | undefined
}

/** A copy whose edited members still have to be set. */
interface Copied {
  readonly original: object
  readonly copy: object
  readonly place: Place
}

function placesOf(edits: readonly Edit[]): Place {
  const root = createPlace([])
  for (const edit of edits) {
    const { op, path } = edit
    const isAddition = op === 'add' && path.length > 0
    const place = placeAt(root, path, isAddition ? path.length - 1 : path.length)
    if (isAddition) place.additions.push(edit)
    else if (place.replacement === undefined) place.replacement = edit
    else throw new EditError('paths-overlap', path)
  }
  return root
}

function createPlace(path: Path): Place {
  return { path, children: new Map(), additions: [], replacement: undefined }
}

function placeAt(root: Place, path: Path, depth: number): Place {
  let place = root
  for (const token of path.slice(0, depth)) {
    let child = place.children.get(String(token))
    if (child === undefined) place.children.set(String(token), (child = createPlace(path)))
    place = child
  }
  return place
}

/** What a value becomes: its replacement, or a copy that is put among the pending ones. */
function editedValue(original: unknown, place: Place, pending: Copied[]): unknown {
  const { replacement, children, additions, path } = place
  if (replacement !== undefined) {
    if (children.size > 0 || additions.length > 0) throw new EditError('paths-overlap', path)
    return replacement.value
  }
  if (typeof original !== 'object' || original === null) throw new EditError('path-missing', path)
  const copy = copyOf(original)
  pending.push({ original, copy, place })
  return copy
}

function fill({ original, copy, place }: Copied, pending: Copied[]): void {
  for (const [key, child] of place.children) {
    if (!hasMember(original, key)) throw new EditError('path-missing', child.path)
    setMember(copy, key, editedValue(Reflect.get(original, key), child, pending))
  }
  if (Array.isArray(copy)) insert(copy, place.additions)
  else addMembers(copy, place)
}

function addMembers(copy: object, { children, additions }: Place): void {
  const added = new Set<string>(children.keys())
  for (const { path, value } of additions) {
    const key = String(path.at(-1))
    if (added.has(key)) throw new EditError('paths-overlap', path)
    added.add(key)
    setMember(copy, key, value)
  }
}

/** Puts each value before the element that its path names, from the last place to the first. Each element moves once. */
function insert(copy: unknown[], additions: readonly Edit[]): void {
  const { length } = copy
  const placed = additions.map(({ path, value }) => ({ at: placeInArray(path, length), value }))
  let from = length
  let to = length + placed.length
  for (const { at, value } of placed.toReversed().sort((left, right) => right.at - left.at)) {
    while (from > at) setMember(copy, String(--to), copy[--from])
    setMember(copy, String(--to), value)
  }
}

function placeInArray(path: Path, length: number): number {
  const key = String(path.at(-1))
  const at = key === '-' ? length : Number(key)
  if ((key !== '-' && !ARRAY_INDEX.test(key)) || at > length) throw new EditError('path-missing', path)
  return at
}

const ARRAY_INDEX = /^(?:0|[1-9]\d*)$/

function hasMember(container: object, key: string): boolean {
  return Object.hasOwn(container, key) && (!Array.isArray(container) || ARRAY_INDEX.test(key))
}

/** Defines, never assigns: `__proto__` is a key like any other, and no setter runs. */
function setMember(container: object, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true })
}

function copyOf(original: object): object {
  const copy = emptyLike(original)
  for (const key of Reflect.ownKeys(original)) {
    const property = Object.getOwnPropertyDescriptor(original, key)
    if (property !== undefined && !(key === 'length' && Array.isArray(copy))) {
      Object.defineProperty(copy, key, thawed(property))
    }
  }
  return copy
}

function emptyLike(original: object): object {
  const prototype: object | null = Object.getPrototypeOf(original)
  if (!Array.isArray(original)) return Object.create(prototype)
  const copy: unknown[] = []
  copy.length = original.length
  return prototype === Array.prototype ? copy : Object.setPrototypeOf(copy, prototype)
}

function thawed(property: PropertyDescriptor): PropertyDescriptor {
  return 'value' in property ? { ...property, writable: true, configurable: true } : { ...property, configurable: true }
}
