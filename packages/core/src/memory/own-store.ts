import type { Store } from '../types/store.ts'
import { createMemoryStore } from './memory-store.ts'

/**
 * A memory store that nobody but its host can read: the default of adapters. Where a client has declared the retrieve tool itself, it
 * could not find there what was left out, so nothing is.
 */
export function createOwnStore(): Store {
  return { ...createMemoryStore(), [OWN]: true } as Store
}

/** Whether a store is the host's own. */
export function isOwnStore(store: Store): boolean {
  return OWN in store
}

const OWN = Symbol.for('headroom.own-store')
