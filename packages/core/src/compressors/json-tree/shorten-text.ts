import { relevanceOf } from '../../select/relevance.ts'
import { severityOf } from '../../select/signals.ts'

/** Characters shown from the start and from the end, and of lines in between that are asked for or speak of failure. */
const HEAD = 700
const TAIL = 400
const BETWEEN = 800
/** Characters of a line; longer ones are cut into pieces. */
const MAX_LINE = 240

/**
 * A long text with its head, its tail, and lines in between that are asked for or speak of failure. Marks say how many
 * characters are left out: `[…1204 characters…]`.
 *
 * @param query What is asked: lines that say most about it are shown first.
 */
export function shortenText(text: string, query: string): string {
  const lines = piecesOf(text)
  const shown = new Uint8Array(lines.length)
  take(lines.keys(), lines, shown, HEAD)
  take([...lines.keys()].reverse(), lines, shown, TAIL)
  const middle = [...lines.keys()].filter((index) => shown[index] === 0)
  take(asked(lines, query), lines, shown, BETWEEN)
  take(
    middle.filter((index) => severityOf(lines[index] ?? '') === 'failure'),
    lines,
    shown,
    BETWEEN,
  )
  return joined(lines, shown)
}

/** Lines that say much less about the query than the best one are no answer. */
const MIN_SCORE_SHARE = 0.6

/** The lines that are asked for, best first. */
function asked(lines: readonly string[], query: string): readonly number[] {
  const scores = relevanceOf(lines, query)
  const least = MIN_SCORE_SHARE * scores.reduce((most, score) => Math.max(most, score), 0)
  const order = [...lines.keys()].filter((index) => (scores[index] ?? 0) > 0 && (scores[index] ?? 0) >= least)
  return order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
}

/** Lines with their line feeds; long ones in pieces that end between words. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline + 1
    const stop = end - start <= MAX_LINE ? end : cutBefore(text, start + MAX_LINE, start)
    pieces.push(text.slice(start, stop))
    start = stop
  }
  return pieces
}

/** The place after the last space before `limit`, so that no word or number is cut; `limit` where there is none near. */
function cutBefore(text: string, limit: number, start: number): number {
  const space = text.lastIndexOf(' ', limit)
  if (space > start + MAX_LINE / 2) return space + 1
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
