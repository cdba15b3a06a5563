import { severityOf } from '../../select/signals.ts'
import type { Cluster, Shaped } from './groups.ts'
import { CLOCK, leadOf } from './lead.ts'
import { HOLE } from './words.ts'

/** Lines kept of one failing wording, each with other values; its last line comes on top. */
const MAX_ALIKE = 12

/** Warnings kept of one wording: the first. */
const MAX_WARNINGS = 1

/**
 * Finds the lines that speak of failures. Of a wording that comes again those that differ in more than their time, up to twelve,
 * and the last one.
 *
 * @param clusters The lines by their wording.
 * @returns For each failing wording its lines, ascending.
 */
export function failuresOf(lines: readonly string[], clusters: readonly Cluster[]): number[][] {
  return clusters
    .flatMap(({ members }) => members)
    .filter(({ shape }) => severityOf(shape.key.replaceAll(HOLE, ANY_NUMBER)) === 'failure')
    .map(({ shape }) => distinct(lines, shape))
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

function distinct(lines: readonly string[], { key, lines: own, rows }: Shaped): number[] {
  const seen = new Set<string>()
  const kept: number[] = []
  const fixed = key.split(HOLE)
  own.forEach((line, at) => {
    if (kept.length >= MAX_ALIKE || severityOf(lines[line] ?? '') !== 'failure') return
    const row = rows[at] ?? []
    const values = row
      .slice(leadOf(fixed, row))
      .filter((value) => !CLOCK.test(value))
      .join(' ')
    if (!seen.has(values)) kept.push(line)
    seen.add(values)
  })
  const last = own.at(-1)
  return last === undefined || kept.length === 0 || kept.at(-1) === last ? kept : [...kept, last]
}
