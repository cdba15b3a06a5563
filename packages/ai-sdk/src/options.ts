import { assertOptions, assertTurnOptions, createOwnStore, type Store, type TurnOptions } from '@headroom/core'

/** What `headroomMiddleware` and `withHeadroom` take. All optional. */
export interface HeadroomOptions extends Omit<TurnOptions, 'dialect' | 'resumes' | 'signal' | 'store'> {
  /**
   * Keeps originals and hidden exchanges. Default: a memory store of the middleware's own, so that a conversation that goes
   * on in another process is sent as the client has it.
   */
  readonly store?: Store
}

/**
 * Checks options and fills in the store.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function turnOptionsOf(options: HeadroomOptions): TurnOptions {
  assertOptions(options, ['maxRounds', 'retrieve'])
  const turnOptions = { ...options, store: options.store ?? createOwnStore() }
  assertTurnOptions(turnOptions)
  return turnOptions
}
