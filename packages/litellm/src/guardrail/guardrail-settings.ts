import type { Report, TurnOptions } from '@headroom/core'

/** What the routes go by. */
export interface GuardrailSettings {
  /** Complete. */
  readonly turnOptions: TurnOptions
  /** Whether the store is one that others may look into: else there are no views. */
  readonly isShared: boolean
  /** Is told of each request. */
  readonly onReport: (report: Report) => void
}
