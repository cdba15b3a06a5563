import { InvalidOptionError } from '../errors.ts'
import { assertOptions } from '../options.ts'
import type { CompressOptions } from '../types/options.ts'
import type { Store } from '../types/store.ts'
import { namedDialect } from '../unread.ts'

/** What `openTurn` takes. */
export interface TurnOptions extends CompressOptions {
  /**
   * Keeps originals, and the exchanges that the client does not see: a conversation that is to outlive the process needs one that
   * does, too.
   */
  readonly store: Store
  /**
   * Who answers the retrieve tool. `hidden`: it is declared here, and its calls are answered out of the client's sight. `visible`: the
   * client does, so views are made only in requests in which it has declared the tool itself. Default: `hidden`, where the client has
   * not declared it.
   */
  readonly retrieve?: 'hidden' | 'visible'
  /** Retrieve calls in a row that are answered within one call of the model, at least 1. Default: `MAX_ROUNDS`. */
  readonly maxRounds?: number
  /**
   * Whether conversations may have begun without us, as where a client goes on with an old session. What such a conversation holds so
   * far is left as the provider has read it: its caches, and reasoning that is bound to it, stay good. The tool is then declared where
   * the conversation goes on, if the provider has a way (Anthropic: `inline-tools-2026-09-15`), else in the request's tools as ever.
   * Which conversations began with us is kept in the store, so it must be one that lasts. Default: false.
   */
  readonly resumes?: boolean
}

/**
 * Hidden rounds before the model is told to answer with what it has. One round usually suffices (an original, or the part of
 * it that was asked for), a second narrows it down; each is another request over the whole conversation, read from the
 * provider's cache. Five leave room for a search across several originals and still end a model that goes in circles.
 */
export const MAX_ROUNDS = 5

/**
 * Checks the options of a turn, for hosts that take them long before the first request.
 *
 * @param own Names of further options that the caller takes and has checked itself.
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function assertTurnOptions(options: TurnOptions, own: readonly string[] = []): void {
  assertOptions(options, [...own, 'dialect', 'maxRounds', 'resumes', 'retrieve'])
  namedDialect(options.dialect)
  const { store, maxRounds = MAX_ROUNDS, resumes = false, retrieve = 'hidden' } = options
  if (store === undefined)
    throw new InvalidOptionError('store', 'must be an object with `get` and `set`, got undefined')
  if (!Number.isInteger(maxRounds) || maxRounds < 1)
    throw new InvalidOptionError('maxRounds', `must be a whole number of at least 1, got ${String(maxRounds)}`)
  if (retrieve !== 'hidden' && retrieve !== 'visible')
    throw new InvalidOptionError('retrieve', `must be 'hidden' or 'visible', got ${String(retrieve)}`)
  if (typeof resumes !== 'boolean')
    throw new InvalidOptionError('resumes', `must be true or false, got ${String(resumes)}`)
}
