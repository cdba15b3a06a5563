import { type HiddenCalls, type IsHidden, quickHash, type Shown, sumOfUsage } from '@headroom/core'
import type { CallOptions, Message, Part } from '../types/call-options.ts'
import type { GenerateReply, TokenUsage } from '../types/reply.ts'
import { boundTo, withoutOrphans } from './bound-reasoning.ts'
import { isHiddenCall, waitsForClient, withoutCalls } from './hidden-call.ts'
import { createHiddenStream } from './hidden-stream.ts'
import { jsonOf } from './json-of.ts'
import { anchors, obstacle } from './kept-by-provider.ts'
import { withoutBytes } from './message-of.ts'
import { withGiven } from './with-given.ts'

/** How calls are hidden in conversations of the AI SDK: turns are messages, pieces are their parts. */
export const hidden: HiddenCalls<CallOptions, GenerateReply> = {
  obstacle,
  history: ({ prompt }) => ({ path: ['prompt'], items: prompt }),
  shows: (item) => shownBy(item as Message),
  pieces: 'content',
  waits: ({ content }) => content.some(({ type }) => type === 'tool-approval-request'),
  marked: (recorded, given) => withGiven(recorded as Message, given as Message),
  orphaned: (item, exchanges) => withoutOrphans(item as Message, exchanges),
  anchors,
  shown,
  stream: createHiddenStream,
}

/**
 * What survives the ways in which clients keep a history: texts, the ids and names of calls, the outputs of tools, files. Not what
 * they drop or change: reasoning, provider options, and the inputs of calls, in which a schema's defaults appear.
 */
function shownBy({ role, content }: Message): Shown {
  const kind = KINDS.get(role) ?? 'said'
  if (typeof content === 'string') return { kind, text: content, known: [] }
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return { kind, text, known: content.flatMap((part) => knownBy(part, role)) }
}

const KINDS: ReadonlyMap<string, Shown['kind']> = new Map<string, Shown['kind']>([
  ['system', 'instructions'],
  ['assistant', 'answer'],
  ['tool', 'results'],
])

function knownBy({ type, toolCallId, toolName, output, data }: Part, role: string): readonly unknown[] {
  if (type === 'tool-call') return [[toolCallId, toolName]]
  if (type === 'tool-result' && role === 'tool') return [[toolCallId, hashOf(output?.value ?? output?.reason)]]
  return type === 'file' ? [[type, hashOf(withoutBytes(data))]] : []
}

function hashOf(value: unknown): string {
  return quickHash(jsonOf(value))
}

function shown(
  replies: readonly [GenerateReply, ...GenerateReply[]],
  isHidden: IsHidden,
  exchanges: number,
): GenerateReply {
  const content = replies.flatMap((reply, round) =>
    reply.content
      .filter((piece) => !isHiddenCall(piece, isHidden))
      .map((piece) => boundTo(exchanges + Math.min(round, 1), piece)),
  )
  const last = replies.at(-1) ?? replies[0]
  return {
    ...last,
    content,
    finishReason: content.some(waitsForClient) ? last.finishReason : withoutCalls(last.finishReason),
    usage: sumOfUsage(replies.map(({ usage }) => usage)) as TokenUsage,
    warnings: distinct(replies.flatMap(({ warnings }) => warnings)),
  }
}

function distinct(warnings: readonly unknown[]): readonly unknown[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()]
}
