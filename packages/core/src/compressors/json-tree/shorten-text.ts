import { relevanceInSteps } from '../../select/relevance.ts'
import { severityOf } from '../../select/signals.ts'
import { STEP_LENGTH, type Steps } from '../../steps.ts'

/** Characters shown from the start and from the end, and of lines in between that are asked for or speak of failure. */
const HEAD = 700
const TAIL = 400
const BETWEEN = 800
/** Characters of all that is shown: of a longer text some is left out. */
export const MAX_SHOWN: number = HEAD + TAIL + 2 * BETWEEN
/** Characters of a line; longer ones are cut into pieces. */
const MAX_LINE = 240

/**
 * A long text with its head, its tail, and lines in between that are asked for or speak of failure. Marks say how many
 * characters are left out: `[…1204 characters…]`.
 *
 * @param query What is asked: lines that say most about it are shown first.
 */
export function* shortenText(text: string, query: string): Steps<string> {
  const lines = yield* piecesOf(text)
  const shown = new Uint8Array(lines.length)
  take(lines.keys(), lines, shown, HEAD)
  take(fromEnd(lines.length), lines, shown, TAIL)
  const first = shown.indexOf(0)
  take(yield* asked(lines, query), lines, shown, BETWEEN)
  if (first >= 0) take(yield* failures(lines, shown, first), lines, shown, BETWEEN)
  return joined(lines, shown)
}

function* fromEnd(count: number): Generator<number> {
  for (let index = count - 1; index >= 0; index--) yield index
}

/** Lines that say much less about the query than the best one are no answer. */
const MIN_SCORE_SHARE = 0.6

/** The lines that are asked for, best first. */
function* asked(lines: readonly string[], query: string): Steps<readonly number[]> {
  const scores = yield* relevanceInSteps(lines, query)
  const least = MIN_SCORE_SHARE * scores.reduce((most, score) => Math.max(most, score), 0)
  const order: number[] = []
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0
    if (score > 0 && score >= least) order.push(index)
  }
  return order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
}

/** The first lines that speak of failure and are not shown yet, as many as may be. */
function* failures(lines: readonly string[], shown: Uint8Array, first: number): Steps<readonly number[]> {
  const found: number[] = []
  let length = 0
  let worked = 0
  for (let index = first; index < lines.length && length <= BETWEEN; index++) {
    const line = lines[index] ?? ''
    if (shown[index] === 0 && severityOf(line) === 'failure') {
      found.push(index)
      length += line.length
    }
    worked += line.length
    if (worked < STEP_LENGTH) continue
    worked = 0
    yield
  }
  return found
}

/** Lines with their line feeds; long ones in pieces that end between words. */
function* piecesOf(text: string): Steps<readonly string[]> {
  const pieces: string[] = []
  let feed = -1
  for (let start = 0; start < text.length;) {
    // A long line is looked for its end once, not once a piece.
    if (feed < start) feed = text.indexOf('\n', start)
    if (feed < 0) feed = text.length
    const end = Math.min(feed + 1, text.length)
    const stop = end - start <= MAX_LINE ? end : cutBefore(text, start + MAX_LINE, start)
    pieces.push(text.slice(start, stop))
    start = stop
    if (pieces.length % PIECES_IN_STEP === 0) yield
  }
  return pieces
}

/** Pieces that are cut in one step. */
const PIECES_IN_STEP = 4_096

/** The place after the last space before `limit`, so that no word or number is cut; `limit` where there is none near. */
function cutBefore(text: string, limit: number, start: number): number {
  const space = text.slice(start, limit + 1).lastIndexOf(' ')
  if (space > MAX_LINE / 2) return start + space + 1
  const code = text.charCodeAt(limit - 1)
  // Never between the halves of a surrogate pair.
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit
}

/** Shows lines in the order given while they fit. */
function take(order: Iterable<number>, lines: readonly string[], shown: Uint8Array, budget: number): void {
  let left = budget
  for (const index of order) {
    if (shown[index] === 1) continue
    const length = lines[index]?.length ?? 0
    if (length > left) return
    left -= length
    shown[index] = 1
  }
}

function joined(lines: readonly string[], shown: Uint8Array): string {
  let text = ''
  let missing = 0
  lines.forEach((line, index) => {
    if (shown[index] !== 1) return void (missing += line.length)
    text += mark(missing) + line
    missing = 0
  })
  return text + mark(missing)
}

function mark(missing: number): string {
  return missing === 0 ? '' : `[…${missing} characters…]`
}
