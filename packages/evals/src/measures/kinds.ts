import type { KindReport, LiteralCounts } from '../types/report.ts'
import { median } from './median.ts'
import type { OutputResult } from './output.ts'

/** Puts the results of outputs together by group, groups by name. */
export function reportsOf(
  results: readonly OutputResult[],
  groupOf: (result: OutputResult) => string | undefined,
): Readonly<Record<string, KindReport>> {
  const groups = Map.groupBy(results, groupOf)
  const named = [...groups].filter((entry): entry is [string, OutputResult[]] => entry[0] !== undefined)
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => [name, reportOf(group)]))
}

function reportOf(results: readonly OutputResult[]): KindReport {
  const sum = (of: (result: OutputResult) => number): number => results.reduce((total, result) => total + of(result), 0)
  const tokensBefore = sum((result) => result.tokensBefore)
  const tokensAfter = sum((result) => result.tokensAfter)
  const changed = results.map(({ changedBy }) => changedBy).filter((by) => by !== undefined)
  const saved = (before: number, after: number): number => (before === 0 ? 0 : 1 - after / before)
  return {
    texts: results.length,
    characters: sum(({ output }) => output.text.length),
    tokensBefore,
    tokensAfter,
    savedTotal: saved(tokensBefore, tokensAfter),
    savedMedian: median(results.map((result) => saved(result.tokensBefore, result.tokensAfter))),
    savedMedianOfMinified: median(results.map((result) => saved(result.tokensMinified, result.tokensAfter))),
    changed: changed.length / results.length,
    changedBy: Object.fromEntries(
      [...Map.groupBy(changed, (by) => by)]
        .map(([by, { length }]) => [by, length] as const)
        .sort(([, a], [, b]) => b - a),
    ),
    literals: addedUp(results.map(({ literals }) => literals)),
  }
}

function addedUp(counts: readonly LiteralCounts[]): LiteralCounts {
  const sum = (of: (counts: LiteralCounts) => number): number => counts.reduce((total, one) => total + of(one), 0)
  return {
    total: sum(({ total }) => total),
    visible: sum(({ visible }) => visible),
    apart: sum(({ apart }) => apart),
    encoded: sum(({ encoded }) => encoded),
    dropped: sum(({ dropped }) => dropped),
  }
}
