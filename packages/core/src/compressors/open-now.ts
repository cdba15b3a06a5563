import { atOnce, stepsOf } from '../steps.ts'
import type { Compressor, Goal, LosslessForm, View } from '../types/compressor.ts'

/** `Opened` with its forms made at once. */
export interface OpenedNow {
  /** What the lossless form decodes to. */
  canonical(): string
  /** A form that decodes to the canonical text. Undefined: there is none. */
  lossless(goal?: Goal): LosslessForm | undefined
  /** A form that keeps some units and drops others. Undefined: there is none. */
  view(goal: Goal): View | undefined
}

/** Opens a text without letting other work run in between: for tests, scripts and tools. Undefined: not of this kind. */
export function openNow(compressor: Compressor, text: string): OpenedNow | undefined {
  const opened = atOnce(stepsOf(compressor.open(text)))
  if (opened === undefined) return undefined
  return {
    canonical: () => opened.canonical(),
    lossless: (goal) => atOnce(stepsOf(opened.lossless(goal))),
    view: (goal) => atOnce(stepsOf(opened.view(goal))),
  }
}
