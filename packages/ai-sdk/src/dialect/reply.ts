import type { Edit, StopReason, ToolCall, ToolResult, Usage } from '@headroom/core'
import type { CallOptions, Part } from '../types/call-options.ts'
import type { GenerateReply } from '../types/reply.ts'
import { messageOf } from './message-of.ts'

/** The calls of a reply that the client has to answer, in order. */
export function* toolCalls({ content }: Pick<GenerateReply, 'content'>): Generator<ToolCall> {
  for (const { type, toolCallId = '', toolName = '', input, providerExecuted } of content) {
    if (type !== 'tool-call' || providerExecuted === true) continue
    yield { id: toolCallId, name: toolName, input: typeof input === 'string' ? input : (JSON.stringify(input) ?? '') }
  }
}

/** Edits that append what the model said and the answers to its tool calls. */
export function continueWith(
  _request: CallOptions,
  { content }: Pick<GenerateReply, 'content'>,
  results: readonly ToolResult[],
): readonly Edit[] {
  const said = messageOf(content)
  const answered = { role: 'tool', content: results.map(resultPart) }
  const messages = [said, answered].filter((message) => message.content.length > 0)
  return messages.map((value) => ({ op: 'add', path: ['prompt', '-'], value }))
}

/** An answer to a tool call as the part of a `tool` message. */
function resultPart({ id, name, text, isError }: ToolResult): Part {
  const output = { type: isError === true ? 'error-text' : 'text', value: text }
  return { type: 'tool-result', toolCallId: id, toolName: name, output }
}

/** What the provider says the call used. */
export function usage({ usage: { inputTokens, outputTokens } }: Pick<GenerateReply, 'usage'>): Usage | undefined {
  const { total, cacheRead, cacheWrite } = inputTokens
  const input = inputTokens.noCache ?? (total === undefined ? undefined : total - (cacheRead ?? 0) - (cacheWrite ?? 0))
  if (input === undefined || outputTokens.total === undefined) return undefined
  return {
    input,
    output: outputTokens.total,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
    ...(outputTokens.reasoning === undefined ? {} : { reasoning: outputTokens.reasoning }),
  }
}

/** Why the model stopped; undefined for `other` and what is not told. */
export function stopReason({ finishReason }: Pick<GenerateReply, 'finishReason'>): StopReason | undefined {
  return STOPS.get(finishReason.unified)
}

const STOPS: ReadonlyMap<string, StopReason> = new Map<string, StopReason>([
  ['stop', 'end'],
  ['tool-calls', 'calls'],
  ['length', 'length'],
  ['content-filter', 'refused'],
  ['error', 'failed'],
  ['interrupted', 'failed'],
])
