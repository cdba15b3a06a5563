import type { Edit } from '../../types/edit.ts'
import type { StopReason } from '../../types/stop-reason.ts'
import type { ToolCall, ToolResult } from '../../types/tool.ts'
import type { Usage } from '../../types/usage.ts'
import type { Counts } from '../usage-of.ts'
import { usageOf } from '../usage-of.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import type { ChatRequest } from './request.ts'
import { callsOf } from './request.ts'

/** What the dialect reads of a reply: a completion, as it came whole or as its chunks were put together, or an error. Only the first choice counts. */
export interface ChatReply {
  /** Objects of a `message`. */
  readonly choices?: unknown
  /** What went wrong; in a stream after the chunks that did come. */
  readonly error?: unknown
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
 * @param results In the order they shall stand. One without id answers the older `function_call`, where the message makes one.
 * @returns None where the reply holds no message.
 */
export function continueWith(_request: ChatRequest, reply: ChatReply, results: readonly ToolResult[]): readonly Edit[] {
  const message = messageOf(reply)
  if (message === undefined) return []
  const older = objectOf(message['function_call'])?.['name']
  return [message, ...results.map((result) => answerOf(result, older))].map((value) => ({
    op: 'add',
    path: ['messages', '-'],
    value,
  }))
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

/**
 * Why the first choice ended. `calls` wherever it ended with calls: a call that `tool_choice` forced ends with `stop`. `refused`
 * also where the model says so in `refusal`.
 *
 * @returns `failed` for an error, also one that ended a stream. Undefined for a reason that is not known, or none.
 */
export function stopReason(reply: ChatReply): StopReason | undefined {
  const choice = objectOf(listOf(reply.choices)[0])
  if (objectOf(reply.error) !== undefined || objectOf(choice?.['error']) !== undefined) return 'failed'
  const reason = STOP_REASONS.get(choice?.['finish_reason'])
  if (reason !== 'end') return reason
  if (!toolCalls(reply).next().done) return 'calls'
  return stringOf(messageOf(reply)?.['refusal']) === '' ? 'end' : 'refused'
}

/** Sources: OpenAI's SDK, and the providers' references where one is named. */
const STOP_REASONS: ReadonlyMap<unknown, StopReason> = new Map<unknown, StopReason>([
  ['stop', 'end'],
  // Snowflake, calls or not.
  ['', 'end'],
  // Hugging Face's inference server.
  ['eos_token', 'end'],
  ['stop_sequence', 'end'],
  ['tool_calls', 'calls'],
  ['function_call', 'calls'],
  ['length', 'length'],
  // Mistral: the window, not `max_tokens`.
  ['model_length', 'length'],
  ['content_filter', 'refused'],
  // OpenRouter and Mistral; DeepSeek.
  ['error', 'failed'],
  ['insufficient_system_resource', 'failed'],
])

function messageOf({ choices }: ChatReply): WireObject | undefined {
  return objectOf(objectOf(listOf(choices)[0])?.['message'])
}

/** @param older Name of the function that the message calls in the older way; servers that give no ids call tools without one. */
function answerOf({ id, name, text }: ToolResult, older: unknown): WireObject {
  return id === '' && name === older
    ? { role: 'function', name, content: text }
    : { role: 'tool', tool_call_id: id, content: text }
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
