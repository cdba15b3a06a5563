import type { Edit } from '../../types/edit.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import type { AnthropicRequest } from './request.ts'

/** What the dialect reads of a reply: a whole message, not a stream of its events. */
export interface AnthropicReply {
  /** The blocks of the assistant's turn. */
  readonly content?: unknown
  /** Token counts as the API reports them. */
  readonly usage?: unknown
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
 * in one user message, as the API demands.
 *
 * @param results In the order they shall stand. Without any, only the assistant's turn is appended.
 * @returns None where the reply holds no turn.
 */
export function continueWith(
  _request: AnthropicRequest,
  reply: AnthropicReply,
  results: readonly ToolResult[],
): readonly Edit[] {
  const { content } = reply
  if (!Array.isArray(content) || content.length === 0) return []
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
    output: totalOf('output_tokens', reported),
    reasoning: countOf(objectOf(reported?.['output_tokens_details'])?.['thinking_tokens']),
  })
}

function blockOf({ id, text, isError }: ToolResult): WireObject {
  const block = { type: 'tool_result', tool_use_id: id, content: text }
  return isError === true ? { ...block, is_error: true } : block
}

/** A count with that of every compaction; undefined where the top level does not tell it. */
function totalOf(member: string, reported: WireObject | undefined): number | undefined {
  let total = countOf(reported?.[member])
  for (const run of listOf(reported?.['iterations']).map(objectOf)) {
    if (total !== undefined && run?.['type'] === 'compaction') total += countOf(run[member]) ?? 0
  }
  return total
}
