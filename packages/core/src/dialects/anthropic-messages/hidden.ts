import { quickHash } from '../../memory/quick-hash.ts'
import type { HiddenCalls, IsHidden, Shown } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { channel } from './channel.ts'
import { isHiddenCall } from './hidden-call.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { AnthropicReply } from './reply.ts'
import type { AnthropicRequest } from './request.ts'

/** How calls are hidden in conversations with the Messages API: turns are messages, pieces are content blocks. */
export const hidden: HiddenCalls<AnthropicRequest, AnthropicReply> = {
  // In a thread earlier messages are the provider's.
  obstacle: (request) => (objectOf(request.thread) === undefined ? undefined : 'kept-by-provider'),
  history: ({ messages }) => ({ path: ['messages'], items: listOf(messages) }),
  shows,
  pieces: 'content',
  marked,
  channel,
  shown,
  stream: createHiddenStream,
}

function shows(item: unknown): Shown {
  const message = objectOf(item)
  const content = message?.['content']
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content).map(objectOf)
  const text = blocks.map((block) => (block?.['type'] === 'text' ? stringOf(block['text']) : '')).join('')
  const known = blocks.flatMap((block) => (block === undefined ? [] : knownBy(block)))
  return { kind: kindOf(message?.['role'], blocks), text, known }
}

function kindOf(role: unknown, blocks: readonly (WireObject | undefined)[]): Shown['kind'] {
  if (role === 'assistant') return 'answer'
  if (role === 'system') return 'instructions'
  return blocks.some((block) => block?.['type'] === 'tool_result') ? 'results' : 'said'
}

function knownBy(block: WireObject): readonly unknown[] {
  switch (block['type']) {
    case 'tool_use':
      return [[block['id'], block['name']]]
    case 'tool_result':
      return [[block['tool_use_id'], quickHash(textIn(block['content']))]]
    case 'image':
    case 'document':
      return [[block['type'], quickHash(textIn(block['source']))]]
    default:
      return []
  }
}

/** The texts in a block's content, or what its source is made of. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  const source = objectOf(content)
  if (source !== undefined) return textIn(source['data'] ?? source['url'] ?? source['file_id'] ?? source['content'])
  return listOf(content)
    .map((block) => stringOf(objectOf(block)?.['text']))
    .join('\n')
}

/** A breakpoint on the end of the client's message goes to the end of the recorded one. */
function marked(recorded: unknown, given: unknown): unknown {
  const mark = objectOf(listOf(objectOf(given)?.['content']).at(-1))?.['cache_control']
  const content = listOf(objectOf(recorded)?.['content'])
  const last = objectOf(content.at(-1))
  if (mark === undefined || mark === null || last === undefined || !MARKABLE.has(last['type'])) return recorded
  return { ...objectOf(recorded), content: [...content.slice(0, -1), { ...last, cache_control: mark }] }
}

/** Blocks of the model that may carry a breakpoint: thinking may not. */
const MARKABLE: ReadonlySet<unknown> = new Set(['text', 'tool_use'])

function shown(replies: readonly [AnthropicReply, ...AnthropicReply[]], isHidden: IsHidden): AnthropicReply {
  const content = replies.flatMap((reply) => listOf(reply.content).filter((block) => !isHiddenCall(block, isHidden)))
  const last = replies.at(-1) ?? replies[0]
  const isOver = last.stop_reason === 'tool_use' && !content.some((block) => objectOf(block)?.['type'] === 'tool_use')
  return {
    ...last,
    content,
    ...(isOver && { stop_reason: 'end_turn' }),
    usage: sumOfUsage(replies.map(({ usage }) => usage)),
  }
}
