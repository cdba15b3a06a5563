import type { IsHidden } from '../../types/hidden.ts'
import type { WireObject } from '../wire-value.ts'
import { callsOf } from './request.ts'

/** Whether a value of a message's `tool_calls`, whole or the first fragment of one, is a call of a hidden tool. */
export function isHiddenCall(call: unknown, isHidden: IsHidden): boolean {
  return callsHidden({ tool_calls: [call] }, isHidden)
}

/** Whether the older `function_call` of a message, whole or the first fragment of one, is a call of a hidden tool. */
export function isHiddenFunctionCall({ function_call }: WireObject, isHidden: IsHidden): boolean {
  return callsHidden({ function_call }, isHidden)
}

function callsHidden(message: WireObject, isHidden: IsHidden): boolean {
  return [...callsOf(message)].some(({ name }) => isHidden(name))
}
