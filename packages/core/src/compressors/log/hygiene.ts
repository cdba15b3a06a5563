import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'

/**
 * What a terminal would show of lines: without colours and cursor movements, and of text that a carriage return overwrites only
 * the last state.
 *
 * @returns As many lines; the same array where there is nothing to take out.
 */
export function* cleanLines(lines: readonly string[]): Steps<readonly string[]> {
  let isClean = true
  const cleaned = yield* mapInSteps(lines, (line) => {
    const own = cleanLine(line)
    if (own !== line) isClean = false
    return own
  })
  return isClean ? lines : cleaned
}

const ESCAPE = '\u001b'

function cleanLine(line: string): string {
  const plain = line.includes(ESCAPE) ? line.replace(SEQUENCE, '') : line
  return plain.includes('\r') ? lastState(plain) : plain
}

/** Control sequences, operating-system commands up to their end mark, and two-character escapes (ECMA-48 §5). */
const SEQUENCE =
  // oxlint-disable-next-line no-control-regex
  /\u001b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)|[ -/]{0,4}[0-Z\\^-~])/g

function lastState(line: string): string {
  const states = line.split('\r')
  return states.findLast((state) => state !== '') ?? ''
}
