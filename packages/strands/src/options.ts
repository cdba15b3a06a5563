import {
  assertOptions,
  createMemoryStore,
  InvalidOptionError,
  policies,
  type Policy,
  type Store,
  type TurnOptions,
} from '@headroom/core'

/** What `headroom` takes. All optional. */
export interface HeadroomOptions extends Omit<
  TurnOptions,
  'dialect' | 'maxRounds' | 'resumes' | 'retrieve' | 'signal' | 'store'
> {
  /** Keeps originals. Default: a memory store of the plugin's own, which the process takes with it. */
  readonly store?: Store
  /**
   * What an agent goes over to, for good, once a call was too long for the model's window: the call is made once more under this policy,
   * and so are all that follow. That changes the beginning of the conversation for once. Default: none, a call that is too long fails.
   */
  readonly overflowPolicy?: Policy
}

/** Options with their defaults. */
export interface Settings {
  readonly turnOptions: TurnOptions
  readonly overflowPolicy: Policy | undefined
  /** Whether the store is the caller's, so that others may read what is in it. */
  readonly isShared: boolean
  /** Whether anything may ever be left out, so that there is something to retrieve. */
  readonly mayLeaveOut: boolean
}

/**
 * Checks options and fills in defaults.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function settingsOf(options: HeadroomOptions): Settings {
  assertOptions(options, ['overflowPolicy'])
  const { store, overflowPolicy, ...others } = options
  const turnOptions: TurnOptions = { ...others, store: store ?? createMemoryStore(), retrieve: 'visible' }
  if (overflowPolicy !== undefined && typeof overflowPolicy !== 'function' && !Object.hasOwn(policies, overflowPolicy))
    throw new InvalidOptionError(
      'overflowPolicy',
      `must be one of ${Object.keys(policies).join(', ')} or a function, got ${String(overflowPolicy)}`,
    )
  const { policy, tools } = turnOptions
  const mayLeaveOut = policy !== 'lossless' || tools !== undefined || overflowPolicy !== undefined
  return { turnOptions, overflowPolicy, isShared: store !== undefined, mayLeaveOut }
}
