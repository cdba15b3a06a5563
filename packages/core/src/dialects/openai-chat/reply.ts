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
 * @returns None where the reply holds no message.
 */
export function continueWith(_request: ChatRequest, reply: ChatReply, results: readonly ToolResult[]): readonly Edit[] {
  const message = messageOf(reply)
  if (message === undefined) return []
  return [message, ...results.map(answerOf)].map((value) => ({ op: 'add', path: ['messages', '-'], value }))
}

/**
 * What a call used. `prompt_tokens` includes what was read from and written to a cache, here it is taken apart; a cached count
 * above it (Azure's Grok counts its own hidden prompt) is cut to it.
 *
 * Most providers count reasoning in `completion_tokens`. Where the total says it is beside (xAI), or it is more than those
 * (Gemini behind Vercel's gateway), it is added.
 *
 * @returns Undefined where the reply does not tell input and output.
 */
export function usage(reply: ChatReply): Usage | undefined {
  const reported = objectOf(reply.usage)
  const prompt = countOf(reported?.['prompt_tokens'])
  if (reported === undefined || prompt === undefined) return undefined
  const details = objectOf(reported['prompt_tokens_details'])
  // After OpenAI's names: DeepSeek's, Moonshot's, LiteLLM's.
  const cacheRead = firstCount(prompt, [
    details?.['cached_tokens'],
    reported['prompt_cache_hit_tokens'],
    reported['cached_tokens'],
  ])
  const uncached = prompt - (cacheRead ?? 0)
  const cacheWrite = firstCount(uncached, [details?.['cache_write_tokens'], reported['cache_creation_input_tokens']])
  return usageOf({ input: uncached - (cacheWrite ?? 0), cacheRead, cacheWrite, ...outputOf(reported, prompt) })
}

function messageOf({ choices }: ChatReply): WireObject | undefined {
  return objectOf(objectOf(listOf(choices)[0])?.['message'])
}

function answerOf({ id, name, text }: ToolResult): WireObject {
  return id === '' ? { role: 'function', name, content: text } : { role: 'tool', tool_call_id: id, content: text }
}

/** The first value that is a count, cut to a maximum. */
function firstCount(maximum: number, values: readonly unknown[]): number | undefined {
  const count = values.map(countOf).find((value) => value !== undefined)
  return count === undefined ? undefined : Math.min(count, maximum)
}

function outputOf(reported: WireObject, prompt: number): Pick<Counts, 'output' | 'reasoning'> {
  const completion = countOf(reported['completion_tokens'])
  const reasoning = countOf(objectOf(reported['completion_tokens_details'])?.['reasoning_tokens'])
  if (completion === undefined || reasoning === undefined) return { output: completion, reasoning }
  const both = completion + reasoning
  const isBeside = reasoning > completion || reported['total_tokens'] === prompt + both
  return { output: isBeside ? both : completion, reasoning }
}
