import { relevanceInSteps } from '../../select/relevance.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
import type { Cluster } from './groups.ts'
import { holds, literalsOf, spaced } from './query.ts'

/** Lines kept for one literal of the query. */
const MAX_HITS = 40
/** Wordings that answer the query's words, and lines kept of each. */
const MAX_ANSWERS = 12
const MAX_PER_ANSWER = 6
/** Characters that are searched for a literal in one step: searching is some ten times as fast as reading. */
const SEARCHED_AT_ONCE = 2 * PASS_LENGTH
/** Characters of a line that are compared with the query's words. */
const MAX_READ = 500
/** A wording answers the query if it scores at least this share of the best one. */
const GOOD_ANSWER = 0.5

/**
 * Finds the lines that hold a literal of a query: a quoted phrase, a path, an id.
 *
 * @returns Indices, in no order.
 */
export function* namedLines(lines: readonly string[], query: string): Steps<number[]> {
  const named: number[] = []
  for (const pieces of literalsOf(query)) named.push(...(yield* hitsOf(lines, pieces)))
  return named
}

/**
 * Finds the lines whose wording says most of a query's words, the first few of each wording.
 *
 * @param clusters The lines by their wording.
 * @returns Indices, in no order.
 */
export function* answeringLines(
  lines: readonly string[],
  clusters: readonly Cluster[],
  query: string,
): Steps<number[]> {
  if (query.trim() === '') return []
  const shapes = clusters.flatMap(({ members }) => members.map(({ shape }) => shape))
  const firsts = shapes.map((shape) => (lines[shape.lines[0] ?? 0] ?? '').slice(0, MAX_READ))
  const scores = yield* relevanceInSteps(firsts, query)
  const best = scores.reduce((most, score) => Math.max(most, score), 0)
  return shapes
    .map((shape, at) => ({ shape, score: scores[at] ?? 0 }))
    .filter(({ score }) => score > 0 && score >= best * GOOD_ANSWER)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_ANSWERS)
    .flatMap(({ shape }) => shape.lines.slice(0, MAX_PER_ANSWER))
}

function* hitsOf(lines: readonly string[], pieces: readonly string[]): Steps<number[]> {
  const start = pieces.slice(0, 1).map((piece) => piece.split(' ', 1)[0] ?? '')
  const hits: number[] = []
  let read = 0
  for (let index = 0; index < lines.length && hits.length < MAX_HITS; index++) {
    const line = lines[index] ?? ''
    // White space is only made single where the line may match at all.
    if (holds(line, pieces) || (holds(line, start) && holds(spaced(line), pieces))) hits.push(index)
    read += line.length
    if (read < SEARCHED_AT_ONCE) continue
    read = 0
    yield
  }
  return hits
}
