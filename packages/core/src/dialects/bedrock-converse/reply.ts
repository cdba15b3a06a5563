import type { Edit } from '../../types/edit.ts'
import type { StopReason } from '../../types/stop-reason.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import type { ConverseRequest } from './request.ts'
import { isOfClient } from './request.ts'

/** What the dialect reads of a reply: a whole one, not a stream of its events. */
export interface ConverseReply {
  /** Holds the assistant's `message`. */
  readonly output?: unknown
  /** Why the model stopped. */
  readonly stopReason?: unknown
  /** Token counts as the API reports them. */
  readonly usage?: unknown
}

/** The `toolUse` blocks of a reply. What the provider runs itself (`server_tool_use`) is no call of the client's. */
export function* toolCalls(reply: ConverseReply): Generator<ToolCall> {
  for (const block of listOf(messageOf(reply)?.['content'])) {
    const call = objectOf(objectOf(block)?.['toolUse'])
    if (call === undefined || !isOfClient(call)) continue
    yield { id: stringOf(call['toolUseId']), name: stringOf(call['name']), input: jsonOf(call['input']) }
  }
}

/**
 * Edits that append the assistant's message as it came, reasoning and signatures included, and then all results in one user
 * message, as the API demands. Only errors get a `status`: not every model takes one. Empty texts, which the API does not take back,
 * are left out.
 *
 * @param results In the order they shall stand. Without any, only the assistant's message is appended.
 * @returns None where the reply holds no message, or an empty one.
 */
export function continueWith(
  _request: ConverseRequest,
  reply: ConverseReply,
  results: readonly ToolResult[],
): readonly Edit[] {
  const message = withoutEmptyTexts(messageOf(reply))
  if (message === undefined || listOf(message['content']).length === 0) return []
  const messages = results.length === 0 ? [message] : [message, { role: 'user', content: results.map(blockOf) }]
  return messages.map((value) => ({ op: 'add', path: ['messages', '-'], value }))
}

/**
 * What a call used. The API counts cached input apart, so `inputTokens` is fresh input as it stands. It does not tell reasoning
 * from other output.
 *
 * @returns Undefined where the reply does not tell input and output.
 */
export function usage(reply: ConverseReply): Usage | undefined {
  const reported = objectOf(reply.usage)
  return usageOf({
    input: countOf(reported?.['inputTokens']),
    // Amazon's own models, invoked without Converse, have only the second name.
    cacheRead: countOf(reported?.['cacheReadInputTokens']) ?? countOf(reported?.['cacheReadInputTokenCount']),
    cacheWrite: countOf(reported?.['cacheWriteInputTokens']) ?? countOf(reported?.['cacheWriteInputTokenCount']),
    cacheWriteLong: longWriteOf(reported),
    output: countOf(reported?.['outputTokens']),
    reasoning: undefined,
  })
}

/** Why a reply ended. Output that the provider could not parse (a broken tool call), and an exception in the stream, are `failed`. */
export function stopReason(reply: ConverseReply): StopReason | undefined {
  return Object.keys(reply).some(isException) ? 'failed' : STOP_REASONS.get(reply.stopReason)
}

/** Whether a member of a streamed reply is an exception: `modelStreamErrorException`, `throttlingException` and their like. */
export function isException(name: string): boolean {
  return name.endsWith('Exception')
}

/** Source: `StopReason` of the API's reference. */
const STOP_REASONS: ReadonlyMap<unknown, StopReason> = new Map<unknown, StopReason>([
  ['end_turn', 'end'],
  ['stop_sequence', 'end'],
  ['tool_use', 'calls'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['guardrail_intervened', 'refused'],
  ['content_filtered', 'refused'],
  ['malformed_model_output', 'failed'],
  ['malformed_tool_use', 'failed'],
])

function messageOf({ output }: ConverseReply): WireObject | undefined {
  return objectOf(objectOf(output)?.['message'])
}

/** The very message where it has none. */
function withoutEmptyTexts(message: WireObject | undefined): WireObject | undefined {
  const blocks = listOf(message?.['content'])
  const content = blocks.filter((block) => objectOf(block)?.['text'] !== '')
  return message === undefined || content.length === blocks.length ? message : { ...message, content }
}

/** The API refuses a text of nothing but white space. */
function blockOf({ id, text, isError }: ToolResult): WireObject {
  const result = { toolUseId: id, content: [text.trim() === '' ? { json: { output: text } } : { text }] }
  return { toolResult: isError === true ? { ...result, status: 'error' } : result }
}

/** Tokens written for an hour, where the reply tells times to live. */
function longWriteOf(reported: WireObject | undefined): number | undefined {
  const details = reported?.['cacheDetails']
  if (!Array.isArray(details)) return undefined
  const long = details.map(objectOf).filter((detail) => detail?.['ttl'] === '1h')
  return long.reduce((total, detail) => total + (countOf(detail?.['inputTokens']) ?? 0), 0)
}
