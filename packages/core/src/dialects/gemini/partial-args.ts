import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'

/** Puts the arguments of one call together from the pieces that `streamFunctionCallArguments` asks for. */
export interface PartialArgs {
  /** Takes the `partialArgs` of one chunk: a list of `{ jsonPath, stringValue | numberValue | boolValue | nullValue, willContinue }`. */
  push(pieces: unknown): void
  /** The arguments as far as they came, as an object of their own. */
  args(): WireObject
}

/** Arguments without any piece yet. */
export function createPartialArgs(): PartialArgs {
  const root = emptyMembers()
  let unfinished: string | undefined
  return {
    push(pieces) {
      for (const piece of listOf(pieces).map(objectOf)) {
        const path = stringOf(piece?.['jsonPath'])
        const keys = keysOf(path)
        if (piece === undefined || keys === undefined) continue
        write(root, keys, piece, unfinished === path)
        unfinished = piece['willContinue'] === true ? path : undefined
      }
    },
    args: () => copyOf(root) as WireObject,
  }
}

/** Steps that a path may have; a longer one is left out. No schema that the API takes is nested so deep. */
const MAX_STEPS = 64

/** A step of a normalized JSONPath (RFC 9535): `.name`, `[0]`, `['name']`, `["name"]`. */
const STEP = /\.([^.[\]'"]+)|\[(\d{1,9})\]|\['([^']*)'\]|\["([^"]*)"\]/y

/** The keys of a path, numbers for indices; undefined where it is none, or the root. */
function keysOf(path: string): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined
  const keys: (string | number)[] = []
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    STEP.lastIndex = at
    const step = STEP.exec(path)
    if (step === null || keys.length === MAX_STEPS) return undefined
    const [, name, index, single, double] = step
    keys.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index))
  }
  return keys.length === 0 ? undefined : keys
}

/** An object of the arguments, without a prototype: `__proto__` is a name like any other. An array is one whose keys are indices. */
type Members = Record<string | number, unknown>

function emptyMembers(): Members {
  return Object.create(null) as Members
}

function emptyItems(): Members {
  const items: unknown = []
  return items as Members
}

function write(root: Members, keys: readonly (string | number)[], piece: WireObject, goesOn: boolean): void {
  let at = root
  for (const [depth, key] of keys.entries()) {
    // Items come in order: an index beyond the end is none.
    const isPlace = Array.isArray(at) ? typeof key === 'number' && key <= at.length : typeof key === 'string'
    if (!isPlace) return
    const next = keys[depth + 1]
    if (next === undefined) at[key] = valueOf(piece, goesOn ? at[key] : undefined)
    else at = childOf(at, key, next)
  }
}

function childOf(members: Members, key: string | number, next: string | number): Members {
  const child = members[key]
  if (typeof child === 'object' && child !== null && !isSpelled(child)) return child as Members
  const created = typeof next === 'number' ? emptyItems() : emptyMembers()
  members[key] = created
  return created
}

/** A string goes on where the piece before it said so; other values come whole. */
function valueOf({ stringValue, numberValue, boolValue }: WireObject, before: unknown): unknown {
  if (typeof stringValue === 'string') return stringOf(before) + stringValue
  if (typeof numberValue === 'number' || isSpelled(numberValue)) return numberValue
  return typeof boolValue === 'boolean' ? boolValue : null
}

/** Whether a value is a number that keeps its spelling (`parseExactly`): an object that nothing can be written into. */
function isSpelled(value: unknown): boolean {
  return objectOf(value) !== undefined && Object.isFrozen(value)
}

/** Copies what is made here, at most `MAX_STEPS` deep; values stay what they are, those that keep their spelling too. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  if (objectOf(value) === undefined || isSpelled(value)) return value
  return Object.fromEntries(Object.entries(value as object).map(([name, member]) => [name, copyOf(member)]))
}
