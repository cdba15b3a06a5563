import type { JsonNode } from './node.ts'
import { endOfLiteral, endOfNumber, endOfString } from './lexemes.ts'

/**
 * Deepest nesting that is read. Deeper documents are refused, so that no reader of the tree can exhaust the stack.
 * Source: the deepest of 196 real tool outputs nests 14 levels; V8's default stack holds some 10,000 frames.
 */
export const MAX_JSON_DEPTH = 512

/** A JSON text on its way to a tree. Reading goes on where it stopped. */
export interface Reader {
  readonly text: string
  /** Where reading is. */
  at: number
  /** The value, once it is whole. */
  root: JsonNode | undefined
  /** Why there will be none. */
  refused: 'invalid' | 'too-deep' | undefined
  /** No white space stood between the lexemes so far. */
  isDense: boolean
  /** The containers around the place, the outermost first. */
  readonly open: Open[]
  /** The keys of the last object that stood under a key: rows share one array of keys. */
  readonly shapes: Map<string, readonly string[]>
}

/** A container whose end has not been read. */
interface Open {
  readonly start: number
  /** The key that it stands under, or that the array stands under that it is an item of. */
  readonly name: string
  /** For an object: the keys of the last one that stood here, and how many of its own are the same so far. */
  readonly shape: readonly string[] | undefined
  same: number
  /** Its keys, once they differ from the shape's. */
  keys: string[] | undefined
  readonly values: JsonNode[]
}

/** A reader at the start of a value. Readers of several values may share what they know of shapes. */
export function readerAt(text: string, at: number, shapes: Reader['shapes'] = new Map()): Reader {
  return { text, at, root: undefined, refused: undefined, isDense: true, open: [], shapes }
}

/** Reads on until the value is whole or refused, or a place is reached. Linear, in constant stack. */
export function readUntil(reader: Reader, stop: number): void {
  while (reader.at < stop && reader.root === undefined && reader.refused === undefined) {
    const top = reader.open.at(-1)
    if (top !== undefined && top.shape !== undefined && !readKey(reader, top, top.shape)) return refuse(reader)
    const node = readValue(reader)
    if (node !== undefined) addValue(reader, node)
    else if (reader.refused !== undefined) return
  }
  // At the end of the text nothing more can come.
  if (reader.at >= reader.text.length && reader.root === undefined) refuse(reader)
}

/** Skips white space; the code of the next character, NaN at the end. */
export function nextCode(reader: Reader): number {
  const { text } = reader
  let code = text.charCodeAt(reader.at)
  if (code > SPACE) return code
  while (code === SPACE || code === 10 || code === 13 || code === 9) {
    code = text.charCodeAt(++reader.at)
    reader.isDense = false
  }
  return code
}

const SPACE = 32
const QUOTE = 34
const COMMA = 44
const COLON = 58
const OPEN_ARRAY = 91
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

function refuse(reader: Reader): void {
  reader.refused ??= 'invalid'
}

/** Reads a key and its colon. */
function readKey(reader: Reader, top: Open, shape: readonly string[]): boolean {
  if (nextCode(reader) !== QUOTE) return false
  const guess = top.keys === undefined ? shape[top.same] : undefined
  if (guess !== undefined && reader.text.startsWith(guess, reader.at)) {
    reader.at += guess.length
    top.same++
  } else {
    const end = endOfString(reader.text, reader.at)
    if (end < 0) return false
    top.keys ??= shape.slice(0, top.same)
    top.keys.push(reader.text.slice(reader.at, end))
    reader.at = end
  }
  if (nextCode(reader) !== COLON) return false
  reader.at++
  return true
}

/** Reads a scalar, an empty container, or the start of another: then there is no value yet. */
function readValue(reader: Reader): JsonNode | undefined {
  const code = nextCode(reader)
  if (code === OPEN_OBJECT || code === OPEN_ARRAY) return openContainer(reader, code)
  const { text, at: start } = reader
  const kind = code === QUOTE ? 'string' : code === 45 || (code >= 48 && code <= 57) ? 'number' : 'literal'
  const end =
    kind === 'string'
      ? endOfString(text, start)
      : kind === 'number'
        ? endOfNumber(text, start)
        : endOfLiteral(text, start)
  if (end < 0) {
    refuse(reader)
    return undefined
  }
  reader.at = end
  return { kind, raw: text.slice(start, end), start, end }
}

function openContainer(reader: Reader, code: number): JsonNode | undefined {
  if (reader.open.length >= MAX_JSON_DEPTH) {
    reader.refused = 'too-deep'
    return undefined
  }
  const isObject = code === OPEN_OBJECT
  const start = reader.at++
  if (nextCode(reader) === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
    const end = ++reader.at
    return isObject ? { kind: 'object', keys: [], values: [], start, end } : { kind: 'array', items: [], start, end }
  }
  const name = nameOf(reader.open.at(-1))
  const shape = isObject ? (reader.shapes.get(name) ?? []) : undefined
  reader.open.push({ start, name, shape, same: 0, keys: undefined, values: [] })
  return undefined
}

function nameOf(parent: Open | undefined): string {
  if (parent?.shape === undefined) return parent?.name ?? ''
  return (parent.keys === undefined ? parent.shape[parent.same - 1] : parent.keys.at(-1)) ?? ''
}

/** Adds a value to the container around it, and closes all that end with it. */
function addValue(reader: Reader, value: JsonNode): void {
  let node = value
  for (;;) {
    const top = reader.open.at(-1)
    if (top === undefined) {
      reader.root = node
      return
    }
    top.values.push(node)
    const code = nextCode(reader)
    reader.at++
    if (code === COMMA) return
    if (code !== (top.shape === undefined ? CLOSE_ARRAY : CLOSE_OBJECT)) {
      reader.at--
      return refuse(reader)
    }
    reader.open.pop()
    node = closed(reader, top)
  }
}

function closed(reader: Reader, { start, name, shape, same, keys: differing, values }: Open): JsonNode {
  const end = reader.at
  // A copy takes no more room than its values; what was grown one by one takes up to twice as much.
  const own = values.length <= MAX_COPIED ? values.slice() : values
  if (shape === undefined) return { kind: 'array', items: own, start, end }
  const keys = differing ?? (same === shape.length ? shape : shape.slice(0, same))
  if (keys !== shape) reader.shapes.set(name, keys)
  return { kind: 'object', keys, values: own, start, end }
}

/** Values up to which a container's array is copied. */
const MAX_COPIED = 64
