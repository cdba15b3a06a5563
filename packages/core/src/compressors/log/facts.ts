import type { Steps } from '../../steps.ts'
import { indicesInSteps, mapInSteps } from '../each-in-steps.ts'
import { levelOf } from './level.ts'
import { spanOf } from './time-span.ts'
import type { Time } from './time.ts'

/** Share of lines with a level, or a time, from which they are worth telling. */
const MIN_SHARE = 0.2

/**
 * What can be said of all the lines of a log, kept or not: lines by level, the earliest and the latest time, what was cleaned.
 *
 * @param source As they came.
 * @param lines Cleaned.
 * @param times Of each line, the time that it starts with.
 */
export function* factsOf(
  source: readonly string[],
  lines: readonly string[],
  times: readonly (Time | undefined)[],
): Steps<string[]> {
  const known = times.filter((time) => time !== undefined)
  const span = known.length < lines.length * MIN_SHARE ? '' : spanOf(known)
  const levels = yield* levelsOf(lines, times)
  return [...levels, ...(span === '' ? [] : [`time: ${span}`]), ...(yield* cleaningOf(source, lines))]
}

function* levelsOf(lines: readonly string[], times: readonly (Time | undefined)[]): Steps<string[]> {
  const levels = yield* mapInSteps(lines, (line, index) => levelOf(line, times[index]))
  const counts = new Map<string, number>()
  for (const level of levels) if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1)
  const without = levels.filter((level) => level === undefined).length
  if (counts.size === 0 || lines.length - without < lines.length * MIN_SHARE) return []
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([level, count]) => `${count} ${level}`)
  // An empty line, as after the last line end, is nothing that a level could be missing of.
  const isMissing = levels.some((level, index) => level === undefined && lines[index] !== '')
  return [`level: ${[...parts, ...(isMissing ? [`${without} none`] : [])].join(', ')}`]
}

const ESCAPE = '\u001b'
/** A carriage return that text stands before and after. */
const OVERWRITTEN = /[^\r]\r+[^\r]/

function* cleaningOf(source: readonly string[], lines: readonly string[]): Steps<string[]> {
  if (source === lines) return []
  const at = yield* indicesInSteps(source, (line, index) => line !== lines[index])
  const changed = at.map((index) => source[index] ?? '')
  const removed = [
    ...(changed.some((line) => line.includes(ESCAPE)) ? ['terminal codes (colours)'] : []),
    ...(changed.some((line) => OVERWRITTEN.test(line)) ? ['overwritten text'] : []),
  ]
  return removed.length === 0 ? [] : [`removed: ${removed.join(' and ')}`]
}
