import { StoreError } from '../errors.ts'
import type { Store } from '../types/store.ts'

/** A store whose failures, thrown or rejected, are StoreErrors, so that they can be told from failures of content. */
export function guardedStore(store: Store): Store {
  return {
    async get(key) {
      try {
        return await store.get(key)
      } catch (cause) {
        throw new StoreError('get', { cause })
      }
    },
    async set(key, entry, ttlMilliseconds) {
      try {
        await store.set(key, entry, ttlMilliseconds)
      } catch (cause) {
        throw new StoreError('set', { cause })
      }
    },
  }
}
