import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import { checkAnthropicMessages } from '../anthropic-messages/check.ts'

/** What Bedrock would refuse an Anthropic body for: what the Messages API does, and the members that stand in the path there. */
export function checkBedrockInvoke(request: JsonObject, settings: RoomSettings): Refusal | undefined {
  const message = settings.strict ? checkMembers(request) : undefined
  const refusal = message === undefined ? checkAnthropicMessages(request, settings) : { status: 400, message }
  return refusal === undefined ? undefined : { ...refusal, type: 'ValidationException' }
}

function checkMembers(request: JsonObject): string | undefined {
  if (request.anthropic_version === undefined) return 'anthropic_version: Field required'
  const extra = ['model', 'stream'].find((name) => request[name] !== undefined)
  return extra === undefined ? undefined : `${extra}: Extra inputs are not permitted`
}
