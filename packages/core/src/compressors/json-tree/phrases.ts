import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { estimateTokens } from '../token-estimate.ts'

/** Characters of the shortest and the longest phrase that is worth a name. */
const MIN_LENGTH = 8
const MAX_LENGTH = 200
/** Places in which a phrase must stand to be worth a name. */
export const MIN_USES = 2
/** Tokens of a name in place, and of its line beside the phrase itself. */
const NAME_TOKENS = 2.2
const LINE_TOKENS = 4
/** Tokens that a phrase must save in all: the estimate may be wrong by some, and a name has to be looked up. */
const MIN_SAVED = 4
/** What repeats of a phrase has at least this many characters where it saves so many tokens. */
const MIN_CHARACTERS = 24
/** Phrases are looked for in this many characters; in longer texts what repeats repeats early. */
const SEARCHED = 64_000
/** Slashes of one run of signs before which a phrase may end. */
const MAX_CUTS = 16

/**
 * The phrases whose names would save most, best first, none part of another: its count would be wrong after the other.
 *
 * Phrases are whole runs of signs without spaces, starts of such up to a slash, and whole texts: what a reader may have to
 * copy is cut nowhere else.
 */
export function* bestPhrases(text: string, limit: number): Steps<BestPhrases> {
  const saving: { readonly phrase: string; readonly saved: number }[] = []
  for (const [phrase, count] of yield* countPhrases(text.slice(0, SEARCHED))) {
    if (count < MIN_USES) continue
    if ((count - 1) * phrase.length < MIN_CHARACTERS) continue
    const tokens = estimateTokens(phrase)
    const saved = count * (tokens - NAME_TOKENS) - tokens - LINE_TOKENS
    if (saved >= MIN_SAVED) saving.push({ phrase, saved })
  }
  saving.sort((a, b) => b.saved - a.saved)
  const best: string[] = []
  for (const { phrase } of saving) {
    if (best.length === limit) break
    if (!best.some((other) => other.includes(phrase) || phrase.includes(other))) best.push(phrase)
  }
  return { phrases: best, areAll: best.length === saving.length }
}

/** Phrases that are worth a name. */
export interface BestPhrases {
  readonly phrases: readonly string[]
  /** No other phrase is worth one. */
  readonly areAll: boolean
}

function* countPhrases(text: string): Steps<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  countRuns(text, counts)
  const withSlashes = [...counts].filter(([run]) => run.includes('/') && STARTS.test(run))
  let worked = 0
  for (const [run, count] of withSlashes) {
    countStarts(run, count, counts)
    worked += run.length
    if (worked < STEP_LENGTH) continue
    worked = 0
    yield
  }
  if (text.length > STEP_LENGTH) yield
  countTexts(text, counts)
  return counts
}

const STARTS = /^[\w/]/

/** Counts runs of what addresses, paths, names and times are made of. */
function countRuns(text: string, counts: Map<string, number>): void {
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : SPACE
    const ends = code < 128 && ENDS_RUN[code] === 1
    if (!ends) continue
    if (at - start >= MIN_LENGTH && at - start <= MAX_LENGTH) add(counts, text.slice(start, at), 1)
    start = at + 1
  }
}

const SPACE = 32
/** White space, and what stands around values. */
const ENDS_RUN: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= SPACE || '"{}[]=,<>()~|'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Whether a run of signs ends at `at`, which may be before or after the text. */
export function endsRun(text: string, at: number): boolean {
  const code = at < 0 || at >= text.length ? SPACE : text.charCodeAt(at)
  return code < 128 && ENDS_RUN[code] === 1
}

function countStarts(run: string, count: number, counts: Map<string, number>): void {
  for (let at = run.indexOf('/'), cuts = 0; at >= 0 && cuts < MAX_CUTS; at = run.indexOf('/', at + 1), cuts++) {
    // A name stands before the slash or after it, whichever saves more.
    add(counts, run.slice(0, at), count)
    if (at + 1 < run.length) add(counts, run.slice(0, at + 1), count)
  }
}

/** Counts what text with spaces may be said again: the value of a member, to the end of its line. */
function countTexts(text: string, counts: Map<string, number>): void {
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    if (text.charCodeAt(start) === SPACE) {
      const value = textAfterName(text, start + 1, end)
      if (value !== undefined) add(counts, value, 1)
    }
    start = end + 1
  }
}

/** Characters of the longest name before a text. */
const MAX_NAME = 60
const NAME = /^[\w$@#/:-]+$/
/** A text of some words, without what closes the containers around it. */
const TEXT = /^[A-Za-z][^"{}[\]<>]{12,200}(?=[}\]]{0,20}$)/

function textAfterName(text: string, from: number, end: number): string | undefined {
  const space = text.indexOf(' ', from)
  if (space < from + 1 || space > from + MAX_NAME || end - space < MIN_TEXT || end - space > MAX_TEXT) return undefined
  const value = text.indexOf(' ', space + 1)
  if (value < 0 || value >= end || !NAME.test(text.slice(from, space))) return undefined
  const found = TEXT.exec(text.slice(space + 1, end))?.[0]
  return found?.includes(' ') === true ? found : undefined
}

/** Characters of the shortest and the longest text, with what closes the containers around it. */
const MIN_TEXT = 13
const MAX_TEXT = 222

function hasEscape(phrase: string): boolean {
  return phrase.includes('\\') && ESCAPE.test(phrase)
}

/** An escape of JSON other than of a backslash: what begins or ends near one may be a part of it. */
const ESCAPE = /(?:^|[^\\])(?:\\\\)*\\(?:[^\\]|$)/

function add(counts: Map<string, number>, phrase: string, count: number): void {
  if (phrase.length < MIN_LENGTH || phrase.length > MAX_LENGTH || hasEscape(phrase)) return
  counts.set(phrase, (counts.get(phrase) ?? 0) + count)
}
