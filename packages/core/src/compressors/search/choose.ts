import type { Steps } from '../../steps.ts'
import { relevanceInSteps } from '../../select/relevance.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { eachInSteps, indicesInSteps } from '../each-in-steps.ts'
import type { SearchDocument } from './document.ts'
import { isDefinition } from './definition.ts'
import { needlesOf } from './needles.ts'
import { isNote, mayBeResult } from './notes.ts'
import { isMatch } from './result-line.ts'

/** Fewer lines than this are what an agent asked for: all of them are shown. Source: agents' own tools stop at 100 to 250 hits. */
const MIN_LINES = 400
/** The same where the caller says how much to keep. */
const MIN_LINES_BOUNDED = 40
/** Share of the characters that a view shows where nothing else is said. */
const KEEP_RATIO = 0.3
/** A text of the query that is in more lines than this is what was searched for: it tells no line from another. */
const MAX_NAMED = 60
/** Lines that are shown because they fit the query best. */
const MAX_RELEVANT = 60
/** Lines that are scored against the query, and characters of each. */
const MAX_SCORED = 2000
const SCORED_LENGTH = 300
/** How much better than the usual line one must fit the query. */
const MIN_GAIN = 1.25
/** Definitions are told apart where they are at most this share of the lines. */
const MAX_DEFINITIONS = 0.25

/** Why a line is kept; the strongest reason first. */
const REASONS = [
  'notes',
  'what the query names',
  'their context',
  'best for the query',
  'definitions',
  'first of each file',
] as const
const [NOTE, NAMED, CONTEXT, RELEVANT, DEFINED, FIRST] = [0, 1, 2, 3, 4, 5] as const

/**
 * Chooses the lines of a view: notes of the tool, lines with what the query names, those that fit it best, definitions, and the
 * first match of each file, served in this order while they fit. All lines where there are no more than an agent reads, of counts,
 * and where too many may be matches of files that are read as none: the counts of a view would miss them.
 */
export function* chooseResults(document: SearchDocument, { query, keepRatio }: Goal): Steps<Kept> {
  const { units, layout } = document
  const minimum = keepRatio === undefined ? MIN_LINES : MIN_LINES_BOUNDED
  if (layout.kind === 'counts' || units.length < minimum) return whole(document)
  const unread = yield* indicesInSteps(units, (unit) => mayBeResult(unit, document))
  if (unread.length > 2 * MAX_NOTES) return whole(document)
  const marks = new Uint8Array(units.length).fill(REASONS.length)
  const mark = (indices: readonly number[], reason: number): void => {
    for (const index of indices) marks[index] = Math.min(marks[index] ?? 0, reason)
  }
  const matches = yield* indicesInSteps(units, isMatch)
  mark(unread, NOTE)
  mark(yield* firstAndLastNotes(document), NOTE)
  const named = yield* namedLines(document, matches, query)
  mark(named, NAMED)
  mark(
    named.flatMap((index) => [...contextOf(document, index, -1), ...contextOf(document, index, 1)]),
    CONTEXT,
  )
  mark(yield* relevantLines(document, matches, query), RELEVANT)
  const defined = yield* indicesInSteps(matches, (index) => isDefinition(ownText(document, index)))
  if (defined.length <= matches.length * MAX_DEFINITIONS) mark(matchesAt(matches, defined), DEFINED)
  mark(yield* firstOfEachFile(document, matches), FIRST)
  const indices = yield* within(document, marks, keepRatio ?? KEEP_RATIO)
  const reasons = new Set(indices.map((index) => marks[index]))
  return { indices, reasons: REASONS.filter((_, reason) => reasons.has(reason)) }
}

function whole({ units }: SearchDocument): Kept {
  return { indices: units.map((_, index) => index), reasons: [] }
}

function* firstAndLastNotes({ units }: SearchDocument): Steps<number[]> {
  const all = yield* indicesInSteps(units, isNote)
  return all.length <= 2 * MAX_NOTES ? all : [...all.slice(0, MAX_NOTES), ...all.slice(-MAX_NOTES)]
}

/** Notes that are shown of the first and of the last. */
const MAX_NOTES = 5

function* namedLines(document: SearchDocument, matches: readonly number[], query: string): Steps<number[]> {
  const found = needlesOf(query).map((needle) => ({ needle, lines: [] as number[] }))
  yield* eachInSteps(matches, (index) => {
    const { text } = document.units[index] ?? { text: '' }
    for (const { needle, lines } of found) {
      if (lines.length <= MAX_NAMED && text.includes(needle)) lines.push(index)
    }
  })
  return found.flatMap(({ lines }) => (lines.length <= MAX_NAMED ? lines : []))
}

/** Lines of context on one side of a match, as the tool printed them. */
function contextOf({ units }: SearchDocument, index: number, step: 1 | -1): number[] {
  const path = units[index]?.path
  const found: number[] = []
  for (let at = index + step; found.length < MAX_CONTEXT; at += step) {
    const unit = units[at]
    if (unit === undefined || unit.path !== path || unit.rest < 0 || isMatch(unit)) break
    found.push(at)
  }
  return found
}

/** Lines of context that a match is shown with, on each side. */
const MAX_CONTEXT = 3

function* relevantLines(document: SearchDocument, matches: readonly number[], query: string): Steps<number[]> {
  const step = Math.max(1, Math.ceil(matches.length / MAX_SCORED))
  // Of very many, some from all over: what the query names is found among all.
  const scored = matchesAt(matches, yield* indicesInSteps(matches, (_, at) => at % step === 0))
  const scores = yield* relevanceInSteps(
    scored.map((index) => ownText(document, index).slice(0, SCORED_LENGTH)),
    query,
  )
  // What was searched for is in every line: only lines with more than that tell something.
  const usual = scores.toSorted()[Math.floor(scores.length / 2)] ?? 0
  return scored
    .map((index, at) => ({ index, score: scores[at] ?? 0 }))
    .filter(({ score }) => score > usual * MIN_GAIN)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, MAX_RELEVANT)
    .map(({ index }) => index)
}

function matchesAt(matches: readonly number[], places: readonly number[]): number[] {
  return places.map((place) => matches[place] ?? 0)
}

function* firstOfEachFile({ units }: SearchDocument, matches: readonly number[]): Steps<readonly number[]> {
  const seen = new Set<string>()
  const first = yield* indicesInSteps(matches, (index) => {
    const path = units[index]?.path ?? ''
    return seen.has(path) ? false : seen.add(path) === seen
  })
  return matchesAt(matches, first)
}

function ownText({ units }: SearchDocument, index: number): string {
  const unit = units[index]
  return unit === undefined ? '' : unit.text.slice(Math.max(0, unit.rest))
}

/** The marked lines that fit, those with the strongest reason first; notes in any case. */
function* within({ units }: SearchDocument, marks: Uint8Array, keepRatio: number): Steps<number[]> {
  let length = 0
  yield* eachInSteps(units, ({ text }) => {
    length += text.length + 1
  })
  let budget = keepRatio * length
  const isKept = new Uint8Array(units.length)
  for (const reason of REASONS.keys()) {
    yield* eachInSteps(units, ({ text }, index) => {
      const cost = text.length + 1
      if (marks[index] !== reason || (reason !== NOTE && cost > budget)) return
      budget -= cost
      isKept[index] = 1
    })
  }
  return yield* indicesInSteps(units, (_, index) => isKept[index] === 1)
}
