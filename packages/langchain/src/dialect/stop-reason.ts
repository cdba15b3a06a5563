import type { StopReason } from '@headroom/core'
import type { Message } from '../types/request.ts'

/**
 * Why an answer ended, by what its provider tells in its own words. Where it tells nothing that is known, an answer with calls ended
 * for them, any other by itself.
 *
 * @param told Further places where it may be told.
 */
export function stopReasonOf(message: Message, ...told: readonly unknown[]): StopReason {
  const places = [...told, message.response_metadata, message.additional_kwargs]
  for (const place of places.flatMap((one) => [
    one,
    memberOf(one, 'messageStop'),
    memberOf(one, 'incomplete_details'),
  ])) {
    for (const name of NAMES) {
      const reason = REASONS.get(String(memberOf(place, name) ?? '').toLowerCase())
      if (reason !== undefined) return reason
    }
  }
  const { tool_calls = [], invalid_tool_calls = [] } = message
  return tool_calls.length + invalid_tool_calls.length > 0 ? 'calls' : 'end'
}

// The order counts: OpenAI's Responses say `incomplete` as status, and why in `incomplete_details.reason`.
const NAMES = ['finish_reason', 'stop_reason', 'finishReason', 'stopReason', 'done_reason', 'status', 'reason']

const REASONS: ReadonlyMap<string, StopReason> = new Map<string, StopReason>([
  ['stop', 'end'],
  ['end_turn', 'end'],
  ['stop_sequence', 'end'],
  ['tool_calls', 'calls'],
  ['tool_use', 'calls'],
  ['function_call', 'calls'],
  ['pause_turn', 'pause'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['content_filter', 'refused'],
  ['content_filtered', 'refused'],
  ['guardrail_intervened', 'refused'],
  ['refusal', 'refused'],
  ['safety', 'refused'],
  ['recitation', 'refused'],
  ['prohibited_content', 'refused'],
  ['error', 'failed'],
  ['failed', 'failed'],
  ['cancelled', 'failed'],
  ['malformed_function_call', 'failed'],
])

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
