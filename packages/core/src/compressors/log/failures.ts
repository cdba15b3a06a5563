import { type Severity, severityOf } from '../../select/signals.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { eachInSteps, indicesInSteps, mapInSteps } from '../each-in-steps.ts'
import type { Cluster, Shaped } from './groups.ts'
import { CLOCK, leadOf } from './lead.ts'
import { HOLE } from './words.ts'

/** Lines kept of one failing wording, each with other values while there are so many; the last one is among them. */
const MAX_ALIKE = 20

/** Of failures that differ in their time only, so many first ones may still differ in what stands around them. */
const MIN_TELLING = 3

/** Warnings kept of one wording: the first. */
const MAX_WARNINGS = 1

/** The lines of one wording that speak of failures. */
export interface Failures {
  /** All of them, ascending. */
  readonly all: readonly number[]
  /** Those worth keeping, ascending: all where they are twenty at most; else the telling ones and the last. */
  readonly kept: readonly number[]
  /** Those of `kept` whose context is worth keeping: each that differs in more than its time, and the first three in any case. */
  readonly telling: readonly number[]
}

/** Lines that differ in variable words only, and how bad their wording sounds whatever the values are. */
export interface Wording {
  readonly shape: Shaped
  readonly severity: Severity
}

/**
 * Judges the wordings of lines.
 *
 * @param clusters The lines by their wording.
 */
export function* wordingsOf(clusters: readonly Cluster[]): Steps<Wording[]> {
  const shapes = clusters.flatMap(({ members }) => members.map(({ shape }) => shape))
  const severities = yield* mapInSteps(
    shapes.map(({ key }) => key),
    (key) => severityOf(key.replaceAll(HOLE, ANY_NUMBER)),
  )
  return shapes.map((shape, at) => ({ shape, severity: severities[at] ?? 'none' }))
}

/** Stands for every value when a wording is judged: `0 errors` and `3 errors` have one wording, and it may fail. */
const ANY_NUMBER = '1'

/** Finds the lines that speak of failures. */
export function* failuresOf(lines: readonly string[], wordings: readonly Wording[]): Steps<Failures[]> {
  const failures: Failures[] = []
  // A wording may also say so in its first line's values: `failed:3` is one of them.
  const mayFail = yield* indicesInSteps(
    wordings,
    ({ shape, severity }) =>
      severity === 'failure' ||
      (shape.key.includes(HOLE) && severityOf(lines[shape.lines[0] ?? 0] ?? '') === 'failure'),
  )
  let read = 0
  for (const at of mayFail) {
    const shape = wordings[at]?.shape
    const found = shape && (yield* failuresIn(lines, shape))
    if (found !== undefined && found.all.length > 0) failures.push(found)
    read += LINE_LENGTH * (1 + (shape?.lines.length ?? 0))
    if (read < PASS_LENGTH) continue
    read = 0
    yield
  }
  return failures
}

/** What a line that may fail costs, in characters to read. */
const LINE_LENGTH = 64

/** Finds the lines that warn, the first of each wording. */
export function warningsOf(wordings: readonly Wording[]): number[] {
  return wordings.flatMap(({ shape, severity }) => (severity === 'warning' ? shape.lines.slice(0, MAX_WARNINGS) : []))
}

function* failuresIn(lines: readonly string[], { key, lines: own, rows }: Shaped): Steps<Failures> {
  const seen = new Set<string>()
  const all: number[] = []
  const distinct: number[] = []
  const fixed = key.split(HOLE)
  yield* eachInSteps(own, (line, at) => {
    if (severityOf(lines[line] ?? '') !== 'failure') return
    all.push(line)
    if (distinct.length >= MAX_ALIKE) return
    const row = rows[at] ?? []
    const values = row
      .slice(leadOf(fixed, row))
      .filter((value) => !CLOCK.test(value))
      .join(' ')
    if (!seen.has(values)) distinct.push(line)
    seen.add(values)
  })
  const isFew = all.length <= MAX_ALIKE
  const telling = ascending([...distinct.slice(0, isFew ? MAX_ALIKE : MAX_ALIKE - 1), ...all.slice(0, MIN_TELLING)])
  return { all, kept: isFew ? all : ascending([...telling, ...all.slice(-1)]), telling }
}

function ascending(indices: readonly number[]): number[] {
  return [...new Set(indices)].sort((a, b) => a - b)
}
