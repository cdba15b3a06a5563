import type { JsonObject } from '../json-value.ts'
import type { CountPrompt } from '../prompt-cache.ts'
import type { Room, RoomSettings } from '../room.ts'
import type { ItemMemory } from './item-memory.ts'
import { objectsOf } from '../json-value.ts'
import { openaiError } from '../openai-error.ts'
import { createPromptCache } from '../prompt-cache.ts'
import { answerOpenaiResponses } from './answer.ts'
import { checkOpenaiResponses } from './check.ts'
import { connectOpenaiResponses } from './connect.ts'
import { createItemMemory } from './item-memory.ts'
import { countResponsesInput, readOpenaiResponses } from './read.ts'
import { refuseInResponses } from './refuse.ts'

/**
 * The room of `POST /v1/responses`, with `/responses/input_tokens` and `POST /v1/conversations`, and of WebSockets at
 * `/v1/responses`. It remembers the items, replies and conversations it gave out, as the service does.
 */
export function createOpenaiResponses(settings: RoomSettings): Room {
  const memory = createItemMemory()
  const countPrompt = createPromptCache()
  return {
    ...roomOver(memory, countPrompt, settings),
    connect() {
      const own = memory.connect()
      return connectOpenaiResponses(roomOver(own, countPrompt, settings), own)
    },
  }
}

function roomOver(memory: ItemMemory, countPrompt: CountPrompt, settings: RoomSettings): Room {
  const { chunkSize } = settings
  return {
    name: 'openai-responses',
    matches: (path) => /\/(responses|responses\/input_tokens|conversations)$/.test(path),
    aside: (request, url) => asideOf(request, url, memory),
    read: (request) => readOpenaiResponses(request, memory),
    check: (request) => checkOpenaiResponses(request, memory, settings),
    answer: (request, turn) => answerOpenaiResponses(request, turn, { memory, countPrompt, chunkSize }),
    refuse: openaiError,
    refuseInStream: refuseInResponses,
  }
}

function asideOf(request: JsonObject, url: string, memory: ItemMemory): JsonObject | undefined {
  const path = url.split('?', 1)[0] ?? ''
  if (path.endsWith('/input_tokens')) {
    return { object: 'response.input_tokens', input_tokens: countResponsesInput(request, memory) }
  }
  if (!path.endsWith('/conversations')) return undefined
  return { id: memory.converse(objectsOf(request.items)), object: 'conversation', metadata: {} }
}
