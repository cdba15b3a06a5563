import { blame } from './blame.ts'
import type { Fingerprints, RegionPrint } from './fingerprints.ts'

/** A request that begins as the one before it did, or is a beginning of it. */
export interface Unbroken {
  /**
   * `same`: nothing changed. `grown`: regions, or blocks of the last message, were added at the end. `shortened`: some left out
   * there.
   */
  readonly status: 'same' | 'grown' | 'shortened'
  /** Regions that both requests begin with. */
  readonly keptRegions: number
  /** Tokens of this request that the one before held too, at the same place: what can come from the cache. */
  readonly keptTokens: number
  /** None. */
  readonly lostTokens: 0
}

/** A request that parts from the one before it. */
export interface Broken {
  /** What can be read from the cache ends at `region`. */
  readonly status: 'broken'
  /** The first region that is not as it was, by the name it has in this request, or had where it is gone. */
  readonly region: string
  /** What changed, in one line: `tools[14].description changed (bash)`. */
  readonly change: string
  /** Regions that both requests begin with. */
  readonly keptRegions: number
  /** Tokens of the regions before the break: what can still come from the cache. */
  readonly keptTokens: number
  /** Tokens behind the break that an unbroken prefix would have held: no more than stood there before, nor than stand there now. */
  readonly lostTokens: number
}

/** How a request relates to an earlier one of the same conversation. */
export type Comparison = Unbroken | Broken

/**
 * Tells whether a request begins as an earlier one did, and if not, what broke its prefix, by name.
 *
 * A message that gained blocks at its end has grown; one whose text gained characters has changed.
 *
 * @param before Of the earlier request.
 * @param after Of the later one.
 */
export function compareFingerprints(before: Fingerprints, after: Fingerprints): Comparison {
  if (before.dialect !== after.dialect) {
    const change = `request format changed from ${before.dialect} to ${after.dialect}`
    return { status: 'broken', region: '', change, ...countsAt(0, before, after) }
  }
  const at = firstDifference(before.regions, after.regions)
  const [was, is] = [before.regions[at], after.regions[at]]
  if (was === undefined) {
    return { status: is === undefined ? 'same' : 'grown', ...countsAt(at, before, after), lostTokens: 0 }
  }
  if (is === undefined) return { status: 'shortened', ...countsAt(at, before, after), lostTokens: 0 }
  if (at === before.regions.length - 1 && isContinued(was, is)) {
    const { keptTokens } = countsAt(at, before, after)
    return { status: 'grown', keptRegions: at, keptTokens: keptTokens + was.tokens, lostTokens: 0 }
  }
  return { status: 'broken', ...blame(before.regions, after.regions, at), ...countsAt(at, before, after) }
}

function firstDifference(before: readonly RegionPrint[], after: readonly RegionPrint[]): number {
  const at = before.findIndex(({ hash }, index) => hash !== after[index]?.hash)
  return at < 0 ? before.length : at
}

function countsAt(
  at: number,
  before: Fingerprints,
  after: Fingerprints,
): Pick<Broken, 'keptRegions' | 'keptTokens' | 'lostTokens'> {
  const [had, has] = [before, after].map(({ regions }) => tokensOf(regions.slice(at)))
  const keptTokens = tokensOf(after.regions.slice(0, at))
  return { keptRegions: at, keptTokens, lostTokens: Math.min(had ?? 0, has ?? 0) }
}

function tokensOf(regions: readonly RegionPrint[]): number {
  return regions.reduce((sum, { tokens }) => sum + tokens, 0)
}

/** Whether a message is another with more blocks at its end. */
function isContinued(was: RegionPrint, is: RegionPrint): boolean {
  if (was.kind !== 'message' || was.members.length >= is.members.length) return false
  if (
    was.members.some(({ name, hash }, index) => name !== is.members[index]?.name || hash !== is.members[index]?.hash)
  ) {
    return false
  }
  const blocks = new Set(was.members.map(({ name }) => blockOf(name)))
  return is.members.slice(was.members.length).every(({ name }) => name.includes('[') && !blocks.has(blockOf(name)))
}

/** `content[3]` of `content[3].text`. */
function blockOf(name: string): string {
  return name.slice(0, name.indexOf(']') + 1)
}
