import {
  assertOptions,
  assertTurnOptions,
  createOwnStore,
  InvalidOptionError,
  type Report,
  type Store,
  type TurnOptions,
  type Usage,
} from '@headroom/core'

/** What `HeadroomCallback` takes. All optional. */
export interface HeadroomCallbackOptions extends Omit<TurnOptions, 'dialect' | 'resumes' | 'signal' | 'store'> {
  /**
   * Keeps originals and hidden exchanges. Default: a memory store of the callback's own, so that a conversation that goes on in
   * another process is sent as the client has it.
   */
  readonly store?: Store
  /** Is told of each call that was answered. What it throws is passed over. */
  readonly onFigures?: (figures: Figures) => void
}

/** What was saved in a call, and what the provider says it used. */
export interface Figures extends Pick<Report, 'tokensBefore' | 'tokensAfter' | 'tokensSaved' | 'keys'> {
  /** Name of the model in the request. */
  readonly model: string
  /** Hidden rounds: requests beyond the first. */
  readonly rounds: number
  /** Retrieve calls that were answered. */
  readonly retrieved: number
  /** Used in all rounds, as the provider tells; undefined where it tells none. */
  readonly usage: Usage | undefined
  /** What went wrong, if anything did: such texts are sent as they are. */
  readonly failed: readonly string[]
}

/** Options of a turn, and who is told of it. */
export interface CallbackSettings {
  /** Complete: the store is filled in. */
  readonly turnOptions: TurnOptions
  /** Is told of each call; undefined for nobody. */
  readonly onFigures: ((figures: Figures) => void) | undefined
}

/**
 * Checks options and fills in the store.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function callbackSettingsOf(options: HeadroomCallbackOptions): CallbackSettings {
  assertOptions(options, ['maxRounds', 'retrieve', 'onFigures'])
  const { store = createOwnStore(), onFigures, ...others } = options
  if (onFigures !== undefined && typeof onFigures !== 'function')
    throw new InvalidOptionError('onFigures', `must be a function, got ${typeof onFigures}`)
  const turnOptions = { ...others, store }
  assertTurnOptions(turnOptions)
  if (turnOptions.retrieve === 'visible' && options.store === undefined)
    throw new InvalidOptionError('store', "must be given where `retrieve` is 'visible': whoever answers looks there")
  return { turnOptions, onFigures }
}
