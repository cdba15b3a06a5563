import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import type { FoundGrid } from './grid.ts'

/** The line of the text that each row starts in, from 1. */
export function* lineNumbersOf(text: string, { starts, rowCount }: FoundGrid): Steps<Int32Array> {
  const lines = new Int32Array(rowCount)
  let line = 1
  let at = 0
  yield* eachInSteps(starts.slice(0, rowCount), (start, row) => {
    for (let feed = text.indexOf('\n', at); feed >= 0 && feed < start; feed = text.indexOf('\n', at)) {
      line++
      at = feed + 1
    }
    lines[row] = line
  })
  return lines
}
