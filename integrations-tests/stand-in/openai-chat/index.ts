import type { Room, RoomSettings } from '../room.ts'
import { openaiError } from '../openai-error.ts'
import { createPromptCache } from '../prompt-cache.ts'
import { answerOpenaiChat } from './answer.ts'
import { checkOpenaiChat } from './check.ts'
import { readOpenaiChat } from './read.ts'

/** The room of `POST /v1/chat/completions`. It remembers the last prompts, for its cache figures. */
export function createOpenaiChat(settings: RoomSettings): Room {
  const countPrompt = createPromptCache()
  return {
    name: 'openai-chat',
    matches: (path) => path.endsWith('/chat/completions'),
    read: readOpenaiChat,
    check: (request) => checkOpenaiChat(request, settings),
    answer: (request, turn) => answerOpenaiChat(request, turn, countPrompt, settings.chunkSize),
    refuse: openaiError,
    refuseInStream: (refusal) => ({ data: openaiError(refusal) }),
  }
}
