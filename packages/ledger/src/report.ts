import type { Account } from './account.ts'
import type { Measured } from './measure.ts'
import { type CostByClass, dollarsOf, totalOf } from './prices/rates.ts'
import type { TokenClass, TokensByClass } from './tokens-by-class.ts'

/** US dollars by class, for showing: each the nearest double to an exact sum. */
export type DollarsByClass = { readonly [Class in TokenClass | 'total']: number }

/** Sums over some requests. */
export interface Sums {
  /** Requests, hidden ones included. */
  readonly requests: number
  /** Those of which some class has no known price. Their tokens are in `tokens`, nothing of them is in any dollars. */
  readonly unpricedRequests: number
  /** What the provider reports, by class. */
  readonly tokens: TokensByClass
  /** What that costs at list prices; undefined where no request has a price. */
  readonly dollars: DollarsByClass | undefined
  /** Tokens taken out, less those put in, each once in its conversation, in the provider's count. Estimated, signed. */
  readonly removedTokens: number
  /** Requests of which our count could not be scaled to the provider's, so that 1 was taken. */
  readonly unscaledRequests: number
  /**
   * What the requests would have cost had nothing been shortened, less what they cost: `lookupDollars` is subtracted.
   * Estimated, signed; undefined where no request has a price.
   */
  readonly savedDollars: number | undefined
  /** What retrievals and re-reads cost. A part of `savedDollars` already. */
  readonly lookupDollars: number
  /** Calls of the retrieve tool. */
  readonly retrievals: number
  /** Calls that ran a tool again to see what was left out. */
  readonly rereads: number
}

/** Sums over the requests of one model, day or conversation. */
export interface NamedSums extends Sums {
  /** Name of the model (with its provider, where one was given) or conversation; the day in UTC, `2026-11-23`. */
  readonly name: string
}

/** Everything a ledger tells, as plain data. */
export interface LedgerReport {
  /** Over all requests ever recorded. */
  readonly total: Sums
  /** By model, in the order in which they came; of more than 256 the rest is one, `other models`. */
  readonly models: readonly NamedSums[]
  /** By day, in order; the last 400. */
  readonly days: readonly NamedSums[]
  /** By conversation, the last one recorded last; as many as are kept. */
  readonly conversations: readonly NamedSums[]
  /** The same saving as `savedDollars`, per conversation, not estimated but measured against those held out. */
  readonly measured: Measured
}

/** An account in numbers to show. */
export function sumsOf(account: Account): Sums {
  const isPriced = account.unpriced < account.requests
  return {
    requests: account.requests,
    unpricedRequests: account.unpriced,
    tokens: account.tokens,
    dollars: isPriced ? dollarsByClass(account.cost) : undefined,
    removedTokens: account.removed,
    unscaledRequests: account.unscaled,
    savedDollars: isPriced ? dollarsOf(account.saved) : undefined,
    lookupDollars: dollarsOf(account.lookups),
    retrievals: account.retrievals,
    rereads: account.rereads,
  }
}

/** Accounts by name in numbers to show. */
export function namedSums(accounts: Iterable<readonly [string, Account]>): readonly NamedSums[] {
  return Array.from(accounts, ([name, account]) => ({ name, ...sumsOf(account) }))
}

function dollarsByClass(cost: CostByClass): DollarsByClass {
  return {
    input: dollarsOf(cost.input),
    cacheRead: dollarsOf(cost.cacheRead),
    cacheWriteShort: dollarsOf(cost.cacheWriteShort),
    cacheWriteLong: dollarsOf(cost.cacheWriteLong),
    output: dollarsOf(cost.output),
    total: dollarsOf(totalOf(cost)),
  }
}
