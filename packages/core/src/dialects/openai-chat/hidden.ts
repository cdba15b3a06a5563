import { quickHash } from '../../memory/quick-hash.ts'
import type { HiddenCalls, IsHidden, Shown } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import { endedByCalls } from './ended-by-calls.ts'
import { isHiddenCall, isHiddenFunctionCall } from './hidden-call.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { ChatReply } from './reply.ts'
import type { ChatRequest } from './request.ts'
import { callsOf } from './request.ts'
import { createMessage } from './streamed-message.ts'

/** How calls are hidden in conversations with the Chat Completions API: turns are messages, each result is one. */
export const hidden: HiddenCalls<ChatRequest, ChatReply> = {
  obstacle: ({ n }) => (typeof n === 'number' && n > 1 ? 'several-answers' : undefined),
  history: ({ messages }) => ({ path: ['messages'], items: listOf(messages) }),
  shows,
  shown,
  stream: createHiddenStream,
}

function shows(item: unknown): Shown {
  const message = objectOf(item) ?? {}
  const { role, content } = message
  const text = textIn(content)
  switch (role) {
    case 'assistant':
      return { kind: 'answer', text, known: [...callsOf(message)].map(({ id, name }) => [id, name]) }
    case 'tool':
    case 'function':
      // The older way has no ids.
      return { kind: 'results', text: '', known: [[message['tool_call_id'] ?? message['name'], quickHash(text)]] }
    case 'system':
    case 'developer':
      return { kind: 'instructions', text, known: [] }
    default:
      return { kind: 'said', text, known: listOf(content).flatMap((part) => knownBy(objectOf(part))) }
  }
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = listOf(content).map(objectOf)
  return parts.map((part) => (part?.['type'] === 'text' ? stringOf(part['text']) : '')).join('')
}

/** What a part that is no text is known by: an image by its address, sound and files by what is in them. */
function knownBy(part: WireObject | undefined): readonly unknown[] {
  const type = stringOf(part?.['type'])
  const source = part?.[type]
  if (type === 'text' || source === undefined) return []
  const { url, data, file_data, file_id } = objectOf(source) ?? { url: source }
  return [[type, quickHash(stringOf(url ?? data ?? file_data ?? file_id) || jsonOf(source))]]
}

function shown(replies: readonly [ChatReply, ...ChatReply[]], isHidden: IsHidden): ChatReply {
  const last = replies.at(-1) ?? replies[0]
  const usage = sumOfUsage(replies.map((reply) => reply.usage))
  const summed = { ...last, ...(usage !== undefined && { usage }) }
  const [first, ...others] = listOf(last.choices)
  const choice = objectOf(first)
  // An error in place of a completion.
  if (choice === undefined) return summed
  const message = joined(replies.map((reply) => messageOf(reply, isHidden)))
  const isOver = endedByCalls(choice) && callsOf(message).next().done === true
  return { ...summed, choices: [{ ...choice, message, ...(isOver && { finish_reason: 'stop' }) }, ...others] }
}

/** The message of a reply without hidden calls. */
function messageOf({ choices }: ChatReply, isHidden: IsHidden): WireObject {
  const message = objectOf(objectOf(listOf(choices)[0])?.['message']) ?? {}
  const { tool_calls: calls, function_call: call, ...said } = message
  const own = listOf(calls).filter((value) => !isHiddenCall(value, isHidden))
  return {
    ...said,
    ...(own.length > 0 && { tool_calls: own }),
    ...(call !== undefined && !isHiddenFunctionCall(message, isHidden) && { function_call: call }),
  }
}

/** Messages as one, its texts and lists joined as those of a stream are. */
function joined(messages: readonly WireObject[]): WireObject {
  const message = createMessage()
  for (const { tool_calls: _calls, ...said } of messages) message.push(said)
  const calls = messages.flatMap(({ tool_calls }) => listOf(tool_calls))
  return { ...messages.at(-1), ...message.value(), ...(calls.length > 0 && { tool_calls: calls }) }
}
