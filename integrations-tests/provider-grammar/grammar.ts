import type { Dialect } from '@headroom/core'
import { checkAnthropicMessages } from '../stand-in/anthropic-messages/check.ts'
import { checkBedrockConverse } from '../stand-in/bedrock-converse/check.ts'
import { checkGemini } from '../stand-in/gemini/check.ts'
import { type JsonObject, objectsOf, stringOf } from '../stand-in/json-value.ts'
import { checkOpenaiChat } from '../stand-in/openai-chat/check.ts'
import { checkOpenaiResponses } from '../stand-in/openai-responses/check.ts'
import { createItemMemory } from '../stand-in/openai-responses/item-memory.ts'
import type { Refusal, RoomSettings } from '../stand-in/room.ts'

/** What a validator may be told beside the request. */
export interface FaultOptions {
  /** Path of the request, where the model stands in two of the formats. Default: one that names none. */
  readonly url?: string
  /** Whether reasoning must stand behind what it was signed behind. Default: false. */
  readonly prefixCheck?: boolean
}

/** What the provider would refuse a request for, in its words; undefined where it would take it. */
export function faultOf(
  { name }: Dialect,
  request: JsonObject,
  { url = '', prefixCheck = false }: FaultOptions = {},
): string | undefined {
  const settings = { strict: true, prefixCheck, chunkSize: 1, minimumCachedTokens: 1 }
  return CHECKS[name]?.(request, settings, url)?.message
}

type Check = (request: JsonObject, settings: RoomSettings, url: string) => Refusal | undefined

const CHECKS: Readonly<Record<string, Check>> = {
  // Requests to count tokens need no limit, and are taken for requests here.
  'anthropic-messages': (request, settings) => checkAnthropicMessages({ max_tokens: 1, ...request }, settings),
  'bedrock-converse': (request, settings, url) =>
    checkBedrockConverse({ modelId: /model\/([^/]+)/.exec(url)?.[1] ?? '', ...request }, settings),
  gemini: (request, settings, url) => checkGemini(request, settings, /models\/([^:]+)/.exec(url)?.[1]),
  'openai-chat': checkOpenaiChat,
  'openai-responses': (request, settings) => checkOpenaiResponses(whole(request), createItemMemory(), settings),
}

/** A request that continues what the service keeps, with the calls that its outputs answer there, and without the reference. */
function whole(request: JsonObject): JsonObject {
  const { conversation, previous_response_id: previous, ...rest } = request
  if ((conversation ?? previous ?? null) === null) return rest
  const own = objectsOf(request.input)
  const kept = own
    .filter((item) => stringOf(item.type).endsWith('_output'))
    .map((item) => ({ type: stringOf(item.type).replace('_output', ''), call_id: item.call_id }))
    .filter((call) => !own.some((item) => item.type === call.type && item.call_id === call.call_id))
  return { ...rest, input: [...kept, ...(typeof request.input === 'string' ? [] : own)] }
}
