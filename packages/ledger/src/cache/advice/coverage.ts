import type { Block, Breakpoint, MarkedRequest } from '../blocks.ts'
import { cacheableMinimum, LARGEST_MINIMUM } from '../cacheable-minimum.ts'
import { blocksOfLastRequest } from '../last-exchange.ts'
import { placeName } from '../place-name.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'
import type { Advice } from './advice.ts'

/** Blocks before a marker among which an earlier entry is looked for. Source: Anthropic's prompt-caching page, 2026. */
const LOOK_BACK = 20

/**
 * How far estimates fall short: counts of other tokenizers, and characters / 4, are up to 1.55 times too low for Claude.
 * Source: opencrabs issue 1123, counts of tiktoken against Claude's own.
 */
const ESTIMATE_ERROR = 1.5

/** Markers that mark nothing, and what no marker covers. */
export function* coverage(
  request: WireObject,
  marked: MarkedRequest,
  model: string,
  isExact: boolean,
): Generator<Advice> {
  const isAutomatic = objectOf(request['cache_control']) !== undefined
  const minimum = cacheableMinimum(model)
  if (marked.breakpoints.length > 0) {
    if (minimum === undefined) yield unknownMinimum(marked, model)
    else yield* belowMinimum(marked, minimum, isExact)
  }
  if (isAutomatic) return
  yield* beyondLookBack(marked)
  yield* notMarked(marked, minimum?.tokens ?? LARGEST_MINIMUM)
}

function unknownMinimum({ breakpoints }: MarkedRequest, model: string): Advice {
  const who = model === '' ? 'a model that the request does not name' : model
  return {
    code: 'unknown-minimum',
    severity: 'unknown',
    path: breakpoints[0]?.path ?? [],
    problem: `How much text must stand before a marker is not known for ${who}.`,
    remedy: 'Look at the first reply: without cache writes in its usage, the prefix is too short.',
  }
}

function* belowMinimum(
  { blocks, breakpoints }: MarkedRequest,
  { tokens: minimum, source }: { readonly tokens: number; readonly source: string },
  isExact: boolean,
): Generator<Advice> {
  const tokensAtPoint = ({ block }: Breakpoint): number => tokensAt(blocks, block)
  const low = breakpoints.filter((point) => tokensAtPoint(point) * (isExact ? 1 : ESTIMATE_ERROR) < minimum)
  const last = low.at(-1)
  if (last === undefined) return
  const { path } = last
  const tokens = tokensAtPoint(last)
  const markers = low.length === 1 ? 'a marker' : `the last of ${low.length} markers`
  yield {
    code: 'below-minimum',
    severity: 'costly',
    path,
    problem: `About ${tokens} tokens stand before ${markers} behind too little text, at ${placeName(path)}; the model caches from ${minimum} (${source}).`,
    remedy: 'Take the marker away, or put it behind more text: as it is nothing is cached, without an error.',
    tokens,
  }
}

function* beyondLookBack({ blocks, breakpoints }: MarkedRequest): Generator<Advice> {
  const before = blocksOfLastRequest(blocks)
  const newest = breakpoints.at(-1)
  if (newest === undefined || newest.block < before || before === 0) return
  // The last request ended with its marker on its last block: that is where the entry is.
  const isNear = breakpoints.some(({ block }) => block >= before - 1 && block - (before - 1) <= LOOK_BACK)
  if (isNear) return
  yield {
    code: 'beyond-look-back',
    severity: 'costly',
    path: newest.path,
    problem: `${newest.block - before + 1} blocks lie between the marker at ${placeName(newest.path)} and where the last request ended; the provider looks back ${LOOK_BACK}.`,
    remedy: `Put a second marker at ${placeName(blocks[before - 1]?.path ?? [])}, the end of the last request.`,
    tokens: tokensAt(blocks, before - 1),
  }
}

function* notMarked({ blocks, breakpoints }: MarkedRequest, minimum: number): Generator<Advice> {
  const isConversation = blocks.some(({ role }) => role === 'assistant')
  const total = tokensAt(blocks, blocks.length - 1)
  if (!isConversation || total < minimum) return
  const last = breakpoints.at(-1)
  if (last === undefined) {
    yield {
      code: 'nothing-marked',
      severity: 'costly',
      path: [],
      problem: `About ${total} tokens are billed in full in each request of the conversation: nothing is marked.`,
      remedy: 'Mark the end of the system prompt and the last block of the messages.',
      tokens: total,
    }
    return
  }
  const open = total - tokensAt(blocks, last.block)
  if (blocks[last.block]?.section === 'messages' || open < minimum) return
  yield {
    code: 'growth-not-marked',
    severity: 'costly',
    path: last.path,
    problem: `About ${open} tokens behind the last marker at ${placeName(last.path)} are billed in full in each request.`,
    remedy: 'Mark the last block of the messages too.',
    tokens: open,
  }
}

function tokensAt(blocks: readonly Block[], index: number): number {
  return blocks[index]?.tokensUpTo ?? 0
}
