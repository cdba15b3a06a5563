import { answerRetrieveCall, assertOptions, InvalidOptionError, type Store } from '@headroom/core'
import { OWN_OPTIONS } from './options.ts'

/** What every `headroomTool` of this package takes. */
export interface HeadroomToolOptions {
  /** The store of the wrapped client: where the originals are. */
  readonly store: Store
  /** The scope of the wrapped client. Default: empty. */
  readonly scope?: string
}

/** Gives an original back, whole or in part. Never rejects: what cannot be found is said. */
export type RetrieveAnswer = (input: unknown) => Promise<string>

/**
 * What answers calls of the retrieve tool.
 *
 * @throws InvalidOptionError without a store, or for an option that cannot be used.
 */
export function retrieveAnswer(options: HeadroomToolOptions): RetrieveAnswer {
  const { store, scope = '' }: Partial<HeadroomToolOptions> = options ?? {}
  if (typeof store?.get !== 'function') throw new InvalidOptionError('store', 'must be the store of the wrapped client')
  // Those of the wrapped client may be given as they are.
  assertOptions(options, OWN_OPTIONS)
  return (input) => answerRetrieveCall(store, input, { scope })
}
