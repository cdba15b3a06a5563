/** What a provider says a call used, in tokens. Classes do not overlap; a class it does not report is absent. */
export interface Usage {
  /** Input tokens neither read from nor written to a cache. */
  readonly input: number
  /** Input tokens read from a cache. */
  readonly cacheRead?: number
  /** Input tokens written to a cache. */
  readonly cacheWrite?: number
  /** The part of `cacheWrite` that is kept for an hour or longer, where the provider has several times to live. */
  readonly cacheWriteLong?: number
  /** Output tokens, reasoning included. */
  readonly output: number
  /** The part of `output` spent on reasoning. */
  readonly reasoning?: number
}
