import { assertOptions, createMemoryStore, InvalidOptionError, type PlanOptions, type Store } from '@headroom/core'

/** What `headroomMiddleware` and `withHeadroom` take. All optional. */
export interface HeadroomOptions extends Omit<PlanOptions, 'signal'> {
  /**
   * Keeps originals and hidden exchanges. Default: a memory store of the middleware's own, so that a conversation that goes
   * on in another process is sent as the client has it.
   */
  readonly store?: Store
  /** Retrieve calls in a row that are answered within one call of the model, at least 1. Default: `MAX_ROUNDS`. */
  readonly maxRounds?: number
}

/**
 * Hidden rounds before the model is told to answer with what it has. One round usually suffices (an original, or the part of
 * it that was asked for), a second narrows it down; each is another request over the whole conversation, read from the
 * provider's cache. Five leave room for a search across several originals and still end a model that goes in circles.
 */
export const MAX_ROUNDS = 5

/** `HeadroomOptions` with every default filled in. */
export interface Settings {
  /** What the engine is given with each request. */
  readonly plan: Omit<PlanOptions, 'signal'>
  readonly store: Store
  readonly scope: string
  readonly maxRounds: number
  /** Whether the retrieve tool is declared: under `lossless` there is never anything to retrieve. */
  readonly declaresTool: boolean
}

/**
 * Checks options and fills in defaults.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function settingsOf(options: HeadroomOptions): Settings {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidOptionError('options', `must be an object, got ${String(options)}`)
  }
  const { maxRounds = MAX_ROUNDS, store = createMemoryStore(), ...plan } = options
  if (!Number.isInteger(maxRounds) || maxRounds < 1) {
    throw new InvalidOptionError('maxRounds', `must be a whole number of at least 1, got ${String(maxRounds)}`)
  }
  assertOptions({ ...plan, store }, ['maxRounds'])
  return {
    plan: { ...plan, store },
    store,
    scope: options.scope ?? '',
    maxRounds,
    declaresTool: options.policy !== 'lossless',
  }
}
