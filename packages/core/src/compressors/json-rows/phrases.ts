import { PASS_LENGTH, STEP_LENGTH, type Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { estimateTokens } from '../token-estimate.ts'

/** A text in which long repeated phrases are written as `$1`, `$2` …, and what these stand for. */
export interface Shortened {
  readonly text: string
  /** `$1`, `$2` … in order; a phrase may hold signs of later ones. */
  readonly phrases: readonly string[]
  /** The sign before the digit. */
  readonly sign: string
}

/** One digit names a phrase. */
const MAX_PHRASES = 9
/** Times that the text is searched, and phrases taken each time. */
const MAX_ROUNDS = 4
const PHRASES_PER_ROUND = 3
/** Characters of the shortest phrase worth a name. */
const MIN_LENGTH = 14
/** Tokens that a phrase must save in all. */
const MIN_SAVED = 20
/** Places in which a phrase must stand. */
const MIN_USES = 4
/** Tokens of a phrase's name in place, and of its entry in the legend beside the phrase itself. */
const NAME_TOKENS = 2
const ENTRY_TOKENS = 5
/** Phrases are looked for in this many characters; in longer texts what repeats repeats early. */
const SEARCHED = 200_000
/** Signs that may name phrases; the first that the text does not use before a digit is taken. */
const SIGNS = ['$', '@', '%', '§']

/** Names the phrases (starts of addresses, paths and names with several parts) that make a text long by being repeated. */
export function* shortenPhrases(text: string): Steps<Shortened> {
  const sign = SIGNS.find((candidate) => !hasName(text, candidate))
  return sign === undefined ? { text, phrases: [], sign: '$' } : yield* shortenWith(sign, text)
}

function* shortenWith(sign: string, text: string): Steps<Shortened> {
  const phrases: string[] = []
  let short = text
  for (let round = 0; round < MAX_ROUNDS && phrases.length < MAX_PHRASES; round++) {
    const found = (yield* bestPhrases(short)).slice(0, MAX_PHRASES - phrases.length)
    if (found.length === 0) break
    for (const phrase of found) {
      phrases.push(phrase)
      short = yield* replaceAll(short, phrase, `${sign}${phrases.length}`)
    }
  }
  return { text: short, phrases, sign }
}

/** The inverse of `shortenPhrases()`. */
export function* expandPhrases({ text, phrases, sign }: Shortened): Steps<string> {
  let long = text
  for (let index = phrases.length - 1; index >= 0; index--) {
    long = long.split(`${sign}${index + 1}`).join(phrases[index])
    if (long.length > PASS_LENGTH) yield
  }
  return long
}

function hasName(text: string, sign: string): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1))
    if (isDigit(text.charCodeAt(at + 1))) return true
  return false
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Longest phrase looked at. */
const MAX_LENGTH = 160
/** A run of what addresses, paths and qualified names are made of. */
const RUN = /(?<![\w:/.@%$§+-])[A-Za-z][\w:/.@%$§+-]{13,400}/g
const JOINTS = '/:'

/** The phrases that save most, best first, none the beginning of another: its count would be wrong after the other. */
function* bestPhrases(text: string): Steps<readonly string[]> {
  const saving: { readonly phrase: string; readonly saved: number }[] = []
  for (const [phrase, count] of yield* countPhrases(text)) {
    if (count < MIN_USES) continue
    const tokens = estimateTokens(phrase)
    const saved = count * (tokens - NAME_TOKENS) - tokens - ENTRY_TOKENS
    if (saved > MIN_SAVED) saving.push({ phrase, saved })
  }
  saving.sort((a, b) => b.saved - a.saved)
  const best: string[] = []
  for (const { phrase } of saving) {
    if (best.length === PHRASES_PER_ROUND) break
    if (!best.some((other) => other.startsWith(phrase) || phrase.startsWith(other))) best.push(phrase)
  }
  return best
}

function* countPhrases(text: string): Steps<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  let stop = STEP_LENGTH
  for (const { 0: run, index } of text.slice(0, SEARCHED).matchAll(RUN)) {
    if (index > stop) {
      stop = index + STEP_LENGTH
      yield
    }
    for (let end = MIN_LENGTH; end <= run.length && end <= MAX_LENGTH; end++) {
      const isJoint = end === run.length || JOINTS.includes(run.charAt(end))
      if (isJoint) counts.set(run.slice(0, end), (counts.get(run.slice(0, end)) ?? 0) + 1)
    }
  }
  return counts
}

/** Replaces a phrase wherever no digit follows that would read as part of its name. */
function* replaceAll(text: string, phrase: string, name: string): Steps<string> {
  const pieces = text.split(phrase)
  if (text.length > PASS_LENGTH) yield
  const named = yield* mapInSteps(pieces, (piece, index) =>
    index === 0 ? piece : (isDigit(piece.charCodeAt(0)) ? phrase : name) + piece,
  )
  return named.join('')
}
