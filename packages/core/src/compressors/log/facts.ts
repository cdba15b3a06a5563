import type { Cluster } from './groups.ts'
import { spanOf, timeOf } from './time.ts'

/** A level where loggers put it: within this many characters of the start. */
const LEVEL =
  /^.{0,100}?(?:\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b|\[(trace|debug|info|notice|warn|warning|error|crit|fatal)\]|\blevel=([a-z]{4,8})\b)/
/** Share of lines with a level from which levels are worth counting. */
const MIN_LEVELED = 0.2
/** Lines from the start and the end that are looked at for a time. */
const MAX_SEARCHED = 50

/**
 * What can be said of all the lines of a log, kept or not: lines by level, from when to when, how many wordings.
 *
 * @param lines Cleaned.
 * @param clusters The lines by their wording.
 */
export function factsOf(lines: readonly string[], clusters: readonly Cluster[]): string[] {
  const span = spanOf(
    firstOf(lines.slice(0, MAX_SEARCHED), timeOf),
    firstOf(lines.slice(-MAX_SEARCHED).reverse(), timeOf),
  )
  return [...levelsOf(lines), ...(span === '' ? [] : [`time: ${span}`]), `${clusters.length} wordings`]
}

function levelsOf(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  let leveled = 0
  for (const line of lines) {
    const [, capital, bracketed, keyed] = LEVEL.exec(line) ?? []
    const level = capital ?? bracketed ?? keyed
    if (level === undefined) continue
    leveled++
    counts.set(level, (counts.get(level) ?? 0) + 1)
  }
  if (leveled < lines.length * MIN_LEVELED) return []
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([level, count]) => `${count} ${level}`)
  return [`level: ${parts.join(', ')}`]
}

function firstOf<T>(lines: readonly string[], of: (line: string) => T | undefined): T | undefined {
  for (const line of lines) {
    const found = of(line)
    if (found !== undefined) return found
  }
  return undefined
}
