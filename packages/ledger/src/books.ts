import { type Account, EMPTY } from './account.ts'
import type { Conversation } from './conversation.ts'
import { type Group, NO_GROUP } from './measure.ts'

/** All that a ledger remembers. */
export interface Books {
  total: Account
  /** By name of the model, with its provider where one was given. */
  readonly models: Map<string, Account>
  /** By day in UTC. */
  readonly days: Map<string, Account>
  /** By name; the one recorded last stands last. */
  readonly conversations: Map<string, Conversation>
  readonly groups: { heldOut: Group; shortened: Group }
}

/** Books with nothing in them. */
export function emptyBooks(): Books {
  return {
    total: EMPTY,
    models: new Map(),
    days: new Map(),
    conversations: new Map(),
    groups: { heldOut: NO_GROUP, shortened: NO_GROUP },
  }
}
