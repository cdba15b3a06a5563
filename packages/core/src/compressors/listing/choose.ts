import { relevanceOf } from '../../select/relevance.ts'
import type { Steps } from '../../steps.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { askedIn } from './asked.ts'
import type { ListingDocument } from './document.ts'
import { headingOf } from './rows/directories.ts'
import { largest } from './largest.ts'
import { looks } from './looks.ts'

/** Lists of fewer entries are shown whole. Source: `FILTERED_LINES` of the policy; agents' own tools stop at 100 to 250. */
const MIN_ENTRIES = 400
/** Ways of listing of which each entry may matter, or says where the ones below it are. */
const WHOLE: ReadonlySet<string> = new Set(['commits', 'status', 'porcelain', 'branches'])
/** Lines kept at the start and at the end. */
const ENDS = 10
/** Lines kept for what the query names, and for its words. */
const MAX_ASKED = 60
const MAX_ANSWERS = 20
/** A line answers the query's words if it scores at least this share of the best one. */
const GOOD_ANSWER = 0.6
/** Lines that are compared with the query's words: of longer lists only what the query names is found. */
const MAX_COMPARED = 10_000

/**
 * Chooses the lines of a view of a long list: the first and last, what the query names or speaks of, the largest, those of rare looks
 * (an executable, another owner), and the heading above each. Of shorter lists, and of commits: all.
 */
export function* chooseEntries(document: ListingDocument, { query, keepRatio }: Goal): Steps<Kept> {
  const { lines, style } = document
  const isAsked = askedIn(query)
  const asked: number[] = []
  const large = largest()
  const rare = looks()
  let entries = 0
  yield* eachInSteps(lines, (line, at) => {
    if (!style.isEntry(line)) return
    entries++
    if (asked.length < MAX_ASKED && isAsked(line)) asked.push(at)
    large.note(line, at)
    rare.note(line, at)
  })
  const summary = style.summary === undefined ? undefined : yield* style.summary(lines)
  if (WHOLE.has(style.name) || (summary?.entries ?? entries) < MIN_ENTRIES)
    return { indices: [...lines.keys()], reasons: [] }
  const answers = asked.length > 0 || lines.length > MAX_COMPARED ? [] : answersOf(lines, query)
  const chosen: readonly Choice[] = [
    ['first and last', endsOf(lines.length)],
    ['what the query names', asked],
    ['matches of the query', answers],
    ['the largest', large.found()],
    ['rare kinds', summary?.unlike ?? rare.found()],
  ]
  const kept = within(document, chosen, keepRatio)
  yield* addHeadings(lines, kept)
  const reasons = chosen.flatMap(([reason, indices]) => (indices.some((at) => kept.has(at)) ? [reason] : []))
  return { indices: [...kept].sort((a, b) => a - b), reasons }
}

/** Why lines are kept, and which. */
type Choice = readonly [string, readonly number[]]

function endsOf(length: number): number[] {
  const ends = Array.from({ length: ENDS }, (_, at) => at)
  return [...ends, ...ends.map((at) => length - ENDS + at)]
}

function answersOf(lines: readonly string[], query: string): number[] {
  if (query.trim() === '') return []
  const scores = relevanceOf(lines, query)
  const best = scores.reduce((most, score) => Math.max(most, score), 0)
  return [...scores.keys()]
    .filter((at) => (scores[at] ?? 0) > 0 && (scores[at] ?? 0) >= best * GOOD_ANSWER)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, MAX_ANSWERS)
}

/** What fits in a share of the characters, reasons served in their order. The ends always fit. */
function within(
  { lines, length }: ListingDocument,
  chosen: readonly Choice[],
  keepRatio: number | undefined,
): Set<number> {
  let room = keepRatio === undefined ? Infinity : keepRatio * length
  const kept = new Set<number>()
  for (const [turn, [, indices]] of chosen.entries()) {
    for (const at of indices) {
      room -= (lines[at] ?? '').length + 1
      if (room > 0 || turn === 0) kept.add(at)
    }
  }
  return kept
}

/** Adds the lines that say of which directory the kept ones are: in `ls -R`, the last `src/app:` above each. */
function* addHeadings(lines: readonly string[], kept: Set<number>): Steps<void> {
  let last: number | undefined
  yield* eachInSteps(lines, (line, at) => {
    if (headingOf(line) !== undefined) last = at
    if (last !== undefined && kept.has(at)) kept.add(last)
  })
}
