import type { Account } from './account.ts'
import { type Conversation, placedParts, withParts } from './conversation.ts'
import type { FindPrice } from './prices/find-price.ts'
import type { FoundPrice } from './prices/found-price.ts'
import { costOf, type CostByClass, NO_COST, totalOf } from './prices/rates.ts'
import type { Lookups, RequestRecord } from './request-record.ts'
import { promptTokens, type TokensByClass, tokensByClass } from './tokens-by-class.ts'
import { type PlacedPart, ratioOf, withoutShortening } from './without-shortening.ts'

/** What one request adds to its accounts, and its conversation after it. */
export interface Bill {
  /** The request alone. */
  readonly account: Account
  readonly conversation: Conversation
  /** The price that was used; undefined where none is known, or it lacks a class that was used. */
  readonly price: FoundPrice | undefined
  /** Provider's tokens for one of ours, where it could be told. */
  readonly ratio: number | undefined
}

/**
 * Bills one request.
 *
 * Saved is what the request would have cost had nothing been shortened, less what it cost. A request that is sent for lookups alone
 * would not have been sent: its prompt counts against, and so does a reply that makes no other call.
 */
export function billOf(record: RequestRecord, before: Conversation, findPrice: FindPrice): Bill {
  const tokens = tokensByClass(record.usage)
  const found = findPrice(record)
  const cost = found && costOf(tokens, found)
  const parts = placedParts(before, record.removed ?? [])
  const ratio = ratioOf(tokens, record.sentTokens)
  const priced = found && cost && { tokens, price: found, cost }
  const removed = priced && !before.isLookingUp ? removedCost(priced, parts, ratio ?? 1) : 0n
  const lookups = priced ? lookupCost(priced, before.isLookingUp, record.lookups ?? {}) : 0n
  const account: Account = {
    requests: 1,
    unpriced: cost === undefined ? 1 : 0,
    tokens,
    cost: cost ?? NO_COST,
    removed: newTokens(parts, ratio ?? 1),
    unscaled: parts.length > 0 && ratio === undefined ? 1 : 0,
    saved: removed - lookups,
    lookups,
    retrievals: countOf(record.lookups?.retrievals),
    rereads: countOf(record.lookups?.rereads),
  }
  return { account, conversation: after(before, record, parts, tokens), price: priced?.price, ratio }
}

interface Priced {
  readonly tokens: TokensByClass
  readonly price: FoundPrice
  readonly cost: CostByClass
}

function removedCost({ tokens, price, cost }: Priced, parts: readonly PlacedPart[], ratio: number): bigint {
  // The classes are among those of the request itself, so that each has a price.
  const whole = costOf(withoutShortening(tokens, parts, ratio), price) ?? cost
  return totalOf(whole) - totalOf(cost)
}

function lookupCost({ tokens, price, cost }: Priced, isLookingUp: boolean, { alone, outputTokens }: Lookups): bigint {
  const prompt = isLookingUp ? totalOf(cost) - cost.output : 0n
  if (alone === true) return prompt + cost.output
  const called = Math.min(countOf(outputTokens), tokens.output)
  const calls = costOf({ ...tokens, output: called, reasoning: 0 }, price)
  return prompt + (calls?.output ?? 0n)
}

function newTokens(parts: readonly PlacedPart[], ratio: number): number {
  return parts.reduce((sum, part) => (part.firstPrompt === undefined ? sum + Math.round(part.tokens * ratio) : sum), 0)
}

function after(
  before: Conversation,
  { lookups }: RequestRecord,
  parts: readonly PlacedPart[],
  tokens: TokensByClass,
): Conversation {
  return {
    ...before,
    group: before.group === 'heldOut' && parts.length > 0 ? 'mixed' : before.group,
    parts: withParts(before, parts, promptTokens(tokens)),
    isLookingUp: lookups?.alone === true,
  }
}

function countOf(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
