import type { Refusal } from './room.ts'
import type { ScriptedError, ScriptedErrorEvent } from './script.ts'

/** A scripted error, or error event, as a refusal that every room can word. */
export function scriptedRefusal(scripted: ScriptedError | ScriptedErrorEvent): Refusal {
  const { status = OVERLOADED, type, message } = scripted
  return {
    status,
    type: type ?? ERROR_TYPES[status] ?? 'api_error',
    message: message ?? 'scripted error',
    ...('retryAfterSeconds' in scripted ? { retryAfterSeconds: scripted.retryAfterSeconds } : {}),
    ...('failsReply' in scripted ? { failsReply: scripted.failsReply } : {}),
  }
}

const OVERLOADED = 529

/** Anthropic's words, by status. Source: the errors page of Anthropic's API documentation. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  [OVERLOADED]: 'overloaded_error',
}
