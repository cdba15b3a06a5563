import type { Edit } from '../../types/edit.ts'
import type { StopReason } from '../../types/stop-reason.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import type { AnthropicRequest } from './request.ts'

/** What the dialect reads of a reply: a message, as it came whole or as its events were put together, or an error. */
export interface AnthropicReply {
  /** The blocks of the assistant's turn. */
  readonly content?: unknown
  /** Token counts as the API reports them. */
  readonly usage?: unknown
  /** Why the turn ended; null or absent where it has not. */
  readonly stop_reason?: unknown
  /** What went wrong; in a stream after the events that did come. */
  readonly error?: unknown
}

/** The `tool_use` blocks of a reply. What the provider runs itself (server tools, MCP) is no call of the client's. */
export function* toolCalls(reply: AnthropicReply): Generator<ToolCall> {
  for (const block of listOf(reply.content).map(objectOf)) {
    if (block?.['type'] !== 'tool_use') continue
    yield { id: stringOf(block['id']), name: stringOf(block['name']), input: jsonOf(block['input']) }
  }
}

/**
 * Edits that append the assistant's turn, block by block as it came, reasoning and signatures included, and then all results
 * in one user message, as the API demands. Empty texts, which models do write and the API takes back nowhere, are left out.
 *
 * @param results In the order they shall stand. Without any, only the assistant's turn is appended.
 * @returns None where the reply holds no turn.
 */
export function continueWith(
  _request: AnthropicRequest,
  reply: AnthropicReply,
  results: readonly ToolResult[],
): readonly Edit[] {
  const content = listOf(reply.content).filter((block) => !isEmptyText(block))
  if (content.length === 0) return []
  const turn = { role: 'assistant', content }
  const messages = results.length === 0 ? [turn] : [turn, { role: 'user', content: results.map(blockOf) }]
  return messages.map((value) => ({ op: 'add', path: ['messages', '-'], value }))
}

/**
 * What a call used. The API counts cached input apart, so `input_tokens` is fresh input as it stands.
 *
 * Tokens of server-side compaction are added: they are billed at the same model's price, and the top-level counts leave them
 * out. Iterations that another model ran (an advisor, a fallback) have other prices and are left out, as at the top level.
 *
 * @returns Undefined where the reply does not tell input and output.
 */
export function usage(reply: AnthropicReply): Usage | undefined {
  const reported = objectOf(reply.usage)
  return usageOf({
    input: totalOf('input_tokens', reported),
    cacheRead: totalOf('cache_read_input_tokens', reported),
    cacheWrite: totalOf('cache_creation_input_tokens', reported),
    cacheWriteLong: totalOf('ephemeral_1h_input_tokens', reported, (run) => objectOf(run['cache_creation'])),
    output: totalOf('output_tokens', reported),
    reasoning: countOf(objectOf(reported?.['output_tokens_details'])?.['thinking_tokens']),
  })
}

/**
 * Why a reply ended. `pause`: a server tool is still at work, or the conversation was compacted and no more than that was asked
 * for (`pause_after_compaction`); sent back, the turn goes on.
 *
 * @returns `failed` for an error, also one that ended a stream. Undefined for a reason that is not known, or none.
 */
export function stopReason(reply: AnthropicReply): StopReason | undefined {
  return objectOf(reply.error) === undefined ? STOP_REASONS.get(reply.stop_reason) : 'failed'
}

/** Source: `StopReason` and `BetaStopReason` of Anthropic's SDK. */
const STOP_REASONS: ReadonlyMap<unknown, StopReason> = new Map<unknown, StopReason>([
  ['end_turn', 'end'],
  ['stop_sequence', 'end'],
  ['tool_use', 'calls'],
  ['pause_turn', 'pause'],
  ['compaction', 'pause'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'refused'],
])

function isEmptyText(block: unknown): boolean {
  const members = objectOf(block)
  return members?.['type'] === 'text' && members['text'] === ''
}

function blockOf({ id, text, isError }: ToolResult): WireObject {
  const block = { type: 'tool_result', tool_use_id: id, content: text }
  return isError === true ? { ...block, is_error: true } : block
}

/** A count with that of every compaction; undefined where the top level does not tell it. */
function totalOf(member: string, reported: WireObject | undefined, of = same): number | undefined {
  let total = countOf(reported && of(reported)?.[member])
  for (const run of listOf(reported?.['iterations']).map(objectOf)) {
    if (total !== undefined && run?.['type'] === 'compaction') total += countOf(of(run)?.[member]) ?? 0
  }
  return total
}

function same(run: WireObject): WireObject | undefined {
  return run
}
