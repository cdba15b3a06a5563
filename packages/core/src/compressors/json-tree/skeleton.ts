import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { endOfQuoted } from '../json-rows/cell.ts'

/** A skeleton of `json-rows` (minified JSON with marks such as `<table 1>` for what stands in tables) as a tree of lexemes. */
export type Skeleton =
  /** A string, number, literal or mark as written. */
  { readonly kind: 'atom'; readonly raw: string } | SkeletonArray | SkeletonObject

/** An array in a skeleton. */
export interface SkeletonArray {
  readonly kind: 'array'
  readonly values: readonly Skeleton[]
}

/** An object in a skeleton. */
export interface SkeletonObject {
  readonly kind: 'object'
  /** As written, quotes included. */
  readonly keys: readonly string[]
  /** `values[i]` belongs to `keys[i]`. */
  readonly values: readonly Skeleton[]
}

/** Reads a skeleton, which is well-formed: it is made of a tree that was read. */
export function* readSkeleton(text: string): Steps<Skeleton> {
  const root: Skeleton[] = []
  const open: Open[] = [{ keys: [], values: root }]
  let rested = 0
  for (let at = 0; at < text.length;) {
    const last = open.at(-1)
    const code = text.charCodeAt(at)
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      const inner: Open = { keys: [], values: [] }
      last?.values.push(code === OPEN_ARRAY ? { kind: 'array', values: inner.values } : { kind: 'object', ...inner })
      open.push(inner)
      at++
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      open.pop()
      at++
    } else if (code === COMMA) at++
    else {
      const end = endOfAtom(text, at, code)
      const raw = text.slice(at, end)
      const isKey = text.charCodeAt(end) === COLON
      if (isKey) last?.keys.push(raw)
      else last?.values.push({ kind: 'atom', raw })
      at = isKey ? end + 1 : end
    }
    if (at - rested < STEP_LENGTH) continue
    rested = at
    yield
  }
  return root[0] ?? { kind: 'array', values: [] }
}

interface Open {
  readonly keys: string[]
  readonly values: Skeleton[]
}

const QUOTE = 34
const COMMA = 44
const COLON = 58
const LESS = 60
const OPEN_ARRAY = 91
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

function endOfAtom(text: string, from: number, code: number): number {
  if (code === QUOTE) return endOfQuoted(text, from)
  if (code === LESS) return text.indexOf('>', from) + 1
  let at = from
  while (at < text.length && !endsScalar(text.charCodeAt(at))) at++
  return at
}

function endsScalar(code: number): boolean {
  return code === COMMA || code === CLOSE_ARRAY || code === CLOSE_OBJECT
}
