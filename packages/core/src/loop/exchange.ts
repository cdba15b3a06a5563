import { parseExactly } from '../json/parse-exactly.ts'
import type { Entry, Store } from '../types/store.ts'
import { tagged, untagged } from './tagged.ts'

/** What stands upstream in place of one answer of the client's conversation. */
export interface Exchange {
  /** Exchanges before it in the conversation. Where another number is found, one of them is lost, and this one no longer fits. */
  readonly before: number
  /** Items in turn, as they were sent: what was said and answered in each round; the last ones end the answer. */
  readonly items: readonly unknown[]
  /** Answers of hidden calls that were made beside the client's own: they join the results that follow. */
  readonly results: readonly HeldResult[]
  /** Of an exchange in what the provider keeps: the reply that holds everything, where the client knows another one. */
  readonly anchor?: string
}

/** An answer that waits for those of the client's own calls. */
export interface HeldResult {
  /** Where its call stands among all calls of the reply, from 0. */
  readonly position: number
  /** The item that holds it, alone. */
  readonly item: unknown
}

/** Keeps an exchange for as long as its conversation may live, which only the host knows. */
export async function keepExchange(store: Store, key: string, exchange: Exchange): Promise<void> {
  await store.set(key, { kind: 'exchange', text: JSON.stringify(tagged(exchange)) }, Infinity)
}

/** The exchange under a key. Undefined where there is none that this version can read, or the store has lost it or fails. */
export async function exchangeUnder(store: Store, key: string): Promise<Exchange | undefined> {
  const entry = await entryUnder(store, key)
  if (entry === undefined || entry.text === '') return undefined
  try {
    const exchange = untagged(parseExactly(entry.text)) as Exchange
    return Array.isArray(exchange.items) && Array.isArray(exchange.results) ? exchange : undefined
  } catch {
    // Not what was kept.
    return undefined
  }
}

/** What is kept of exchanges under a key; undefined where it is something else, and where the store has lost it or fails. */
export async function entryUnder(store: Store, key: string): Promise<Entry | undefined> {
  try {
    const entry = await store.get(key)
    return entry?.kind === 'exchange' ? entry : undefined
  } catch {
    // Without its exchanges a conversation is sent as the client has it.
    return undefined
  }
}
