import type { Report, TurnOptions } from '@headroom/core'

/** What the routes go by. */
export interface GuardrailSettings {
  /** Complete. */
  readonly turnOptions: TurnOptions
  /** Is told of each request. */
  readonly onReport: (report: Report) => void
}
