import type { Steps } from '../../steps.ts'
import { indicesInSteps } from '../each-in-steps.ts'

/** What test runners, builds and linters say at their end. */
const RESULT =
  /^\W{0,12}(?:Ran \d{1,7} tests?\b|test result: |Tests?:\s{1,8}\d|Tests run: |OK(?: \(|$)|FAILED(?: \(|$)|PASS(?:ED)?$|Found \d{1,7} |\d{1,7} (?:passing|failing|pending|passed|failed|errors?|warnings?|problems?)\b|BUILD (?:SUCCESS|FAIL)|Finished in \d)/
/** A log that says so more often means something else by it. */
const MAX_RESULTS = 20

/**
 * Finds the lines that sum up a run: `Ran 417 tests`, `3 passed, 1 failed`, `Found 12 errors`.
 *
 * @returns Indices, ascending; none where there are more than twenty.
 */
export function* resultsOf(lines: readonly string[]): Steps<number[]> {
  const results = yield* indicesInSteps(lines, (line) => RESULT.test(line))
  return results.length <= MAX_RESULTS ? results : []
}
