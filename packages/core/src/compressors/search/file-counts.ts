import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { isMatch, type ResultLine } from './result-line.ts'

/** Matches by file. */
export interface FileCounts {
  /** Files with a match, in the order of the first of each. */
  readonly paths: readonly string[]
  /** Matches of each. */
  readonly matches: ReadonlyMap<string, number>
}

/** Counts matches by file. */
export function* fileCounts(units: readonly ResultLine[]): Steps<FileCounts> {
  const paths: string[] = []
  const matches = new Map<string, number>()
  yield* eachInSteps(units, (unit) => {
    if (unit.path === undefined || !isMatch(unit)) return
    const count = matches.get(unit.path)
    if (count === undefined) paths.push(unit.path)
    matches.set(unit.path, (count ?? 0) + 1)
  })
  return { paths, matches }
}
