import type { Path } from '@headroom/core'

/** What can be wrong with how a request uses its provider's cache. A closed list: codes are added, none is renamed. */
export type AdviceCode =
  /** More markers than the provider takes. */
  | 'too-many-breakpoints'
  /** A marker that is kept for longer stands behind one that is kept for less time. */
  | 'long-after-short'
  /** A marker on an empty text. */
  | 'marker-on-empty-text'
  /** A marker on a reasoning block. */
  | 'marker-on-reasoning'
  /** A marker on a tool whose loading is deferred. */
  | 'marker-on-deferred-tool'
  /** A cache point where the model takes none. */
  | 'marker-not-supported'
  /** A marker behind too little text for the model. */
  | 'below-minimum'
  /** A marker, and no knowledge of how much text the model needs. */
  | 'unknown-minimum'
  /** The newest marker is more blocks away from the last one than the provider looks back. */
  | 'beyond-look-back'
  /** A conversation that nothing of is cached. */
  | 'nothing-marked'
  /** A conversation whose growing part is never cached. */
  | 'growth-not-marked'
  /** Text near the beginning that is likely to differ from request to request. */
  | 'volatile-prefix'
  /** The request does not begin as the one before it did. */
  | 'prefix-changed'
  /** The same tools as before in another order. */
  | 'tools-reordered'
  /** No `prompt_cache_key`, where OpenAI would find the cache more often with one. */
  | 'no-cache-key'
  /** An explicit cache together with what it holds already. */
  | 'cached-content-repeated'

/** One thing that could be better about how a request uses its provider's cache. */
export interface Advice {
  /** What kind of thing. */
  readonly code: AdviceCode
  /** `refused`: the provider answers 400. `costly`: tokens are billed that need not be. `unknown`: it cannot be told. */
  readonly severity: 'refused' | 'costly' | 'unknown'
  /** Where. */
  readonly path: Path
  /** What is the matter and what it costs, in one sentence, without text of the request. */
  readonly problem: string
  /** What to do about it, in one sentence. */
  readonly remedy: string
  /** Estimated tokens at stake in each request; where that can be told. */
  readonly tokens?: number
}
