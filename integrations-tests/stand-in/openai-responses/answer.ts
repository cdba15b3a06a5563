import type { ServedCall, ServedTurn } from '../served-turn.ts'
import type { JsonObject } from '../json-value.ts'
import type { CountPrompt } from '../prompt-cache.ts'
import type { Answer } from '../room.ts'
import type { DeclaredTool } from './declared-tools.ts'
import type { ItemMemory } from './item-memory.ts'
import { digest } from '../digest.ts'
import { objectsOf } from '../json-value.ts'
import { countTokens } from '../tokens.ts'
import { declaredTools } from './declared-tools.ts'
import { framesOf } from './frames.ts'
import { renderPrompt } from './read.ts'

/**
 * A turn as a Responses reply, whole and streamed. The reply is kept for later requests that refer to it; where a stream is asked
 * for, when its last event is read.
 */
export function answerOpenaiResponses(
  request: JsonObject,
  turn: ServedTurn,
  { memory, countPrompt, chunkSize }: AnswerMeans,
): Answer {
  const input = memory.wholeInput(request)
  const items = 'items' in input ? input.items : []
  const seed = digest(JSON.stringify([request, items]))
  const output = outputOf(turn, seed, declaredTools(request, items))
  const id = `resp_${seed}`
  const response = {
    id,
    ...headOf(request),
    ...statusOf(turn),
    output,
    usage: usageOf(turn, output, countPrompt(renderPrompt(request, memory))),
  }
  const keep = (): void => memory.keep(request, id, output)
  if (request.stream !== true) keep()
  return { body: response, frames: framesOf(response, output, { chunkSize, beforeEnd: keep }) }
}

/** The reply to a warm-up (`generate: false`): no output, to be continued from by its id. It is kept as every other. */
export function prepareOpenaiResponses(request: JsonObject, memory: ItemMemory): Answer {
  const id = `resp_${digest(`warm-up ${JSON.stringify(request)}`)}`
  const response = {
    id,
    ...headOf(request),
    status: 'completed',
    incomplete_details: null,
    output: [],
    usage: NO_USAGE,
  }
  return {
    body: response,
    frames: framesOf(response, [], { chunkSize: 1, beforeEnd: () => memory.keep(request, id, []) }),
  }
}

const NO_USAGE: JsonObject = {
  input_tokens: 0,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 0,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 0,
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

function outputOf(
  { thinking, text, calls }: ServedTurn,
  seed: string,
  tools: readonly DeclaredTool[],
): readonly JsonObject[] {
  const items: JsonObject[] = []
  if (thinking !== '') {
    const summary = [{ type: 'summary_text', text: thinking }]
    items.push({ id: `rs_${seed}`, type: 'reasoning', summary, encrypted_content: `stand-in ${digest(thinking)}` })
  }
  if (text !== '') {
    const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }]
    items.push({ id: `msg_${seed}`, type: 'message', status: 'completed', role: 'assistant', content })
  }
  for (const [at, call] of calls.entries()) items.push(callItem(call, `${seed}${at}`, tools))
  return items
}

function callItem({ id, name, args, input }: ServedCall, seed: string, tools: readonly DeclaredTool[]): JsonObject {
  const namespace = tools.find((tool) => tool.name === name)?.namespace
  const call = { status: 'completed', call_id: `call_${id}`, name, ...(namespace !== undefined && { namespace }) }
  return input === undefined
    ? { id: `fc_${seed}`, type: 'function_call', arguments: JSON.stringify(args), ...call }
    : { id: `ctc_${seed}`, type: 'custom_tool_call', input, ...call }
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
    ...conversationIn(request),
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

function conversationIn({ conversation }: JsonObject): JsonObject {
  if (conversation === undefined || conversation === null) return {}
  return { conversation: typeof conversation === 'string' ? { id: conversation } : conversation }
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
