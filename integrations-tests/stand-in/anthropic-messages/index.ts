import type { JsonObject } from '../json-value.ts'
import type { Refusal, Room, RoomSettings } from '../room.ts'
import { vertexAddress } from './address.ts'
import { answerAnthropicMessages } from './answer.ts'
import { checkAnthropicMessages } from './check.ts'
import { readAnthropicMessages } from './read.ts'
import { countInputTokens, createAnthropicUsage } from './usage.ts'

/**
 * The room of `POST /v1/messages` and of the same bodies at Vertex AI's `…/publishers/anthropic/models/MODEL:rawPredict` and
 * `:streamRawPredict`, with `count_tokens` at both. It remembers which prefixes were cached.
 */
export function createAnthropicMessages(settings: RoomSettings): Room {
  const usageOf = createAnthropicUsage(settings.minimumCachedTokens)
  return {
    name: 'anthropic-messages',
    matches: (path) => path.endsWith('/messages') || countsTokens(path) || vertexAddress(path) !== undefined,
    aside: (request, url) => (countsTokens(url) ? { input_tokens: countInputTokens(request) } : undefined),
    read: readAnthropicMessages,
    check: (request, url) => checkAnthropicMessages(request, settings, url),
    answer(request, turn, url) {
      const named = withModel(request, url)
      return answerAnthropicMessages(named, turn, usageOf(named), settings.chunkSize)
    },
    refuse: ({ type, message }) => ({ ...errorOf({ type, message }), request_id: 'req_stand_in' }),
    refuseInStream: (refusal) => ({ event: 'error', data: errorOf(refusal) }),
  }
}

function countsTokens(url: string): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return path.endsWith('/messages/count_tokens') || vertexAddress(path)?.model === 'count-tokens'
}

function withModel(request: JsonObject, url: string): JsonObject {
  const model = vertexAddress(url)?.model
  return model === undefined ? request : { ...request, model }
}

function errorOf({ type, message }: Pick<Refusal, 'type' | 'message'>): JsonObject {
  return { type: 'error', error: { type, message } }
}
