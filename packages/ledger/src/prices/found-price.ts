import type { LongPrice, Price } from './price-table.ts'

/** Prices of a model and where they were found. */
export interface FoundPrice extends Price {
  /** The row that was used: provider and model, as the table names them. */
  readonly entry: string
  /** Whose table it is: the caller's (over the others, class by class), this package's or the library's. */
  readonly table: 'yours' | 'headroom' | 'genai-prices'
  /** Prices of long prompts. */
  readonly long?: readonly LongPrice[]
}
