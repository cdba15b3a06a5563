/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>

/**
 * What a store keeps under a key.
 *
 * - `original`: a text that a view replaced. Its key is in the view.
 * - `output`: a text that we wrote. It is never shortened again.
 * - `replay`: what a text became, so that it becomes the same again in every later version of the engine.
 * - `exchange`: messages that a host answered on the model's behalf and re-inserts in later requests, as JSON text.
 */
export interface Entry {
  /** What the text is, as above. */
  readonly kind: 'original' | 'output' | 'replay' | 'exchange'
  /** The text itself; for a replay what the segment became, empty where it stayed as it was. */
  readonly text: string
  /** For a replay: the compressor that made it. */
  readonly by?: string
  /** For a replay: what the text became; empty text for `verbatim`. */
  readonly form?: 'lossless' | 'view' | 'verbatim'
  /** For a replay of a view: units shown, of `total`. */
  readonly kept?: number
  /** For a replay of a view: units in the original. */
  readonly total?: number
}

/** Keeps originals and replays. Drivers are functions that return an object; `testStore()` is their contract. */
export interface Store {
  /** The entry under a key, or undefined where there is none (or it has expired). */
  get(key: string): Awaitable<Entry | undefined>
  /**
   * Keeps an entry. Resolves when the entry can be read back, in this process and in those that share the store.
   *
   * @param ttlMilliseconds How long it must be kept at least, from now; `Infinity` for ever.
   */
  set(key: string, entry: Entry, ttlMilliseconds: number): Awaitable<void>
}
