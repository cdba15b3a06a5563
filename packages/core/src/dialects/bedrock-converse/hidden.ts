import type { HiddenCalls, IsHidden, Shown } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { contentHash } from './content-hash.ts'
import { clientCallOf, isHiddenCall } from './hidden-call.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { ConverseReply } from './reply.ts'
import type { ConverseRequest } from './request.ts'

/** How calls are hidden in conversations with Converse: turns are messages, pieces are content blocks. */
export const hidden: HiddenCalls<ConverseRequest, ConverseReply> = {
  obstacle: () => undefined,
  history: ({ messages }) => ({ path: ['messages'], items: listOf(messages) }),
  shows,
  pieces: 'content',
  alternates: true,
  marked,
  shown,
  stream: createHiddenStream,
}

function shows(item: unknown): Shown {
  const message = objectOf(item)
  const blocks = listOf(message?.['content'])
    .map(objectOf)
    .filter((block) => block !== undefined)
  return { kind: kindOf(message, blocks), text: blocks.map(textIn).join(''), known: blocks.flatMap(knownBy) }
}

function kindOf(message: WireObject | undefined, blocks: readonly WireObject[]): Shown['kind'] {
  if (message?.['role'] === 'assistant') return 'answer'
  return blocks.some(({ toolResult }) => toolResult !== undefined) ? 'results' : 'said'
}

/** What a block says, with citations or without. */
function textIn({ text, citationsContent }: WireObject): string {
  const cited = listOf(objectOf(citationsContent)?.['content'])
  return stringOf(text) + cited.map((part) => stringOf(objectOf(part)?.['text'])).join('')
}

function knownBy({ toolUse, toolResult, ...others }: WireObject): readonly unknown[] {
  const [call, result] = [objectOf(toolUse), objectOf(toolResult)]
  if (call !== undefined) return [[call['toolUseId'], call['name']]]
  if (result !== undefined) return [[result['toolUseId'], contentHash(result['content'])]]
  const kind = GIVEN.find((name) => others[name] !== undefined)
  return kind === undefined ? [] : [[kind, contentHash(others[kind])]]
}

/** What a user gives beside text. */
const GIVEN = ['image', 'document', 'video', 'audio', 'searchResult', 'guardContent'] as const

/** A cache point at the end of the client's message goes to the end of the recorded one. */
function marked(recorded: unknown, given: unknown): unknown {
  const mark = objectOf(listOf(objectOf(given)?.['content']).at(-1))
  const message = objectOf(recorded)
  if (mark?.['cachePoint'] === undefined || message === undefined) return recorded
  return { ...message, content: [...listOf(message['content']), mark] }
}

function shown(replies: readonly [ConverseReply, ...ConverseReply[]], isHidden: IsHidden): ConverseReply {
  const messages = replies.map(({ output }) => objectOf(objectOf(output)?.['message']))
  const blocks = messages.flatMap((message) => listOf(message?.['content']))
  const content = blocks.filter((block) => !isHiddenCall(block, isHidden))
  const last: ConverseReply & WireObject = { ...(replies.at(-1) ?? replies[0]) }
  const isOver = last.stopReason === 'tool_use' && !content.some((block) => clientCallOf(block) !== undefined)
  const usage = sumOfUsage(replies.map((reply) => reply.usage))
  const metrics = sumOfUsage(replies.map((reply) => objectOf(reply)?.['metrics']))
  return {
    ...last,
    output: { ...objectOf(last.output), message: { ...messages.at(-1), content } },
    ...(isOver && { stopReason: 'end_turn' }),
    ...(usage !== undefined && { usage }),
    ...(metrics !== undefined && { metrics }),
  }
}
