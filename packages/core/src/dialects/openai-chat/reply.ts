import type { Edit } from '../../types/edit.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import type { Counts } from '../usage-of.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf } from '../wire-value.ts'
import type { ChatRequest } from './request.ts'
import { callsOf } from './request.ts'

/** What the dialect reads of a reply: a whole completion, not a stream of its chunks. Only the first choice counts. */
export interface ChatReply {
  /** Objects of a `message`. */
  readonly choices?: unknown
  /** Token counts as the API reports them. */
  readonly usage?: unknown
}

/** The calls in the first choice: functions and custom tools, arguments verbatim. */
export function* toolCalls(reply: ChatReply): Generator<ToolCall> {
  const message = messageOf(reply)
  if (message !== undefined) yield* callsOf(message)
}

/**
 * Edits that append the assistant's message as it came, reasoning in any of its fields included, and then one message per
 * result. The format has no mark for an error result.
 *
 * @param results In the order they shall stand. One without id answers the older `function_call`.
 */
export function continueWith(_request: ChatRequest, reply: ChatReply, results: readonly ToolResult[]): readonly Edit[] {
  const messages: readonly unknown[] = [messageOf(reply), ...results.map(messageOfResult)]
  return messages.map((value) => ({ op: 'add', path: ['messages', '-'], value }))
}

/**
 * What a call used. `prompt_tokens` includes what was read from and written to a cache, here it is subtracted.
 *
 * Most providers count reasoning in `completion_tokens`. Where the total says it is beside (xAI), or it is more than those
 * (Gemini behind Vercel's gateway), it is added.
 *
 * @returns Undefined where the reply does not tell input and output.
 */
export function usage(reply: ChatReply): Usage | undefined {
  const reported = objectOf(reply.usage)
  const details = objectOf(reported?.['prompt_tokens_details'])
  const prompt = countOf(reported?.['prompt_tokens'])
  // The later names are DeepSeek's, Moonshot's and LiteLLM's.
  const cacheRead = firstCount(
    details?.['cached_tokens'],
    reported?.['prompt_cache_hit_tokens'],
    reported?.['cached_tokens'],
  )
  const cacheWrite = firstCount(details?.['cache_write_tokens'], reported?.['cache_creation_input_tokens'])
  return usageOf({
    input: prompt === undefined ? undefined : Math.max(0, prompt - (cacheRead ?? 0) - (cacheWrite ?? 0)),
    cacheRead,
    cacheWrite,
    ...outputOf(reported),
  })
}

function messageOf({ choices }: ChatReply): WireObject | undefined {
  return objectOf(objectOf(listOf(choices)[0])?.['message'])
}

function messageOfResult({ id, name, text }: ToolResult): WireObject {
  return id === '' ? { role: 'function', name, content: text } : { role: 'tool', tool_call_id: id, content: text }
}

function outputOf(reported: WireObject | undefined): Pick<Counts, 'output' | 'reasoning'> {
  const completion = countOf(reported?.['completion_tokens'])
  const reasoning = countOf(objectOf(reported?.['completion_tokens_details'])?.['reasoning_tokens'])
  if (completion === undefined || reasoning === undefined) return { output: completion, reasoning }
  const both = completion + reasoning
  const isBeside =
    reasoning > completion || reported?.['total_tokens'] === (countOf(reported['prompt_tokens']) ?? 0) + both
  return { output: reasoning > 0 && isBeside ? both : completion, reasoning }
}

function firstCount(...values: readonly unknown[]): number | undefined {
  return values.map(countOf).find((count) => count !== undefined)
}
