import { ttlOfMarker, ttlOfRequest } from './cache-ttl.ts'
import { cacheableMinimum } from './cacheable-minimum.ts'
import { type CountTokens, countRegion } from './count-region.ts'
import { hashText } from './hash-text.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import { placeName } from './place-name.ts'
import { type Known, readRegions } from './read-regions.ts'
import type { DialectName, RegionKind, WireRegion } from './wire-region.ts'
import { objectOf, stringOf } from './wire-value.ts'

/** What is kept of one member of a region: nothing that it could be read by. */
export interface MemberPrint {
  /** Its name within the region: `description`, `content[0].text`. Empty where the region is one value. */
  readonly name: string
  /** Hash of what it holds. */
  readonly hash: string
  /** For a text of more than 128 characters: hashes of its beginnings, to tell where it changed. */
  readonly marks?: string
}

/** What is kept of one region of a request. */
export interface RegionPrint {
  /** What it is. */
  readonly kind: RegionKind
  /** Where it stands: `tools[14]`, `system[1]`, `messages[7]`, `model`. */
  readonly name: string
  /** Name of a tool. */
  readonly label?: string
  /** Hash of all that counts for the cache. Equal regions have equal hashes wherever they stand. */
  readonly hash: string
  /** Its tokens, estimated. */
  readonly tokens: number
  /** Its members, at most 256: what comes after shares one print named `…`. */
  readonly members: readonly MemberPrint[]
  /** How long the prefix up to here is kept, in milliseconds, where a cache marker of the request says that it be kept. */
  readonly ttlMilliseconds?: number
}

/** A request as its provider's cache sees it: hashes by region, no texts. A JSON value. */
export interface Fingerprints {
  /** The format of the request. */
  readonly dialect: DialectName
  /** `marked`: only what the request marks is cached. `automatic`: the provider caches by itself. */
  readonly caching: 'marked' | 'automatic'
  /** How long an unmarked prefix is kept, in milliseconds. */
  readonly ttlMilliseconds: number
  /** Tokens below which the model caches nothing, where that is known. */
  readonly minimumTokens?: number
  /** In the order in which the provider renders them. */
  readonly regions: readonly RegionPrint[]
}

/** What `fingerprints` takes. All optional. */
export interface FingerprintOptions extends Known {
  /** Counts tokens. Default: characters / 4; a picture or file counts 1,568. */
  readonly countTokens?: CountTokens
}

/**
 * The regions of a request as its provider's cache sees them: settings, tools, system, messages, each with a hash of what counts
 * for the cache and prints of its members, so that a change can be told by name.
 *
 * Cache markers are left out, so they may move; so are tools of deferred loading, which no prefix holds. A text counts as the
 * list of one text block that it stands for. Everything else counts, ids and the order of a schema's members included.
 *
 * Names of members, tools and their parameters are kept, and no other text. Whoever has the hash of a short text can guess it.
 *
 * @returns Undefined where the format is none of the five that are known. Throws only what the request's own getters throw.
 */
export function fingerprints(request: unknown, options: FingerprintOptions = {}): Fingerprints | undefined {
  const read = readRegions(request, options)
  const members = objectOf(request)
  if (read === undefined || members === undefined) return undefined
  const { dialect, regions } = read
  const minimum = cacheableMinimum(stringOf(members['model']) || options.model)
  const isMarked = MARKED.has(dialect) || (dialect === 'openai-chat' && regions.some(({ marker }) => isSet(marker)))
  return {
    dialect,
    caching: isMarked ? 'marked' : 'automatic',
    ttlMilliseconds: ttlOfRequest(dialect, members),
    ...(minimum !== undefined && { minimumTokens: minimum.tokens }),
    regions: regions.map((region) => printOf(region, options.countTokens)),
  }
}

/** Formats whose providers cache only what is marked. Chat's copies take Anthropic's markers along for its models. */
const MARKED: ReadonlySet<DialectName> = new Set(['anthropic-messages', 'bedrock-converse'])

/** Members of one region that are told apart. A message of 100 tool results has about 400. */
const MAX_MEMBERS = 256

/** Name of what comes after. */
const REST = '…'

function isSet(marker: unknown): boolean {
  return marker !== undefined && marker !== null
}

function printOf({ kind, path, value, label, marker }: WireRegion, countTokens?: CountTokens): RegionPrint {
  const leaves = leavesOf(value, kind)
  const prints = leaves.slice(0, MAX_MEMBERS).map(memberOf)
  const members = leaves.length > MAX_MEMBERS ? [...prints, restOf(leaves.slice(MAX_MEMBERS))] : prints
  return {
    kind,
    name: placeName(path),
    ...(label !== undefined && label !== '' && { label }),
    hash: hashText(members.map(({ name, hash }) => `${name}=${hash}`).join('\n')).hash,
    tokens: kind === 'setting' ? 0 : countRegion(leaves, countTokens),
    members,
    ...(isSet(marker) && { ttlMilliseconds: ttlOfMarker(marker) }),
  }
}

function memberOf({ name, text, isText }: Leaf): MemberPrint {
  // A number is not the text that it is written as.
  const { hash, marks } = hashText(isText ? text : `\u0000${text}`)
  return isText && marks !== '' ? { name, hash, marks } : { name, hash }
}

function restOf(leaves: readonly Leaf[]): MemberPrint {
  const hashes = leaves.map((leaf) => `${leaf.name}=${memberOf(leaf).hash}`)
  return { name: REST, hash: hashText(hashes.join('\n')).hash }
}
