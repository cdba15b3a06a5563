import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'

/** Adds lines to others, in steps. */
export function* addAll(out: string[], lines: readonly string[]): Steps<void> {
  yield* eachInSteps(lines, (line) => {
    out.push(line)
  })
}
