import { type Account, EMPTY } from './account.ts'
import { totalOf } from './prices/rates.ts'
import type { PlacedPart } from './without-shortening.ts'
import type { Removed } from './removed.ts'
import { stableHash } from './stable-hash.ts'

/**
 * Parts that are known again in one conversation; of a request with more, the rest is not counted. Bounds memory: some 50 bytes
 * each.
 */
const MOST_PARTS = 1024

/** What the ledger keeps of a conversation. */
export interface Conversation {
  readonly account: Account
  /** Whether it is held out; `mixed` where it is, and something was removed from it all the same: then it measures nothing. */
  readonly group: 'heldOut' | 'shortened' | 'mixed'
  /** By the hash of a removed part: tokens of the whole prompt that had it first. The one that was seen last stands last. */
  readonly parts: ReadonlyMap<number, number>
  /** Whether the next request is sent for lookups alone. */
  readonly isLookingUp: boolean
}

/** A conversation before its first request. */
export function newConversation(isHeldOut: boolean): Conversation {
  return { account: EMPTY, group: isHeldOut ? 'heldOut' : 'shortened', parts: new Map(), isLookingUp: false }
}

/** Removed parts with the prompts in which they were first seen. */
export function placedParts({ parts }: Conversation, removed: readonly Removed[]): readonly PlacedPart[] {
  const parted = removed.filter(({ tokens }) => tokens !== 0).slice(0, MOST_PARTS)
  return parted.map((part) => ({ ...part, firstPrompt: parts.get(stableHash(part.id)) }))
}

/** Known parts after a request with these: the ones that were not seen for longest go where there are too many. */
export function withParts(
  { parts }: Conversation,
  placed: readonly PlacedPart[],
  promptTokens: number,
): ReadonlyMap<number, number> {
  if (placed.length === 0) return parts
  const after = new Map(parts)
  for (const { id, firstPrompt = promptTokens } of placed) {
    const hash = stableHash(id)
    after.delete(hash)
    after.set(hash, firstPrompt)
  }
  for (const hash of after.keys()) {
    if (after.size <= MOST_PARTS) break
    after.delete(hash)
  }
  return after
}

/** What a conversation adds to the mean of its group; undefined where a request has no price or the group is mixed. */
export function measurableCost({ account, group }: Conversation): bigint | undefined {
  if (group === 'mixed' || account.unpriced > 0 || account.requests === 0) return undefined
  return totalOf(account.cost)
}
