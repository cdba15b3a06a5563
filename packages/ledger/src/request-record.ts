import { InvalidOptionError, type Usage } from '@headroom/core'
import type { Removed } from './removed.ts'

/** Calls in a reply that look again at what was shortened. */
export interface Lookups {
  /** Calls of the retrieve tool. Default: 0. */
  readonly retrievals?: number
  /** Calls that run an earlier tool again to see what was left out, as far as the caller can tell. Default: 0. */
  readonly rereads?: number
  /**
   * Whether the reply makes no other call, so that the conversation's next request is sent for these alone. Its whole prompt and
   * this whole reply count as their cost then. Default: false.
   */
  readonly alone?: boolean
  /** Output tokens of these calls, in the provider's count, where they are not alone. Default: 0. */
  readonly outputTokens?: number
}

/** One call of a provider, after its reply. Hidden calls of a retrieval loop are calls of their own. */
export interface RequestRecord {
  /** Name of the conversation: the same for all of its requests, and for no other's. */
  readonly conversation: string
  /** The model, as the request or the reply names it. */
  readonly model: string
  /** Who bills, where it is known: `anthropic`, `openai`, `google`, `aws`, `azure`, `openrouter` … Default: as the model's name tells. */
  readonly provider?: string
  /**
   * The tier that served it, as the reply names it: `usage.service_tier` of Anthropic, `service_tier` of OpenAI. One whose price is not
   * known leaves the request without dollars. Default: the usual tier.
   */
  readonly serviceTier?: string
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number
  /** What the provider says it used: `dialect.usage(reply)`. */
  readonly usage: Usage
  /** What was taken out of the request and put into it, in wire order: `removedBy(report)`. Default: nothing. */
  readonly removed?: readonly Removed[]
  /**
   * Tokens of the whole request as it was sent (system, tools and messages), in the count that `removed` is in. With it, that count
   * is scaled to the provider's.
   */
  readonly sentTokens?: number
  /** Calls in the reply that look again at what was shortened. */
  readonly lookups?: Lookups
}

/**
 * Checks a record.
 *
 * @throws InvalidOptionError naming the member, what was given and what would do.
 */
export function assertRecord(record: RequestRecord): void {
  need(typeof record === 'object' && record !== null, 'record', 'must be an object', record)
  const { conversation, model, provider, serviceTier, at, usage, removed = [], sentTokens, lookups = {} } = record
  need(typeof conversation === 'string', 'conversation', 'must be a string', conversation)
  need(typeof model === 'string', 'model', 'must be the name of a model', model)
  need(provider === undefined || typeof provider === 'string', 'provider', 'must be the name of a provider', provider)
  need(
    serviceTier === undefined || typeof serviceTier === 'string',
    'serviceTier',
    'must be the name of a tier',
    serviceTier,
  )
  need(typeof at === 'number' && Math.abs(at) <= LAST_TIME, 'at', 'must be a time in milliseconds since 1970', at)
  need(isUsage(usage), 'usage', 'must be a usage as `dialect.usage()` gives it, not as the provider does', usage)
  need(
    Array.isArray(removed) && removed.every(isRemoved),
    'removed',
    'must be a list as `removedBy()` gives it',
    removed,
  )
  need(sentTokens === undefined || typeof sentTokens === 'number', 'sentTokens', 'must be a number', sentTokens)
  need(typeof lookups === 'object' && lookups !== null, 'lookups', 'must be an object', lookups)
}

/** The last time that a date can hold, in milliseconds since 1970 (ECMA-262, time values). */
const LAST_TIME = 8.64e15

/** A provider's own usage has other names, and would pass for one of no tokens. */
function isUsage(usage: unknown): boolean {
  const { input, output } = Object(usage) as { readonly input?: unknown; readonly output?: unknown }
  return typeof input === 'number' && typeof output === 'number'
}

function isRemoved(part: Removed): boolean {
  return typeof part === 'object' && part !== null && typeof part.id === 'string' && Number.isFinite(part.tokens)
}

function need(holds: boolean, option: string, wanted: string, given: unknown): void {
  if (!holds)
    throw new InvalidOptionError(
      option,
      `${wanted}, got ${given !== null && typeof given === 'object' ? 'an object' : String(given)}`,
    )
}
