import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { fit } from './fit.ts'
import { type Cluster, groupOf } from './groups.ts'
import { frameOwner } from './stack-trace.ts'
import { spanOf } from './time-span.ts'
import type { Time } from './time.ts'

/** Wordings that a view lists, those with most lines first. */
const MAX_LISTED = 60
/** Characters of a wording that are listed. */
const MAX_WORDING = 200
/** Share of a bounded view that the list may take, and about what one entry takes in characters. */
const LIST_SHARE = 0.25
const ENTRY_LENGTH = 120

/**
 * A view as text: the wordings of the lines that are left out, each with its count, line numbers and times, and how many lines
 * are left out besides; then the kept lines as they are, and between them, in place of the others, their line numbers.
 *
 * @param lines Cleaned.
 * @param times Of each line, the time that it starts with.
 * @param kept Ascending.
 * @param keepRatio As in `Goal`; bounds the list.
 */
export function* renderLines(
  lines: readonly string[],
  clusters: readonly Cluster[],
  times: readonly (Time | undefined)[],
  kept: readonly number[],
  keepRatio: number | undefined,
): Steps<string> {
  if (kept.length === lines.length) return lines.join('\n')
  const room = keepRatio === undefined ? Infinity : keepRatio * lines.reduce((sum, line) => sum + line.length + 1, 0)
  const table = yield* tableOf(
    clusters,
    times,
    new Set(kept),
    Math.min(MAX_LISTED, Math.floor((room * LIST_SHARE) / ENTRY_LENGTH)),
  )
  const out = table.length > 0 ? ['Left out, by wording ({} varies):', ...table] : []
  out.push('Lines ("… 4-9": lines 4 to 9 left out):')
  let next = 0
  let read = 0
  for (const index of kept) {
    read += Math.min(index - next, MAX_FRAMES)
    if (read > FRAMES_PER_STEP) {
      read = 0
      yield
    }
    if (index > next) out.push(gap(lines, next, index))
    out.push(lines[index] ?? '')
    next = index + 1
  }
  if (next < lines.length) out.push(gap(lines, next, lines.length))
  return out.join('\n')
}

function gap(lines: readonly string[], from: number, to: number): string {
  const range = to - from === 1 ? `${from + 1}` : `${from + 1}-${to}`
  const frames = lines
    .slice(from, Math.min(to, from + MAX_FRAMES))
    .filter((line) => frameOwner(line) === 'vendor').length
  return frames * 2 >= to - from ? `… ${range}: ${frames} frames of vendor code` : `… ${range}`
}

/** Lines that are looked at for stack frames in one step. */
const FRAMES_PER_STEP = 4_096
/** Lines of a gap that are looked at for stack frames. */
const MAX_FRAMES = 400

/** The entries that are listed, and what they do not tell of. */
function* tableOf(
  clusters: readonly Cluster[],
  times: readonly (Time | undefined)[],
  kept: ReadonlySet<number>,
  limit: number,
): Steps<string[]> {
  const left = yield* mapInSteps(clusters, (cluster) => ({
    cluster,
    out: linesOf(cluster).filter((index) => !kept.has(index)),
  }))
  const all = left
    .filter(({ out }) => out.length > 0)
    .sort((a, b) => b.out.length - a.out.length || (a.out[0] ?? 0) - (b.out[0] ?? 0))
  const listed = all.filter(({ out }) => out.length > 1).slice(0, limit)
  if (listed.length === 0) return []
  const others = all.slice(listed.length)
  const count = others.reduce((sum, { out }) => sum + out.length, 0)
  const entries: string[] = []
  for (const { cluster, out } of listed) {
    entries.push(yield* entryOf(times, cluster, out))
    if (out.length > MANY_LINES) yield
  }
  return count === 0
    ? entries
    : [...entries, `and ${plural(count, 'other line')} of ${plural(others.length, 'wording')}`]
}

/** An entry of more lines is a step of its own. */
const MANY_LINES = 2_048

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function linesOf({ members }: Cluster): number[] {
  return members.flatMap(({ shape }) => shape.lines).sort((a, b) => a - b)
}

/** What may stand between the time and the message. */
const REST_OF_TIME = /^Z?(?: (?:19|20)\d\d(?=\]))?[\]),|:]{0,2}\s*/

function* entryOf(times: readonly (Time | undefined)[], cluster: Cluster, out: readonly number[]): Steps<string> {
  const { template } = yield* fit(yield* groupOf(cluster))
  const [first = 0, last = first] = [out[0], out.at(-1)]
  const known = out.map((index) => times[index]).filter((time) => time !== undefined)
  const span = known.length === out.length ? spanOf(known) : ''
  const wording = template.fixed.slice(template.head).join('{}').replace(REST_OF_TIME, '')
  const shown = wording.length > MAX_WORDING ? `${wording.slice(0, MAX_WORDING)}…` : wording
  return `${out.length}× L${first + 1}-${last + 1}${span === '' ? '' : `, ${span}`}: ${shown}`
}
