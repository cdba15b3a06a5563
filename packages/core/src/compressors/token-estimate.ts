import { atOnce, PASS_LENGTH, type Steps } from '../steps.ts'

/**
 * Estimates the tokens of a text without a tokenizer (of a long one from pieces of it), from the pieces into which o200k cuts text before merging:
 * words with the one character before them, digits in threes, runs of punctuation.
 *
 * Within some 8 % of the true count on nine in ten of the tables and minified JSON of real tool outputs; what matters is
 * that two spellings of the same data compare rightly.
 */
export function estimateTokens(text: string): number {
  return text.length <= READ_WHOLE ? tokensBetween(text, 0, text.length).tokens : sampledTokens(text)
}

/** The estimate for a text with a space before it, as a cell of a row has. */
export function estimateSpaced(text: string): number {
  const kind = text === '' ? END : kindOf(text.charCodeAt(0))
  // Spaces join that one; a long text is judged by pieces of both together.
  if (kind === SPACE || text.length >= READ_WHOLE) return estimateTokens(` ${text}`)
  return tokensBetween(text, 0, text.length, kind === DIGIT ? 1 : 0).tokens
}

/** Whether a text takes at least `share` fewer tokens than another, by estimate; long texts are read whole where it is close. */
export function isShorterBy(share: number, text: string, other: string): boolean {
  return atOnce(isShorterInSteps(share, text, other))
}

/** As `isShorterBy()`, in steps. */
export function* isShorterInSteps(share: number, text: string, other: string): Steps<boolean> {
  const ratio = estimateTokens(text) / estimateTokens(other)
  if (Math.abs(ratio - (1 - share)) > CLOSE) return ratio < 1 - share
  return (yield* tokensInSteps(text)) < (yield* tokensInSteps(other)) * (1 - share)
}

/** How far an estimate from pieces may be off, as a share. Source: real tool outputs with a few very long texts. */
const CLOSE = 0.2
/** Longer texts are judged by pieces of them. */
const READ_WHOLE = 12_000
/** Pieces, evenly spread, and the characters of each. */
const PIECES = 16
const PIECE_LENGTH = 300

function sampledTokens(text: string): number {
  const step = (text.length - PIECE_LENGTH) / (PIECES - 1)
  let tokens = 0
  for (let piece = 0; piece < PIECES; piece++) {
    const start = Math.floor(piece * step)
    tokens += tokensBetween(text, start, start + PIECE_LENGTH).tokens
  }
  return (tokens * text.length) / (PIECES * PIECE_LENGTH)
}

function* tokensInSteps(text: string): Steps<number> {
  let tokens = 0
  for (let at = 0; at < text.length;) {
    const part = tokensBetween(text, at, Math.min(at + PASS_LENGTH, text.length), tokens)
    tokens = part.tokens
    at = part.end
    if (at < text.length) yield
  }
  return tokens
}

/**
 * Adds the tokens from a place up to the end of the run that reaches another, and says where that is. Written for speed: the
 * rooms for JSON and tables estimate more characters than they read, so that each one is looked at once.
 */
function tokensBetween(
  text: string,
  from: number,
  to: number,
  before = 0,
): { readonly tokens: number; readonly end: number } {
  const { length } = text
  let tokens = before
  let at = from
  let code = text.charCodeAt(at)
  let kind = kindOf(code)
  let previous = from > 0 ? kindOf(text.charCodeAt(from - 1)) : END
  while (at < to) {
    const start = at
    const stop = Math.min(start + LONG_RUN, length)
    let next = END
    // The last code of the run: in the o200k sense `camelCase` is two words.
    let last = code
    while (++at < length) {
      code = text.charCodeAt(at)
      next = kindOf(code)
      if (next !== kind || at >= stop || (kind === LETTER && isUpper(code) && !isUpper(last))) break
      last = code
      next = END
    }
    const run = at - start
    if (kind === LETTER) tokens += wordTokens(run, last, previous === DIGIT || next === DIGIT)
    else if (kind === DIGIT) tokens += Math.ceil(run / DIGITS_PER_TOKEN)
    // One space before a word or a sign belongs to it.
    else if (kind === SPACE) tokens += run === 1 && last === BLANK && next !== DIGIT ? 0 : 1
    else if (kind === SIGN) tokens += signTokens(text, start, at, next === LETTER && isJoining(last))
    else tokens += Math.ceil(run * WIDE_TOKENS_PER_CHARACTER)
    previous = kind
    kind = next
  }
  return { tokens, end: at }
}

/** Longer runs of one kind are judged in pieces: one run may be the whole text. */
const LONG_RUN = 4_096
/** What follows the last character. */
const END = 0
const LETTER = 1
const DIGIT = 2
const SPACE = 3
const SIGN = 4
const WIDE = 5
/** o200k cuts digits in groups of at most three. */
const DIGITS_PER_TOKEN = 3
/** Tokens per character outside ASCII. Source: counted over the JSON tool outputs, between Cyrillic (0.4) and rare CJK (1). */
const WIDE_TOKENS_PER_CHARACTER = 0.7
/** A word of up to this many letters is mostly one token. Source: counted, 1.0 to 1.1 tokens up to ten letters after a space. */
const WORD_LETTERS = 9
/** Letters beyond that cost a token per so many. Source: counted. */
const LETTERS_PER_TOKEN = 5
/** Letters of ids and hashes (a digit stands right before or after) come in pairs. Source: counted, 1.0 / 1.5 / 2.0 for 2 / 3 / 4. */
const ID_LETTERS_PER_TOKEN = 2
/** What a sign that merges with the word after it still costs on average. Source: counted. */
const JOINED_SIGN = 0.45

/** Marks of missing cells and bars merge with nothing around them. */
function hasMark(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === TILDE || text.charCodeAt(at) === BAR) return true
  return false
}

const TILDE = 126
const BAR = 124

const KINDS: Uint8Array = kinds()

function kinds(): Uint8Array {
  const table = new Uint8Array(128).fill(SIGN)
  for (let code = 0; code <= 32; code++) table[code] = SPACE
  for (let code = 48; code <= 57; code++) table[code] = DIGIT
  for (let code = 65; code <= 90; code++) table[code] = table[code + 32] = LETTER
  return table
}

function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] ?? SIGN) : WIDE
}

function isUpper(code: number): boolean {
  return code <= 90
}

/** @param isPartOfId A digit stands right before or after. */
function wordTokens(length: number, last: number, isPartOfId: boolean): number {
  if (length > 1 && isPartOfId) return length / ID_LETTERS_PER_TOKEN
  if (length > 3 && isUpper(last)) return length / 3
  return length <= WORD_LETTERS ? 1 : 1 + (length - WORD_LETTERS) / LETTERS_PER_TOKEN
}

function signTokens(text: string, start: number, end: number, joins: boolean): number {
  const length = end - start
  if (length === 1) return joins ? JOINED_SIGN : 1
  if (hasMark(text, start, end)) return length
  return Math.ceil(length / 3) + (joins ? JOINED_SIGN : 0)
}

/** Signs that often merge with the word after them, as in `/path`, `_name`, `-name`, `.name`. */
function isJoining(code: number): boolean {
  return (code >= MINUS && code <= SLASH) || code === UNDERSCORE
}

const BLANK = 32
const MINUS = 45
const SLASH = 47
const UNDERSCORE = 95
