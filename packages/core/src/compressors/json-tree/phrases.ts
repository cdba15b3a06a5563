import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { estimateTokens } from '../token-estimate.ts'

/** Characters of the shortest and the longest phrase that is worth a name. */
const MIN_LENGTH = 8
const MAX_LENGTH = 200
/** Places in which a phrase must stand. */
const MIN_USES = 2
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

/** What addresses, paths, names and times are made of. */
const RUN = /[^\s"{}[\]=,<>()~|]{8,400}/g
/** What text with spaces may be said again: the value of a member, to the end of its line. */
const TEXT = /(?<=^ [\w$@#/:-]{1,60} )[A-Za-z][^"{}[\]<>\n]{12,200}(?=[}\]]{0,20}$)/gm

/**
 * The phrases whose names would save most, best first, none part of another: its count would be wrong after the other.
 *
 * Phrases are whole runs of signs without spaces, starts of such up to a slash, and whole texts: what a reader may have to
 * copy is cut nowhere else.
 */
export function* bestPhrases(text: string, limit: number): Steps<readonly string[]> {
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
  return best
}

function* countPhrases(text: string): Steps<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  let worked = 0
  for (const [run] of text.matchAll(RUN)) {
    countWithin(run, counts)
    worked += run.length
    if (worked < STEP_LENGTH) continue
    worked = 0
    yield
  }
  for (const [value] of text.matchAll(TEXT)) if (value.includes(' ')) add(counts, value)
  return counts
}

function countWithin(run: string, counts: Map<string, number>): void {
  add(counts, run)
  if (!STARTS.test(run)) return
  for (let at = run.indexOf('/'), cuts = 0; at >= 0 && cuts < MAX_CUTS; at = run.indexOf('/', at + 1), cuts++) {
    // A name stands before the slash or after it, whichever saves more.
    add(counts, run.slice(0, at))
    add(counts, run.slice(0, at + 1))
  }
}

const STARTS = /^[\w/]/

function add(counts: Map<string, number>, phrase: string): void {
  if (phrase.length < MIN_LENGTH || phrase.length > MAX_LENGTH) return
  counts.set(phrase, (counts.get(phrase) ?? 0) + 1)
}
