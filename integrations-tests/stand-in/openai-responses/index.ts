import type { Room, RoomSettings } from '../room.ts'
import { openaiError } from '../openai-error.ts'
import { createPromptCache } from '../prompt-cache.ts'
import { answerOpenaiResponses } from './answer.ts'
import { checkOpenaiResponses } from './check.ts'
import { createItemMemory } from './item-memory.ts'
import { readOpenaiResponses } from './read.ts'

/** The room of `POST /v1/responses`, over HTTP only. It remembers the items it gave out, as the service does. */
export function createOpenaiResponses(settings: RoomSettings): Room {
  const memory = createItemMemory()
  const countPrompt = createPromptCache()
  const { chunkSize } = settings
  return {
    name: 'openai-responses',
    matches: (path) => path.endsWith('/responses'),
    read: (request) => readOpenaiResponses(request, memory),
    check: (request) => checkOpenaiResponses(request, memory, settings),
    answer: (request, turn) => answerOpenaiResponses(request, turn, { memory, countPrompt, chunkSize }),
    refuse: openaiError,
  }
}
