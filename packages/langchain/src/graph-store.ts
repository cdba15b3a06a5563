import { type Entry, InvalidOptionError, type Store } from '@headroom/core'

/** The part of LangGraph's `BaseStore` that is used. */
export interface GraphBaseStore {
  /** The item under a key, or null. */
  get(namespace: string[], key: string): Promise<{ readonly value: Readonly<Record<string, unknown>> } | null>
  /** Keeps an item; `index: false` leaves it out of semantic search. */
  put(namespace: string[], key: string, value: Record<string, unknown>, index?: false): Promise<void>
}

/** Where originals stand in a store of LangGraph unless told otherwise. */
export const GRAPH_NAMESPACE: readonly string[] = ['headroom']

/**
 * A store that keeps originals in a `BaseStore` of LangGraph, for agents whose conversations outlive the process: in-memory, Postgres,
 * Redis, or that of LangGraph's platform.
 *
 * Items are never indexed for search. They do not expire unless the base store makes them: let it keep them at least as long as the
 * checkpoints of the conversations.
 *
 * @param base The store, or what gives the one of the running graph (`getStore` of LangGraph).
 * @param namespace Labels, at least one; LangGraph allows neither empty ones nor such with a `.`.
 * @throws InvalidOptionError at once. Later failures of the store are the store's.
 */
export function createGraphStore(
  base: GraphBaseStore | (() => GraphBaseStore | undefined),
  namespace: readonly string[] = GRAPH_NAMESPACE,
): Store {
  if (typeof base !== 'function' && (typeof base?.get !== 'function' || typeof base.put !== 'function'))
    throw new InvalidOptionError(
      'base',
      'must be a `BaseStore` of LangGraph (with `get` and `put`), or a function that gives one',
    )
  if (!Array.isArray(namespace) || namespace.length === 0 || !namespace.every(isLabel))
    throw new InvalidOptionError('namespace', `must be labels without a dot, got ${JSON.stringify(namespace)}`)
  const running = (): GraphBaseStore => {
    const found = typeof base === 'function' ? base() : base
    if (found === undefined) throw new Error('The running graph has no store.')
    return found
  }
  return {
    get: async (key) => (await running().get([...namespace], key))?.value as Entry | undefined,
    set: (key, entry) => running().put([...namespace], key, { ...entry }, false),
  }
}

function isLabel(label: unknown): boolean {
  return typeof label === 'string' && label !== '' && !label.includes('.')
}
