import type { WireObject } from '../wire-value.ts'

/** Whether a choice says that calls are why it ended. */
export function endedByCalls({ finish_reason: reason }: WireObject): boolean {
  return reason === 'tool_calls' || reason === 'function_call'
}
