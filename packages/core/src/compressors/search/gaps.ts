import type { Steps } from '../../steps.ts'
import { eachInSteps, someInSteps } from '../each-in-steps.ts'
import { endOfNumber } from './coordinate.ts'
import { type Form, isPathLine, isResult } from './form.ts'

const SEPARATOR = '--'

/** The lines of a form without the separators that `withGaps` would put back. Undefined: there are none, or others as well. */
export function* withoutGaps(lines: readonly string[], form: Form): Steps<readonly string[] | undefined> {
  if (form.lines === 'bare' || form.paths === 'above' || form.paths === 'tight') return undefined
  const others: string[] = []
  yield* eachInSteps(lines, (line) => {
    if (line !== SEPARATOR) others.push(line)
  })
  if (others.length === lines.length) return undefined
  const again = yield* withGaps(others, form)
  if (again.length !== lines.length) return undefined
  let index = 0
  const isOther = yield* someInSteps(lines, (line) => line !== again[index++])
  return isOther ? undefined : others
}

/** The lines of a form with a separator before each path but the first, and wherever a number does not follow on the last. */
export function* withGaps(lines: readonly string[], form: Form): Steps<readonly string[]> {
  const out: string[] = []
  let last: number | undefined
  yield* eachInSteps(lines, (line, index) => {
    const isOne = isResult(line, form)
    const number = isOne ? Number(line.slice(0, endOfNumber(line, 0))) : undefined
    const isNext = isOne ? number !== (last ?? 0) + 1 : isPathLine(line, lines[index + 1], form)
    if (last !== undefined && isNext) out.push(SEPARATOR)
    out.push(line)
    last = number
  })
  return out
}
