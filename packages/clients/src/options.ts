import { assertOptions, assertTurnOptions, createOwnStore, InvalidOptionError } from '@headroom/core'
import type { FetchOptions, Store } from '@headroom/core'

/** What every `withHeadroom` of this package takes. All optional. */
export interface HeadroomOptions extends Omit<FetchOptions, 'dialect' | 'store'> {
  /**
   * Keeps originals and hidden exchanges. Default: a memory store of the wrapped client's own, so that a conversation that goes on in
   * another process is sent as the client has it.
   */
  readonly store?: Store
}

/** Names of options that core knows for turns alone, or not at all. */
export const OWN_OPTIONS: readonly string[] = ['maxRounds', 'resumes', 'retrieve', 'onTurn']

/**
 * Checks options and fills in the store.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function fetchOptionsOf(options: HeadroomOptions): FetchOptions {
  assertOptions(options, OWN_OPTIONS)
  const { store = createOwnStore(), ...others } = options
  const { onTurn, ...turnOptions } = { ...others, store }
  if (onTurn !== undefined && typeof onTurn !== 'function')
    throw new InvalidOptionError('onTurn', `must be a function, got ${String(onTurn)}`)
  assertTurnOptions(turnOptions)
  if (turnOptions.retrieve === 'visible' && options.store === undefined)
    throw new InvalidOptionError('store', "must be given where `retrieve` is 'visible': `headroomTool` looks there")
  return { ...others, store }
}
