import type { TokenClass } from '../tokens-by-class.ts'

/** US dollars for a million tokens, by class. A class that is absent has no known price. */
export type Price = { readonly [Class in TokenClass]?: number }

/** Prices of a request whose whole prompt is longer than a number of tokens. They hold for all of its tokens. */
export interface LongPrice extends Price {
  /** The prompt has more tokens than this: fresh, read and written ones together. */
  readonly above: number
}

/** Prices of one model, from a day on. */
export interface PriceRow extends Price {
  /** First day on which they hold, `2026-10-07`, in UTC. Default: always. */
  readonly from?: string
  /** Prices of long prompts. Default: the same at every length, or as in the row that this one changes. */
  readonly long?: readonly LongPrice[]
  /** Where the figures come from, and when they were read. */
  readonly source?: string
}

/** Prices by name of the model; several rows where they changed, oldest first. */
export type PriceTable = Readonly<Record<string, PriceRow | readonly PriceRow[]>>
