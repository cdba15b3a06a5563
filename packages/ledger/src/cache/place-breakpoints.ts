import type { Edit } from '@headroom/core'
import {
  type Block,
  type Breakpoint,
  type MarkedDialect,
  type MarkedRequest,
  MAX_BREAKPOINTS,
  readBlocks,
  type Section,
} from './blocks.ts'
import { DEFAULT_TTL_MILLISECONDS } from './cache-ttl.ts'
import { cacheableMinimum, LARGEST_MINIMUM } from './cacheable-minimum.ts'
import { dialectNameOf } from './dialect-name.ts'
import type { FingerprintOptions } from './fingerprints.ts'
import { blocksOfLastRequest } from './last-exchange.ts'
import type { WireObject } from './wire-value.ts'
import { objectOf, stringOf } from './wire-value.ts'

/**
 * Edits that mark, for Anthropic's API and Bedrock's Converse, where the cache is to reach: behind the tools, behind the system
 * prompt, at the end of the last request of the conversation and at the end of this one. The third is what makes a turn of any
 * length find the entry of the turn before: providers look back only 20 blocks.
 *
 * Never more than four with the client's own, which stay as they are: of a list (tools, system, messages) that holds one the
 * client takes care itself. Only where the model's minimum is reached, or the largest of any model where it is not known; where
 * there are too few left for all, the end of the request goes first, then system, the end of the last request, tools.
 * Markers of 5 minutes; none is put before one of the client's of a longer time, which the API would refuse.
 *
 * A marked prefix costs a quarter more where it is written, and pays from the first time that it is read: leave requests alone
 * that nothing follows.
 *
 * The same request always gets the same marks, a marked one none, and the next request of the conversation has one where this
 * one ends. A content that is a text becomes a list of that one text, which the API takes for the same.
 *
 * @param options For Bedrock the name of the model: without one no cache point is set, since other models than Claude and Nova
 *   refuse it.
 * @returns None for other formats and models that do not cache by markers. Throws only what the request's own getters throw.
 */
export function placeBreakpoints(request: unknown, options: FingerprintOptions = {}): readonly Edit[] {
  const dialect = dialectNameOf(request, options.dialect)
  const members = objectOf(request)
  if (members === undefined || (dialect !== 'anthropic-messages' && dialect !== 'bedrock-converse')) return []
  const model = stringOf(members['model']) || (options.model ?? '')
  const isNova = model.includes('nova')
  if (dialect === 'bedrock-converse' && !isNova && !model.includes('claude')) return []
  const marked = readBlocks(members, dialect, options.countTokens)
  const isAutomatic = objectOf(members['cache_control']) !== undefined
  const free = MAX_BREAKPOINTS - marked.breakpoints.length - (isAutomatic ? 1 : 0)
  const minimum = cacheableMinimum(model)?.tokens ?? LARGEST_MINIMUM
  return candidates(marked, dialect, isAutomatic)
    .filter((block) => !(isNova && block.section === 'tools'))
    .filter((block) => block.tokensUpTo >= minimum && !isBeforeLonger(block, marked, members))
    .slice(0, Math.max(0, free))
    .map((block) => (dialect === 'bedrock-converse' ? pointEdit(block) : markEdit(block)))
}

/** Types of blocks that carry no marker. */
const UNMARKABLE: ReadonlySet<unknown> = new Set([
  'thinking',
  'redacted_thinking',
  'compaction',
  'tool_addition',
  'tool_removal',
])

/** Blocks to mark, the one that matters most first. Lists that the client marks itself are left to it. */
function candidates(marked: MarkedRequest, dialect: MarkedDialect, isAutomatic: boolean): readonly Block[] {
  const { blocks, breakpoints } = marked
  const own = new Set(breakpoints.map(({ block }) => blocks[block]?.section))
  if (isAutomatic) own.add('messages')
  const lastOf = (section: Section, end: number = blocks.length): Block | undefined => {
    const list = blocks.slice(0, end).filter((block) => block.section === section)
    const last = list.at(-1)
    if (own.has(section) || last === undefined) return undefined
    if (dialect === 'bedrock-converse')
      return last.role === 'assistant' || typeof last.value === 'string' ? undefined : last
    return list.findLast((block) => block.message === last.message && canCarry(block))
  }
  const before = blocksOfLastRequest(blocks)
  const found = [
    lastOf('messages'),
    lastOf('system'),
    before > 0 ? lastOf('messages', before) : undefined,
    lastOf('tools'),
  ]
  return [...new Set(found.filter((block) => block !== undefined))]
}

function canCarry({ value }: Block): boolean {
  if (typeof value === 'string') return value !== ''
  const block = objectOf(value)
  if (block === undefined || UNMARKABLE.has(block['type']) || block['defer_loading'] === true) return false
  return !(block['type'] === 'text' && stringOf(block['text']) === '')
}

/** Whether the client has a marker of a longer time behind a block. */
function isBeforeLonger(block: Block, { blocks, breakpoints }: MarkedRequest, request: WireObject): boolean {
  const at = blocks.indexOf(block)
  const isLonger = ({ ttlMilliseconds }: Breakpoint): boolean => ttlMilliseconds > DEFAULT_TTL_MILLISECONDS
  const whole = objectOf(request['cache_control'])
  return whole?.['ttl'] === '1h' || breakpoints.some((point) => point.block >= at && isLonger(point))
}

const MARKER: WireObject = { type: 'ephemeral' }

function markEdit({ path, value }: Block): Edit {
  if (typeof value !== 'string') return { op: 'add', path: [...path, 'cache_control'], value: MARKER }
  return { op: 'replace', path, value: [{ type: 'text', text: value, cache_control: MARKER }] }
}

/** The last block of its list, so that a cache point goes to the end of the list. */
function pointEdit({ path }: Block): Edit {
  return { op: 'add', path: [...path.slice(0, -1), '-'], value: { cachePoint: { type: 'default' } } }
}
