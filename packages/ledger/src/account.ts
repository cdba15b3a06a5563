import { addCosts, type CostByClass, NO_COST } from './prices/rates.ts'
import { addTokens, NO_TOKENS, type TokensByClass } from './tokens-by-class.ts'

/** Sums over requests. All exact: whole tokens, picodollars. */
export interface Account {
  readonly requests: number
  /** Requests of which some class has no price; their tokens are counted, their dollars are not. */
  readonly unpriced: number
  readonly tokens: TokensByClass
  readonly cost: CostByClass
  /** Provider's tokens that were removed, each part once. Signed. */
  readonly removed: number
  /** Requests with removed parts whose ratio of provider's to our tokens is unknown; 1 was taken. */
  readonly unscaled: number
  /** Estimated saving in picodollars, signed, lookups subtracted. */
  readonly saved: bigint
  /** What lookups cost, in picodollars. */
  readonly lookups: bigint
  readonly retrievals: number
  readonly rereads: number
}

/** The account of no request. */
export const EMPTY: Account = {
  requests: 0,
  unpriced: 0,
  tokens: NO_TOKENS,
  cost: NO_COST,
  removed: 0,
  unscaled: 0,
  saved: 0n,
  lookups: 0n,
  retrievals: 0,
  rereads: 0,
}

/** The sum of two accounts. */
export function addAccounts(one: Account, two: Account): Account {
  return {
    requests: one.requests + two.requests,
    unpriced: one.unpriced + two.unpriced,
    tokens: addTokens(one.tokens, two.tokens),
    cost: addCosts(one.cost, two.cost),
    removed: one.removed + two.removed,
    unscaled: one.unscaled + two.unscaled,
    saved: one.saved + two.saved,
    lookups: one.lookups + two.lookups,
    retrievals: one.retrievals + two.retrievals,
    rereads: one.rereads + two.rereads,
  }
}
