import {
  assertOptions,
  assertTurnOptions,
  createOwnStore,
  InvalidOptionError,
  type Store,
  type TurnOptions,
} from '@headroom/core'

/** What `HeadroomChatModel` takes. All optional. */
export interface HeadroomOptions extends Omit<TurnOptions, 'dialect' | 'resumes' | 'signal' | 'store'> {
  /**
   * Keeps originals and hidden exchanges. Default: a memory store of the model's own, so that a conversation that goes on in another
   * process is sent as the client has it.
   */
  readonly store?: Store
}

/**
 * Checks options and fills in the store.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function turnOptionsOf(options: HeadroomOptions): TurnOptions {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidOptionError('options', `must be an object, got ${String(options)}`)
  }
  const { store = createOwnStore(), ...others } = options
  const turnOptions = { ...others, store }
  assertOptions(turnOptions, ['maxRounds', 'retrieve'])
  assertTurnOptions(turnOptions)
  return turnOptions
}
