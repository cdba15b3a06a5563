import type { Outcome, Report } from './types/report.ts'

/** Something that happened. Observation only: what a listener returns or throws changes nothing. */
export type HeadroomEvent =
  | {
      /** A segment's fate is known. */
      readonly type: 'segment-decided'
      readonly outcome: Outcome
    }
  | {
      /** An original is in the store, before the text that points to it is written. */
      readonly type: 'original-stored'
      readonly key: string
      /** Length of the original in UTF-16 units. */
      readonly length: number
    }
  | {
      /** All segments of a request are decided. */
      readonly type: 'request-planned'
      readonly report: Report
    }

/** Is told of every event, in order. */
export type EventListener = (event: HeadroomEvent) => void

/** Tells a listener, whatever it does with it: what it throws or rejects with is its own, and must not change a request. */
export function emit<Told>(listener: ((told: Told) => unknown) | undefined, told: Told): void {
  try {
    const done = listener?.(told)
    if (done instanceof Promise) done.catch(() => {})
  } catch {
    // A listener observes.
  }
}
