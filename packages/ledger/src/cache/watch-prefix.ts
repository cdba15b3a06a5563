import type { Usage } from '@headroom/core'
import { type Comparison, compareFingerprints } from './compare-fingerprints.ts'
import type { Fingerprints, RegionPrint } from './fingerprints.ts'

/** One request of a conversation, after its reply. */
export interface WatchedTurn {
  /** Of the request as it was sent. */
  readonly fingerprints: Fingerprints
  /** When the request was sent, on any clock that does not run backwards, in milliseconds. */
  readonly atMilliseconds: number
  /** What the provider says it used, where it says so. */
  readonly usage?: Usage
}

/**
 * What became of the prefix that the turn before left in the cache.
 *
 * - `first`: there was no turn before.
 * - `uncached`: that turn left nothing: no marker, or too short for the model, or for most where nothing is known of it.
 * - `read`: it was read, or nothing says that it was not.
 * - `broken`: the request does not begin as the one before; `change` says why.
 * - `lapsed`: too much time has gone by. What else changed costs nothing then; `change` names it all the same.
 * - `missed`: unchanged and in time, and yet not read: another machine, evicted, asked before the last reply began, or the
 *   marker is more than 20 blocks behind the last one.
 */
export interface Verdict {
  /** As above. */
  readonly kind: 'first' | 'uncached' | 'read' | 'broken' | 'lapsed' | 'missed'
  /** What broke the prefix, by name; where something did. */
  readonly change?: string
  /** Tokens that could have been read had the conversation only grown and gone on in time. */
  readonly expectedTokens: number
  /** Of these, tokens that were not: as the provider reports, else as estimated. */
  readonly lostTokens: number
  /** Time since the turn before, in milliseconds. */
  readonly gapMilliseconds?: number
}

/** What must be kept between turns. A JSON value. */
export interface WatchState {
  /** Of the last request. */
  readonly fingerprints: Fingerprints
  /** When it was sent, in milliseconds. */
  readonly atMilliseconds: number
}

/** What `watchPrefix` takes. All optional. */
export interface WatchOptions {
  /** How long a prefix is kept, in milliseconds. Default: as the markers, the request or the model say, else 5 minutes. */
  readonly ttlMilliseconds?: number
  /** Goes on where another watch of the same conversation ended. */
  readonly state?: WatchState
}

/** Follows the cached prefix of one conversation. */
export interface PrefixWatch {
  /** Judges the next turn, and remembers it. Turns of other conversations (sub-agents, titles) belong to watches of their own. */
  next(turn: WatchedTurn): Verdict
  /** What to keep; undefined before the first turn. */
  state(): WatchState | undefined
}

/** Share of the tokens expected that must have been read for it to count as read: estimates err by some percent. */
const READ_SHARE = 0.8

/** Tokens below which most models cache nothing; for a model of which nothing is known. Source: `cacheableMinimum`. */
const USUAL_MINIMUM = 1024

/**
 * How far a provider's count may be from an estimate, either way: Chinese has a token a character. Beyond that the provider counts
 * what is not in the request (an explicit cache, rounds of its own tools).
 */
const MAX_SCALE = 4

/** Follows the cached prefix of one conversation: tells a broken prefix, with its culprit, from a lapse of time and from a read. */
export function watchPrefix(options: WatchOptions = {}): PrefixWatch {
  let state = options.state
  return {
    next(turn) {
      const before = state
      state = { fingerprints: turn.fingerprints, atMilliseconds: turn.atMilliseconds }
      if (before === undefined) return { kind: 'first', expectedTokens: 0, lostTokens: 0 }
      return judge(before, turn, options.ttlMilliseconds)
    },
    state: () => state,
  }
}

/** Tokens of the earlier request that were in the cache, in the provider's own count. */
interface Cached {
  /** All of them. */
  readonly all: number
  /** Those before the break. */
  readonly kept: number
  /** Those before the break that have not lapsed. */
  readonly alive: number
}

function judge(before: WatchState, turn: WatchedTurn, ttl: number | undefined): Verdict {
  const gapMilliseconds = turn.atMilliseconds - before.atMilliseconds
  const comparison = compareFingerprints(before.fingerprints, turn.fingerprints)
  const cached = cachedOf(before.fingerprints, comparison, gapMilliseconds, ttl, scaleOf(turn))
  const read = turn.usage?.cacheRead
  const verdict = (kind: Verdict['kind'], lost: number): Verdict => ({
    kind,
    ...(comparison.status === 'broken' && { change: comparison.change }),
    expectedTokens: Math.round(cached.all),
    lostTokens: Math.max(0, Math.round(lost)),
    gapMilliseconds,
  })
  if (cached.all === 0) return verdict('uncached', 0)
  const isBroken = cached.kept < cached.all
  const got = read ?? cached.alive
  // A provider that reads past the break does not see what we hold for a change.
  const enough = isBroken ? (cached.kept + cached.all) / 2 : cached.kept * READ_SHARE
  if (got >= enough) return verdict('read', 0)
  if (cached.all < (before.fingerprints.minimumTokens ?? USUAL_MINIMUM)) return verdict('uncached', 0)
  const isLapsed = cached.alive < cached.kept || (isBroken && cached.kept === 0 && lapsedWhole(before, turn, ttl))
  if (isLapsed && got < Math.max(cached.kept * READ_SHARE, 1)) return verdict('lapsed', cached.all - got)
  return verdict(isBroken ? 'broken' : 'missed', isBroken ? cached.all - cached.kept : cached.kept - got)
}

/** Tokens of the provider for one of ours. */
function scaleOf({ usage, fingerprints }: WatchedTurn): number {
  const estimated = tokensUpTo(fingerprints.regions, fingerprints.regions.length)
  if (usage === undefined || estimated === 0) return 1
  const scale = (usage.input + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)) / estimated
  return Math.min(Math.max(scale, 1 / MAX_SCALE), MAX_SCALE)
}

function cachedOf(
  prints: Fingerprints,
  comparison: Comparison,
  gapMilliseconds: number,
  ttl: number | undefined,
  scale: number,
): Cached {
  const { regions } = prints
  const kept = comparison.status === 'grown' ? regions.length : comparison.keptRegions
  // A shorter request cannot ask for more than it holds.
  const whole = comparison.status === 'shortened' ? kept : regions.length
  const upTo = (end: number, age: number): number => scale * tokensUpTo(regions, cachedEnd(prints, end, age, ttl))
  return { all: upTo(whole, 0), kept: upTo(kept, 0), alive: upTo(kept, gapMilliseconds) }
}

/** How many regions, of the first `end`, are in the cache after a time. */
function cachedEnd(prints: Fingerprints, end: number, age: number, ttl: number | undefined): number {
  if (prints.caching === 'automatic') return age <= (ttl ?? prints.ttlMilliseconds) ? end : 0
  const lives = ({ ttlMilliseconds }: RegionPrint): boolean =>
    ttlMilliseconds !== undefined && age <= (ttl ?? ttlMilliseconds)
  return prints.regions.slice(0, end).findLastIndex(lives) + 1
}

function lapsedWhole(before: WatchState, turn: WatchedTurn, ttl: number | undefined): boolean {
  const { fingerprints } = before
  const age = turn.atMilliseconds - before.atMilliseconds
  return cachedEnd(fingerprints, fingerprints.regions.length, age, ttl) === 0
}

function tokensUpTo(regions: readonly RegionPrint[], end: number): number {
  return regions.slice(0, end).reduce((sum, { tokens }) => sum + tokens, 0)
}
