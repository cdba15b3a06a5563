import { severityOf } from '../../select/signals.ts'
import type { Steps } from '../../steps.ts'
import { eachInSteps, mapInSteps } from '../each-in-steps.ts'
import { tokensOf } from './cost.ts'
import type { Group } from './groups.ts'
import { CLOCK } from './lead.ts'
import { HOLE, isBreak, variableSpans } from './words.ts'

/** Words after the time that the shared start of a line may reach over; of a failure only the level, so that its message stays whole. */
const MAX_WORDS = 8
const MAX_FAILURE_WORDS = 1
/** The time stands within this many variable words of the start, or the line has no shared start. */
const MAX_LEAD = 6
/** Longest start that is looked for, in characters. */
const MAX_START = 160
/** Fewest lines that a shared start is made for. */
const MIN_LINES = 3

/**
 * Groups lines by how they start (time, level, source), whatever they say then. The last value of each row is the rest of the line.
 *
 * @param lines All the lines.
 * @param left Indices of the lines to group, ascending.
 * @returns Groups of at least three lines whose shared start saves more than it costs; most lines first.
 */
export function* tailsOf(lines: readonly string[], left: readonly number[]): Steps<Group[]> {
  const texts = left.map((index) => lines[index] ?? '')
  const starts = yield* mapInSteps(texts, startsOf)
  const counts = new Map<string, number>()
  yield* eachInSteps(starts, (own) => {
    for (const { key } of own) counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  const savings = new Map<string, number>()
  yield* eachInSteps(texts, (text, at) => {
    for (const { key, end, spans } of starts[at] ?? []) {
      if ((counts.get(key) ?? 0) >= MIN_LINES && !savings.has(key)) savings.set(key, savingOf(text, end, spans))
    }
  })
  const gainOf = (key: string, count: number): number => count * (savings.get(key) ?? 0) - costOf(key)
  const gains = new Map([...savings.keys()].map((key) => [key, gainOf(key, counts.get(key) ?? 0)]))
  const chosen = new Map<string, { index: number; start: Start }[]>()
  yield* eachInSteps(left, (index, at) => {
    const start = bestOf(starts[at] ?? [], gains)
    if (start === undefined) return
    const members = chosen.get(start.key) ?? []
    members.push({ index, start })
    chosen.set(start.key, members)
  })
  const groups: Group[] = []
  for (const [key, members] of chosen) {
    if (members.length >= MIN_LINES && gainOf(key, members.length) > 0) groups.push(yield* groupOf(lines, key, members))
  }
  return groups
}

interface Start {
  /** The masked start. */
  readonly key: string
  /** Where the rest begins. */
  readonly end: number
  readonly spans: readonly number[]
}

function startsOf(line: string): Start[] {
  if (line.includes(HOLE)) return []
  const head = line.slice(0, MAX_START)
  const spans = variableSpans(head)
  let time = -1
  for (let at = 0; at < Math.min(spans.length, MAX_LEAD * 2); at += 2) {
    if (CLOCK.test(head.slice(spans[at], spans[at + 1]))) time = spans[at + 1] ?? -1
  }
  if (time < 0) return []
  const starts: Start[] = []
  let at = time
  const words = severityOf(line) === 'failure' ? MAX_FAILURE_WORDS : MAX_WORDS
  for (let word = 0; word <= words && at < head.length; word++) {
    while (at < head.length && isBreak(head, at)) at++
    // The rest of a line of this start must not begin inside a word that the limit has cut.
    if (at >= head.length) break
    starts.push({ key: masked(head, at, spans), end: at, spans })
    while (at < head.length && !isBreak(head, at)) at++
  }
  return starts
}

function masked(line: string, end: number, spans: readonly number[]): string {
  let key = ''
  let done = 0
  for (let at = 0; at < spans.length && (spans[at + 1] ?? 0) <= end; at += 2) {
    key += line.slice(done, spans[at]) + HOLE
    done = spans[at + 1] ?? 0
  }
  return key + line.slice(done, end)
}

function bestOf(starts: readonly Start[], gains: ReadonlyMap<string, number>): Start | undefined {
  let best: Start | undefined
  let most = 0
  for (const start of starts) {
    const gain = gains.get(start.key) ?? 0
    if (gain > most) [best, most] = [start, gain]
  }
  return best
}

/** What the letter and the space before the rest cost on every line, and what a value costs where it repeats, in tokens. */
const LINE_COST = 1.7
const VALUE_COST = 1

/** Tokens that a line of this start saves: all of it but the time, most other values being those of the line before. */
function savingOf(line: string, end: number, spans: readonly number[]): number {
  let saving = tokensOf(line.slice(0, end)) - LINE_COST
  for (let at = 0; at < spans.length && (spans[at + 1] ?? 0) <= end; at += 2) {
    const value = line.slice(spans[at], spans[at + 1])
    saving -= CLOCK.test(value) ? tokensOf(value) : VALUE_COST
  }
  return saving
}

/** Tokens that the template of a start costs. */
function costOf(key: string): number {
  return tokensOf(key.replaceAll(HOLE, ' ')) + key.split(HOLE).length * 3
}

function* groupOf(
  lines: readonly string[],
  key: string,
  members: readonly { index: number; start: Start }[],
): Steps<Group> {
  const rows = yield* mapInSteps(members, ({ index, start: { end, spans } }) => {
    const line = lines[index] ?? ''
    const row: string[] = []
    for (let at = 0; at < spans.length && (spans[at + 1] ?? 0) <= end; at += 2)
      row.push(line.slice(spans[at], spans[at + 1]))
    return [...row, line.slice(end)]
  })
  return {
    fixed: [...key.split(HOLE), ''],
    lines: members.map(({ index }) => index),
    rows,
    pads: members.map(() => undefined),
  }
}
