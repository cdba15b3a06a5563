import { InvalidOptionError } from '../errors.ts'
import type { Turn } from '../loop/open-turn.ts'
import { createOwnStore } from '../memory/own-store.ts'
import { assertOptions } from '../options.ts'
import type { CompressOptions, PlanOptions } from '../types/options.ts'
import type { Store } from '../types/store.ts'
import { namedDialect } from '../unread.ts'

/** What a server takes that shortens the bodies of requests, for requests as its framework has them. All optional. */
export interface BodyOptions<Request> extends Omit<CompressOptions, 'scope' | 'signal' | 'store'> {
  /** Keeps originals. Whoever answers the retrieve tool needs the same one. Default: a memory store of the
   * server's own, which nobody else can read, so that nothing is left out. */
  readonly store?: Store
  /**
   * Keeps tenants apart in a shared store: a text, or what gives one for a request. What it throws is the request's error.
   * Default: empty.
   */
  readonly scope?: string | ((request: Request) => string)
  /** Is told of each request that is known, before it is handled. What it throws is passed over. */
  readonly onTurn?: (turn: Turn, request: Request) => unknown
}

/** What `shortenBody` goes by: options with the store filled in. */
export type ResolvedBodyOptions<Request> = BodyOptions<Request> & { readonly store: Store }

/**
 * Checks options, for servers that take them long before the first request, and fills in the store.
 *
 * @param own Names of further options that the caller takes and checks itself; they are given back with the others.
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function resolveBodyOptions<Options extends BodyOptions<never>>(
  options: Options,
  own: readonly string[] = [],
): Options & { readonly store: Store } {
  const { scope, ...others }: BodyOptions<never> = options ?? {}
  const known = typeof scope === 'function' ? others : (options as PlanOptions)
  assertOptions(known, [...own, 'dialect', 'onTurn'])
  namedDialect(options.dialect)
  const { onTurn, store = createOwnStore() } = options
  if (onTurn !== undefined && typeof onTurn !== 'function')
    throw new InvalidOptionError('onTurn', `must be a function, got ${String(onTurn)}`)
  return { ...options, store }
}
