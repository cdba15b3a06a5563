import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { isMatch, type ResultLine } from './result-line.ts'

/** Matches by file, in the order of the first match of each. */
export function* fileCounts(units: readonly ResultLine[]): Steps<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  yield* eachInSteps(units, (unit) => {
    if (unit.path !== undefined && isMatch(unit)) counts.set(unit.path, (counts.get(unit.path) ?? 0) + 1)
  })
  return counts
}
