import type { BegunStream, Frame, Refusal } from '../room.ts'
import { objectOf } from '../json-value.ts'
import { openaiError } from '../openai-error.ts'

/** A refusal in a Responses stream: an `error` event, or `response.failed` with the reply as it stands then. */
export function refuseInResponses(refusal: Refusal, { sent, body }: BegunStream): Frame {
  const { message, param, code } = openaiError(refusal).error
  if (refusal.failsReply !== true) {
    return { event: 'error', data: { type: 'error', sequence_number: sent, code, message, param } }
  }
  const failed = { status: 'failed', incomplete_details: null, error: { code, message }, output: [], usage: null }
  const response = { ...objectOf(body), ...failed }
  return { event: 'response.failed', data: { type: 'response.failed', sequence_number: sent, response } }
}
