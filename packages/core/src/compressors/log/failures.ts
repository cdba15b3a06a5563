import { severityOf } from '../../select/signals.ts'
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

/**
 * Finds the lines that speak of failures.
 *
 * @param clusters The lines by their wording.
 */
export function failuresOf(lines: readonly string[], clusters: readonly Cluster[]): Failures[] {
  return clusters
    .flatMap(({ members }) => members)
    .filter(({ shape }) => mayFail(lines, shape))
    .map(({ shape }) => failuresIn(lines, shape))
    .filter(({ all }) => all.length > 0)
}

/** A wording may fail, or say so in its first line's values: `failed:3` is one of them. */
function mayFail(lines: readonly string[], { key, lines: own }: Shaped): boolean {
  return (
    severityOf(key.replaceAll(HOLE, ANY_NUMBER)) === 'failure' || severityOf(lines[own[0] ?? 0] ?? '') === 'failure'
  )
}

/**
 * Finds the lines that warn, the first of each wording.
 *
 * @param clusters The lines by their wording.
 */
export function warningsOf(clusters: readonly Cluster[]): number[] {
  return clusters
    .flatMap(({ members }) => members)
    .filter(({ shape }) => severityOf(shape.key.replaceAll(HOLE, ANY_NUMBER)) === 'warning')
    .flatMap(({ shape }) => shape.lines.slice(0, MAX_WARNINGS))
}

/** Stands for every value when a wording is judged: `0 errors` and `3 errors` have one wording, and it may fail. */
const ANY_NUMBER = '1'

function failuresIn(lines: readonly string[], { key, lines: own, rows }: Shaped): Failures {
  const seen = new Set<string>()
  const all: number[] = []
  const distinct: number[] = []
  const fixed = key.split(HOLE)
  own.forEach((line, at) => {
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
