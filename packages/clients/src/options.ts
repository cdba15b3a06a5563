import { assertTurnOptions, createMemoryStore, type FetchOptions, InvalidOptionError, type Store } from '@headroom/core'

/** What every `withHeadroom` of this package takes. All optional. */
export interface HeadroomOptions extends Omit<FetchOptions, 'dialect' | 'store'> {
  /**
   * Keeps originals and hidden exchanges. Default: a memory store of the wrapped client's own, so that a conversation that goes on in
   * another process is sent as the client has it.
   */
  readonly store?: Store
}

/**
 * Checks options and fills in the store.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function fetchOptionsOf(options: HeadroomOptions): FetchOptions {
  if (typeof options !== 'object' || options === null)
    throw new InvalidOptionError('options', `must be an object, got ${String(options)}`)
  const { store = createMemoryStore(), ...others } = options
  const { onTurn, ...turnOptions } = { ...others, store }
  if (onTurn !== undefined && typeof onTurn !== 'function')
    throw new InvalidOptionError('onTurn', `must be a function, got ${String(onTurn)}`)
  assertTurnOptions(turnOptions)
  return { ...others, store }
}
