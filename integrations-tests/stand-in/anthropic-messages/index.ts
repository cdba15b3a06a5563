import type { Room, RoomSettings } from '../room.ts'
import { answerAnthropicMessages } from './answer.ts'
import { checkAnthropicMessages } from './check.ts'
import { readAnthropicMessages } from './read.ts'
import { createAnthropicUsage } from './usage.ts'

/** The room of `POST /v1/messages`. It remembers which prefixes were cached. */
export function createAnthropicMessages(settings: RoomSettings): Room {
  const usageOf = createAnthropicUsage(settings.minimumCachedTokens)
  return {
    name: 'anthropic-messages',
    matches: (path) => path.endsWith('/messages'),
    read: readAnthropicMessages,
    check: (request) => checkAnthropicMessages(request, settings),
    answer: (request, turn) => answerAnthropicMessages(request, turn, usageOf(request), settings.chunkSize),
    refuse: ({ type, message }) => ({ type: 'error', error: { type, message }, request_id: 'req_stand_in' }),
  }
}
