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

/** Tells a listener, whatever it does with it. */
export function emit(listener: EventListener | undefined, event: HeadroomEvent): void {
  try {
    listener?.(event)
  } catch {
    // A listener observes. Its failure is its own and must not change a request.
  }
}
