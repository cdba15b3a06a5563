import type { Edit } from '../../types/edit.ts'
import type { StopReason } from '../../types/stop-reason.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import { answerOf } from './answer-of.ts'
import { clientCall } from './client-call.ts'
import { hasConversation } from './is-stateful.ts'
import type { ResponsesRequest } from './request.ts'

/** What the dialect reads of a reply: a whole response, or the same under `response`, as events carry it. */
export interface ResponsesReply {
  /** The response itself, where it is wrapped. */
  readonly response?: unknown
  /** By which a later request goes on from the reply, where the provider keeps it. */
  readonly id?: unknown
  /** `false` where the provider keeps nothing. */
  readonly store?: unknown
  /** Kind of the reply: `response`, `response.compaction`. */
  readonly object?: unknown
  /** `completed`, `incomplete`, `failed`, `cancelled`; `queued` and `in_progress` before the end. */
  readonly status?: unknown
  /** Why the reply is incomplete. */
  readonly incomplete_details?: unknown
  /** Items: messages, calls, reasoning and more. */
  readonly output?: unknown
  /** Token counts as the API reports them. */
  readonly usage?: unknown
}

/**
 * The calls that the client has to answer, in order, arguments verbatim: functions, custom tools, the built-in tools that run at the
 * client (shell, patch, computer, its own tool search). None of what the provider runs, or has answered in the same reply.
 */
export function* toolCalls(reply: ResponsesReply): Generator<ToolCall> {
  for (const { call } of pendingCalls(reply)) yield call
}

/**
 * Edits that append the output items as they came, reasoning included, and then one output per result, each with its call's id.
 * An `input` that is a text becomes the list that means the same. Functions and custom tools have no mark for an error result.
 *
 * In a `conversation` the provider has kept input and output by then: the results take the place of the input.
 *
 * @param results In the order they shall stand. Without any, only the output is appended.
 * @returns None where the reply holds no items, or is a compaction: that replaces a conversation and continues none.
 */
export function continueWith(
  request: ResponsesRequest,
  reply: ResponsesReply,
  results: readonly ToolResult[],
): readonly Edit[] {
  const { input } = request
  const { object, output } = responseOf(reply)
  const items = listOf(output)
  if (items.length === 0 || object === 'response.compaction') return []
  const calls = new Map(pendingCalls(reply).map(({ item, call }) => [call.id, item]))
  const answers = results.map((result) => answerOf(calls.get(result.id), result))
  if (hasConversation(request)) return answers.length === 0 ? [] : [{ op: 'add', path: ['input'], value: answers }]
  if (Array.isArray(input)) return [...items, ...answers].map((value) => ({ op: 'add', path: ['input', '-'], value }))
  const asked = stringOf(input) === '' ? [] : [{ role: 'user', content: input }]
  return [{ op: 'add', path: ['input'], value: [...asked, ...items, ...answers] }]
}

/**
 * What a call used. `input_tokens` includes what was read from and written to a cache, here it is taken apart.
 *
 * @returns Undefined where the reply does not tell input and output.
 */
export function usage(reply: ResponsesReply): Usage | undefined {
  const reported = objectOf(responseOf(reply).usage)
  const total = countOf(reported?.['input_tokens'])
  if (reported === undefined || total === undefined) return undefined
  const details = objectOf(reported['input_tokens_details'])
  const cacheRead = atMost(total, details?.['cached_tokens'])
  const cacheWrite = atMost(total - (cacheRead ?? 0), details?.['cache_write_tokens'])
  return usageOf({
    input: total - (cacheRead ?? 0) - (cacheWrite ?? 0),
    cacheRead,
    cacheWrite,
    // The other time to live is 30 minutes.
    cacheWriteLong: atMost(cacheWrite ?? 0, objectOf(details?.['cache_write_tokens_details'])?.['ttl_12h_tokens']),
    output: countOf(reported['output_tokens']),
    reasoning: countOf(objectOf(reported['output_tokens_details'])?.['reasoning_tokens']),
  })
}

/**
 * Why a reply ended. A call that waits for the client makes a completed reply one of `calls`; a refusal in place of an answer makes it
 * `refused`. An approval that an MCP server waits for is an `end`: the client decides what comes next.
 */
export function stopReason(reply: ResponsesReply): StopReason | undefined {
  const { status, incomplete_details: details, output } = responseOf(reply)
  const reason = objectOf(details)?.['reason']
  if (status === 'failed' || status === 'cancelled') return 'failed'
  if (status === 'incomplete' && reason === 'content_filter') return 'refused'
  // Steered, a reply ends at a boundary between items, as a completed one does.
  if (status === 'incomplete' && reason !== 'steered') return 'length'
  if (status !== 'completed' && status !== 'incomplete') return undefined
  if (pendingCalls(reply).length > 0) return 'calls'
  return listOf(output).some(isRefusal) ? 'refused' : 'end'
}

interface PendingCall {
  readonly item: WireObject
  readonly call: ToolCall
}

function pendingCalls(reply: ResponsesReply): readonly PendingCall[] {
  const items = listOf(responseOf(reply).output)
    .map(objectOf)
    .filter((item) => item !== undefined)
  const outputs = items.filter(({ type }) => stringOf(type).endsWith('_output'))
  const answered = new Set(outputs.map((output) => output['call_id']))
  return items.flatMap((item) => {
    const call = answered.has(item['call_id']) ? undefined : clientCall(item)
    return call === undefined ? [] : [{ item, call }]
  })
}

/** The response itself, wrapped or not. */
export function responseOf(reply: ResponsesReply): ResponsesReply {
  return objectOf(reply.response) ?? reply
}

function isRefusal(item: unknown): boolean {
  return listOf(objectOf(item)?.['content']).some((part) => objectOf(part)?.['type'] === 'refusal')
}

/** A count, cut to a maximum; undefined where the value is none. */
function atMost(maximum: number, value: unknown): number | undefined {
  const count = countOf(value)
  return count === undefined ? undefined : Math.min(count, maximum)
}
