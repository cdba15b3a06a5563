import type { JsonArray, JsonNode, JsonObject } from './node.ts'

/**
 * Deepest nesting that is read. Deeper documents are refused, so that no reader of the tree can exhaust the stack.
 * Source: the deepest of 196 real tool outputs nests 14 levels; V8's default stack holds some 10,000 frames.
 */
export const MAX_JSON_DEPTH = 512

/** Why a text was not read as JSON. */
export interface JsonRefusal {
  /** `too-deep`: valid so far, but nested beyond `MAX_JSON_DEPTH`. */
  readonly reason: 'invalid' | 'too-deep'
  /** Offset at which reading stopped. */
  readonly offset: number
}

/** What came of reading a text: a tree, or why there is none. */
export type JsonReading = { readonly node: JsonNode } | { readonly refusal: JsonRefusal }

/**
 * Reads one JSON text (RFC 8259; a leading byte order mark is skipped) into a tree of lexemes.
 *
 * Linear in the text. Strict: what `JSON.parse` refuses is refused.
 *
 * @returns The tree, or undefined where the text is not JSON or nests too deeply.
 */
export function readJson(text: string): JsonNode | undefined {
  const reading = tryReadJson(text)
  return 'node' in reading ? reading.node : undefined
}

/** As `readJson()`, but says why where there is no tree. */
export function tryReadJson(text: string): JsonReading {
  return readJsonBetween(text, 0, text.length)
}

/**
 * Reads the JSON text that fills a stretch of a text. Offsets in the tree count from the start of the whole text.
 *
 * @param start A byte order mark here is skipped.
 */
export function readJsonBetween(text: string, start: number, end: number): JsonReading {
  const from = text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start
  const reader: Reader = { text, at: from, depth: 0, reason: 'invalid' }
  const node = readValue(reader)
  if (node === undefined || node.end > end) return { refusal: { reason: reader.reason, offset: reader.at } }
  nextCode(reader)
  return reader.at >= end ? { node } : { refusal: { reason: 'invalid', offset: reader.at } }
}

interface Reader {
  readonly text: string
  at: number
  depth: number
  reason: JsonRefusal['reason']
}

const BYTE_ORDER_MARK = 0xfeff
const SPACE = 32
const QUOTE = 34
const COMMA = 44
const MINUS = 45
const COLON = 58
const OPEN_ARRAY = 91
const BACKSLASH = 92
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** Skips white space; the code of the next character, NaN at the end. */
function nextCode(reader: Reader): number {
  const { text } = reader
  let code = text.charCodeAt(reader.at)
  while (code <= SPACE && (code === SPACE || code === 10 || code === 13 || code === 9))
    code = text.charCodeAt(++reader.at)
  return code
}

function readValue(reader: Reader): JsonNode | undefined {
  const code = nextCode(reader)
  if (code === QUOTE) return readString(reader)
  if (code === OPEN_OBJECT) return nested(reader, readObject)
  if (code === OPEN_ARRAY) return nested(reader, readArray)
  if (code === MINUS || isDigit(code)) return readNumber(reader)
  return readLiteral(reader, code)
}

function nested<N extends JsonNode>(reader: Reader, read: (reader: Reader) => N | undefined): N | undefined {
  if (reader.depth >= MAX_JSON_DEPTH) {
    reader.reason = 'too-deep'
    return undefined
  }
  reader.depth++
  const node = read(reader)
  reader.depth--
  return node
}

function readObject(reader: Reader): JsonObject | undefined {
  const start = reader.at++
  const keys: string[] = []
  const values: JsonNode[] = []
  if (nextCode(reader) === CLOSE_OBJECT) return { kind: 'object', keys, values, start, end: ++reader.at }
  for (;;) {
    if (nextCode(reader) !== QUOTE) return undefined
    const keyStart = reader.at
    const keyEnd = endOfString(reader)
    if (keyEnd < 0) return undefined
    reader.at = keyEnd
    if (nextCode(reader) !== COLON) return undefined
    reader.at++
    const value = readValue(reader)
    if (value === undefined) return undefined
    keys.push(reader.text.slice(keyStart, keyEnd))
    values.push(value)
    const code = nextCode(reader)
    if (code === COMMA) reader.at++
    else if (code === CLOSE_OBJECT) return { kind: 'object', keys, values, start, end: ++reader.at }
    else return undefined
  }
}

function readArray(reader: Reader): JsonArray | undefined {
  const start = reader.at++
  const items: JsonNode[] = []
  if (nextCode(reader) === CLOSE_ARRAY) return { kind: 'array', items, start, end: ++reader.at }
  for (;;) {
    const item = readValue(reader)
    if (item === undefined) return undefined
    items.push(item)
    const code = nextCode(reader)
    if (code === COMMA) reader.at++
    else if (code === CLOSE_ARRAY) return { kind: 'array', items, start, end: ++reader.at }
    else return undefined
  }
}

function readString(reader: Reader): JsonNode | undefined {
  const start = reader.at
  const end = endOfString(reader)
  if (end < 0) return undefined
  reader.at = end
  return { kind: 'string', raw: reader.text.slice(start, end), start, end }
}

/** Offset after the string that starts at the reader's place, or -1 where it is not a valid string. */
function endOfString({ text, at }: Reader): number {
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === QUOTE) return index + 1
    if (code < SPACE) return -1
    if (code === BACKSLASH) {
      const width = escapeWidth(text, ++index)
      if (width === 0) return -1
      index += width - 1
    }
  }
  return -1
}

const SIMPLE_ESCAPES = '"\\/bfnrt'
const HEX_DIGITS = /^[0-9a-fA-F]{4}$/

/** Characters of an escape after its backslash, or 0 where it is none. */
function escapeWidth(text: string, at: number): number {
  const sign = text.charAt(at)
  if (sign !== 'u') return sign !== '' && SIMPLE_ESCAPES.includes(sign) ? 1 : 0
  return HEX_DIGITS.test(text.slice(at + 1, at + 5)) ? 5 : 0
}

function readNumber(reader: Reader): JsonNode | undefined {
  const { text, at: start } = reader
  let at = text.charCodeAt(start) === MINUS ? start + 1 : start
  const whole = at
  at = skipDigits(text, at)
  if (at === whole || (at > whole + 1 && text.charAt(whole) === '0')) return undefined
  if (text.charAt(at) === '.') {
    const fraction = skipDigits(text, at + 1)
    if (fraction === at + 1) return undefined
    at = fraction
  }
  if (text.charAt(at) === 'e' || text.charAt(at) === 'E') {
    const sign = text.charAt(at + 1) === '+' || text.charAt(at + 1) === '-' ? 2 : 1
    const exponent = skipDigits(text, at + sign)
    if (exponent === at + sign) return undefined
    at = exponent
  }
  reader.at = at
  return { kind: 'number', raw: text.slice(start, at), start, end: at }
}

function skipDigits(text: string, at: number): number {
  let index = at
  while (isDigit(text.charCodeAt(index))) index++
  return index
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function readLiteral(reader: Reader, code: number): JsonNode | undefined {
  const raw = code === 116 ? 'true' : code === 102 ? 'false' : code === 110 ? 'null' : undefined
  if (raw === undefined || !reader.text.startsWith(raw, reader.at)) return undefined
  const start = reader.at
  reader.at += raw.length
  return { kind: 'literal', raw, start, end: reader.at }
}
