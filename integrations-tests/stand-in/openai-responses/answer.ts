import type { ServedTurn } from '../served-turn.ts'
import type { JsonObject } from '../json-value.ts'
import type { CountPrompt } from '../prompt-cache.ts'
import type { Answer } from '../room.ts'
import type { ItemMemory } from './item-memory.ts'
import { digest } from '../digest.ts'
import { objectsOf } from '../json-value.ts'
import { countTokens } from '../tokens.ts'
import { framesOf } from './frames.ts'

/** A turn as a Responses reply, whole and streamed. The reply is kept for later requests that refer to it. */
export function answerOpenaiResponses(
  request: JsonObject,
  turn: ServedTurn,
  { memory, countPrompt, chunkSize }: AnswerMeans,
): Answer {
  const input = memory.wholeInput(request)
  const seed = digest(JSON.stringify([request, 'items' in input ? input.items : []]))
  const output = outputOf(request, turn, seed)
  const id = `resp_${seed}`
  const response = {
    id,
    ...headOf(request),
    ...statusOf(turn),
    output,
    usage: usageOf(turn, output, countPrompt(JSON.stringify([request.instructions, request.tools, input]))),
  }
  memory.keep(request, id, output)
  return { body: response, frames: framesOf(response, output, chunkSize) }
}

/** What an answer needs beside the request. */
export interface AnswerMeans {
  /** Where references are resolved, and the reply is kept. */
  readonly memory: ItemMemory
  /** Counts the prompt and its cached part. */
  readonly countPrompt: CountPrompt
  /** UTF-16 units in one streamed delta. */
  readonly chunkSize: number
}

function outputOf(request: JsonObject, { thinking, text, calls }: ServedTurn, seed: string): readonly JsonObject[] {
  const items: JsonObject[] = []
  if (thinking !== '') {
    const summary = [{ type: 'summary_text', text: thinking }]
    const encrypted = listed(request.include, 'reasoning.encrypted_content')
    const content = encrypted ? { encrypted_content: `stand-in ${digest(thinking)}` } : {}
    items.push({ id: `rs_${seed}`, type: 'reasoning', summary, ...content })
  }
  if (text !== '') {
    const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }]
    items.push({ id: `msg_${seed}`, type: 'message', status: 'completed', role: 'assistant', content })
  }
  for (const [at, { id, name, args }] of calls.entries()) {
    const call = { status: 'completed', arguments: JSON.stringify(args), call_id: `call_${id}`, name }
    items.push({ id: `fc_${seed}${at}`, type: 'function_call', ...call })
  }
  return items
}

function listed(list: unknown, value: string): boolean {
  return Array.isArray(list) && list.includes(value)
}

/** Seconds since 1970 of every reply: the first of January 2026. Fixed, so that recordings do not differ. */
const CREATED = 1_767_225_600

function headOf(request: JsonObject): JsonObject {
  return {
    object: 'response',
    created_at: CREATED,
    error: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    metadata: {},
    model: request.model,
    parallel_tool_calls: true,
    previous_response_id: request.previous_response_id ?? null,
    reasoning: request.reasoning ?? { effort: null, summary: null },
    service_tier: 'default',
    store: request.store ?? true,
    temperature: 1,
    tool_choice: request.tool_choice ?? 'auto',
    tools: objectsOf(request.tools),
    top_p: 1,
    truncation: 'disabled',
  }
}

function statusOf({ finishReason }: ServedTurn): JsonObject {
  if (finishReason === 'stop' || finishReason === 'tool-calls') return { status: 'completed', incomplete_details: null }
  const reason = finishReason === 'length' ? 'max_output_tokens' : 'content_filter'
  return { status: 'incomplete', incomplete_details: { reason } }
}

function usageOf(
  turn: ServedTurn,
  output: readonly JsonObject[],
  { input, cached }: ReturnType<CountPrompt>,
): JsonObject {
  const tokens = countTokens(JSON.stringify(output))
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: tokens,
    output_tokens_details: { reasoning_tokens: countTokens(turn.thinking) },
    total_tokens: input + tokens,
    ...turn.usage,
  }
}
