/** A literal of a text and what stands next to it. */
export interface Literal {
  /** As it is written. */
  readonly text: string
  /** The nearest word before it on its line, else after it; empty where the line has none. */
  readonly neighbour: string
}

/** What a text holds that a model may have to copy, and where. */
export interface Scan {
  /** Distinct pairs of literal and neighbour. */
  readonly literals: readonly Literal[]
  /** Of each literal, the last line that it stands on, from 0. */
  readonly lastLine: ReadonlyMap<string, number>
  /** Of each word, the first line that it stands on, from 0. */
  readonly firstLine: ReadonlyMap<string, number>
}

/**
 * Finds the literals of a text: hashes of 7 to 64 hexadecimal digits, UUIDs, URLs, numbers of three digits or with a decimal point,
 * error codes (`E1234`, `CVE-2025-1`), HTTP statuses with their words and exit codes. Paths with their line: `path-lines.ts`.
 *
 * Linear in the text. A literal is a whole token: digits within a longer word are part of that word.
 */
export function scanLiterals(text: string): Scan {
  const pairs = new Map<string, Literal>()
  const lastLine = new Map<string, number>()
  const firstLine = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    let word = ''
    const early: string[] = []
    const meet = (literal: string): void => {
      lastLine.set(literal, index)
      if (word === '') early.push(literal)
      else add(pairs, literal, word)
    }
    for (const phrase of phrasesOf(line)) meet(phrase)
    for (const [token] of line.matchAll(TOKEN)) {
      const literal = literalOf(token)
      if (literal !== undefined) {
        meet(literal)
        continue
      }
      for (const [piece] of token.matchAll(WORD)) {
        if (!firstLine.has(piece)) firstLine.set(piece, index)
        if (word === '') for (const first of early) add(pairs, first, piece)
        word = piece
      }
    }
    if (word === '') for (const alone of early) add(pairs, alone, '')
  }
  return { literals: [...pairs.values()], lastLine, firstLine }
}

// A URL, or word characters joined by dots and hyphens. Escapes of JSON go first, so that `\n2024` is a 2024.
const TOKEN = /\\+(?:[nrt]|u[\da-f]{4})?|https?:\/\/[^\s"'<>`\\,;|(){}[\]…]+|\w+(?:[.-]\w+)*/gi
const WORD = /[A-Za-z_]{2,}/g
const PHRASE =
  /\bexit(?:ed)? (?:with )?(?:code|status):? ?-?\d{1,3}\b|\b[1-5]\d\d (?:OK|Created|Accepted|No Content|Moved Permanently|Found|Bad Request|Unauthorized|Forbidden|Not Found|Conflict|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout)\b/g

function phrasesOf(line: string): readonly string[] {
  return /\d/.test(line) ? (line.match(PHRASE) ?? []) : []
}

function add(pairs: Map<string, Literal>, text: string, neighbour: string): void {
  const key = `${text}\n${neighbour}`
  if (!pairs.has(key)) pairs.set(key, { text, neighbour })
}

/** Longest token that can be a literal. URLs may be longer. */
const MAX_TOKEN = 128

function literalOf(token: string): string | undefined {
  if (token.startsWith('http') && token.includes('://')) return token.replace(/[.:!?]$/, '')
  if (token.length > MAX_TOKEN || !/\d/.test(token)) return undefined
  return NUMBER.test(token) || HASH.test(token) || UUID.test(token) || CODE.test(token) ? token : undefined
}

const NUMBER = /^(?:\d{3,}|\d+[.-]\d[\d.-]*)[a-z]{0,2}$/i
// All digits is a number, all letters a word.
const HASH = /^(?=.*\d)(?=.*[a-f])[\da-f]{7,64}$/i
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const CODE = /^[A-Z]{1,8}-?\d{2,7}(?:-\d{1,7})?$/
