import { workerData } from 'node:worker_threads'
import { attacksOn } from './regex-attacks.ts'
import { reportProgress } from './report-progress.ts'
import type { BoundedData } from './run-bounded.ts'

/** What the worker needs to know. */
export interface RegexData {
  /** The expressions to try, each with the words that name it in a failure. */
  readonly regexes: readonly { readonly name: string; readonly regex: RegExp }[]
}

// A megabyte: what grows with the square takes minutes on it, what is linear a few milliseconds.
const LENGTH = 1_048_576

const { regexes, firstStep } = workerData as RegexData & BoundedData
for (const [step, { name, regex }] of regexes.entries()) {
  if (step < firstStep) continue
  for (const { head, unit, tail } of attacksOn(regex)) {
    reportProgress({ step, name: `${name} on ${JSON.stringify(head)} and many ${JSON.stringify(unit)}`, isDone: false })
    tryOn(regex, head + unit.repeat(Math.ceil(LENGTH / unit.length)) + tail)
  }
}
reportProgress({ step: regexes.length, name: 'end', isDone: true })

function tryOn(regex: RegExp, text: string): void {
  regex.lastIndex = 0
  if (regex.global) text.replaceAll(regex, '')
  else regex.exec(text)
}
