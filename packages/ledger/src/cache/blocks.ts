import type { Path } from '@headroom/core'
import { ttlOfMarker } from './cache-ttl.ts'
import { type CountTokens, countRegion } from './count-region.ts'
import { leavesOf } from './leaves.ts'
import type { WireObject } from './wire-value.ts'
import { listOf, objectOf } from './wire-value.ts'

/** The three lists of a request that caches by markers, in the order in which they are rendered. */
export type Section = 'tools' | 'system' | 'messages'

/** A tool, a system block or a block of a message, of a request that caches by markers. */
export interface Block {
  /** The list it is of. */
  readonly section: Section
  /** Where it stands; where a content is a text, where that stands. */
  readonly path: Path
  /** The block; for a text, the text. */
  readonly value: unknown
  /** Index of its message; -1 outside of messages. */
  readonly message: number
  /** Who speaks in its message. */
  readonly role?: unknown
  /** Estimated tokens of the request up to its end. */
  readonly tokensUpTo: number
}

/** A marker of the request, after which a prefix is to be cached. */
export interface Breakpoint {
  /** Where the marker, or the block that carries it, stands. */
  readonly path: Path
  /** How long the prefix is kept, in milliseconds. */
  readonly ttlMilliseconds: number
  /** Index of the block that it marks; -1 where nothing stands before it. */
  readonly block: number
}

/** The blocks of a request and its markers. */
export interface MarkedRequest {
  /** In the order in which they are rendered. */
  readonly blocks: readonly Block[]
  /** In the same order. */
  readonly breakpoints: readonly Breakpoint[]
}

/**
 * Markers that a request may hold, one for the whole request included.
 * Source: the prompt-caching pages of Anthropic and AWS, 2026.
 */
export const MAX_BREAKPOINTS = 4

/** Formats that cache by markers. */
export type MarkedDialect = 'anthropic-messages' | 'bedrock-converse'

/** Reads the blocks and markers of a request. A marker of the whole request (`cache_control` beside `messages`) is none of them. */
export function readBlocks(request: WireObject, dialect: MarkedDialect, count?: CountTokens): MarkedRequest {
  const isBedrock = dialect === 'bedrock-converse'
  const toolPath = isBedrock ? ['toolConfig', 'tools'] : ['tools']
  const tools = isBedrock ? objectOf(request['toolConfig'])?.['tools'] : request['tools']
  const places: Place[] = [
    ...placesOf(listOf(tools), { section: 'tools', path: toolPath, message: -1 }),
    ...placesOf(request['system'], { section: 'system', path: ['system'], message: -1 }),
    ...listOf(request['messages']).flatMap((item, message) => {
      const { role, content } = objectOf(item) ?? {}
      return placesOf(content, { section: 'messages', path: ['messages', message, 'content'], message, role })
    }),
  ]
  const blocks: Block[] = []
  const breakpoints: Breakpoint[] = []
  let tokensUpTo = 0
  for (const place of places) {
    const { cachePoint } = isBedrock ? (objectOf(place.value) ?? {}) : {}
    if (cachePoint === undefined) {
      tokensUpTo += countRegion(leavesOf(place.value, place.section === 'tools' ? 'tool' : 'message'), count)
      blocks.push({ ...place, tokensUpTo })
    }
    const found = cachePoint === undefined ? (isBedrock ? [] : markersIn(place)) : [{ ...place, marker: cachePoint }]
    for (const { path, marker } of found) {
      breakpoints.push({ path, ttlMilliseconds: ttlOfMarker(marker), block: blocks.length - 1 })
    }
  }
  return { blocks, breakpoints }
}

type Place = Omit<Block, 'tokensUpTo'>

function placesOf(content: unknown, place: Omit<Place, 'value'>): readonly Place[] {
  if (typeof content === 'string') return [{ ...place, value: content }]
  return listOf(content).map((value, index) => ({ ...place, path: [...place.path, index], value }))
}

/** Markers on a block, and on the blocks of a tool result inside. */
function markersIn({ path, value }: Place): readonly { readonly path: Path; readonly marker: unknown }[] {
  const block = objectOf(value)
  const inside = listOf(block?.['content']).map((part, index) => ({
    path: [...path, 'content', index],
    marker: objectOf(part)?.['cache_control'],
  }))
  return [...inside, { path, marker: block?.['cache_control'] }].filter(
    ({ marker }) => marker !== undefined && marker !== null,
  )
}
