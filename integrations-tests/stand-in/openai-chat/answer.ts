import type { ServedTurn } from '../served-turn.ts'
import type { JsonObject } from '../json-value.ts'
import type { CountPrompt } from '../prompt-cache.ts'
import type { Answer, Frame } from '../room.ts'
import type { FinishReason } from '../script.ts'
import { digest } from '../digest.ts'
import { fragments } from '../fragments.ts'
import { objectOf } from '../json-value.ts'
import { countTokens } from '../tokens.ts'

/** A turn as a Chat Completions reply, whole and streamed. Thinking goes out as `reasoning_content`, as compatible servers do. */
export function answerOpenaiChat(
  request: JsonObject,
  turn: ServedTurn,
  countPrompt: CountPrompt,
  chunkSize: number,
): Answer {
  const calls = callsOf(turn)
  const head = {
    id: `chatcmpl-${digest(JSON.stringify(request))}`,
    created: CREATED,
    model: request.model,
    service_tier: 'default',
    system_fingerprint: 'fp_stand_in',
  }
  const usage = usageOf(request, turn, calls, countPrompt)
  const message = {
    role: 'assistant',
    content: turn.text === '' ? null : turn.text,
    ...(turn.thinking === '' ? {} : { reasoning_content: turn.thinking }),
    refusal: null,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
  const choice = { index: 0, message, logprobs: null, finish_reason: FINISH_REASONS[turn.finishReason] }
  return {
    body: { ...head, object: 'chat.completion', choices: [choice], usage },
    frames: framesOf(request, turn, { head: { ...head, object: 'chat.completion.chunk' }, calls, usage, chunkSize }),
  }
}

/** Seconds since 1970 of every reply: the first of January 2026. Fixed, so that recordings do not differ. */
const CREATED = 1_767_225_600

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  'tool-calls': 'tool_calls',
  length: 'length',
  'content-filter': 'content_filter',
}

type ToolCall =
  | {
      readonly id: string
      readonly type: 'function'
      readonly function: { readonly name: string; readonly arguments: string }
    }
  | { readonly id: string; readonly type: 'custom'; readonly custom: { readonly name: string; readonly input: string } }

function callsOf({ calls }: ServedTurn): readonly ToolCall[] {
  return calls.map(({ id, name, args, input }) =>
    input === undefined
      ? { id: `call_${id}`, type: 'function', function: { name, arguments: JSON.stringify(args) } }
      : { id: `call_${id}`, type: 'custom', custom: { name, input } },
  )
}

function usageOf(
  request: JsonObject,
  turn: ServedTurn,
  calls: readonly ToolCall[],
  countPrompt: CountPrompt,
): JsonObject {
  const { input, cached } = countPrompt(JSON.stringify([request.tools, request.messages]))
  const reasoning = countTokens(turn.thinking)
  const output = reasoning + countTokens(turn.text) + countTokens(calls.length === 0 ? '' : JSON.stringify(calls))
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
    ...turn.usage,
  }
}

interface StreamParts {
  readonly head: JsonObject
  readonly calls: readonly ToolCall[]
  readonly usage: JsonObject
  readonly chunkSize: number
}

function* framesOf(
  request: JsonObject,
  turn: ServedTurn,
  { head, calls, usage, chunkSize }: StreamParts,
): Iterable<Frame> {
  const includesUsage = objectOf(request.stream_options).include_usage === true
  const chunk = (delta: JsonObject, finishReason: string | null = null): Frame => {
    const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason }
    return { data: { ...head, choices: [choice], ...(includesUsage ? { usage: null } : {}) } }
  }
  yield chunk({ role: 'assistant', content: turn.text === '' ? null : '', refusal: null })
  for (const delta of deltasOf(turn, calls, chunkSize)) yield chunk(delta)
  yield chunk({}, FINISH_REASONS[turn.finishReason])
  if (includesUsage) yield { data: { ...head, choices: [], usage } }
  yield { data: '[DONE]' }
}

function* deltasOf(turn: ServedTurn, calls: readonly ToolCall[], chunkSize: number): Iterable<JsonObject> {
  if (turn.thinking !== '') {
    for (const piece of fragments(turn.thinking, chunkSize)) yield { reasoning_content: piece }
  }
  if (turn.text !== '') for (const content of fragments(turn.text, chunkSize)) yield { content }
  for (const [index, call] of calls.entries()) yield* callDeltas(index, call, chunkSize)
}

function* callDeltas(index: number, call: ToolCall, chunkSize: number): Iterable<JsonObject> {
  if (call.type === 'custom') {
    yield { tool_calls: [{ index, ...call, custom: { ...call.custom, input: '' } }] }
    for (const input of fragments(call.custom.input, chunkSize)) yield { tool_calls: [{ index, custom: { input } }] }
    return
  }
  yield { tool_calls: [{ index, ...call, function: { ...call.function, arguments: '' } }] }
  for (const piece of fragments(call.function.arguments, chunkSize)) {
    yield { tool_calls: [{ index, function: { arguments: piece } }] }
  }
}
