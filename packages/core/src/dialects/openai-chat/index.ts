import type { Dialect } from '../../types/dialect.ts'
import { messagesShapeOf } from '../messages-shape.ts'
import { hidden } from './hidden.ts'
import type { ChatReply } from './reply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import type { ChatRequest } from './request.ts'
import { addTool, segments } from './request.ts'
import { readStream } from './stream.ts'

const NAME = 'openai-chat'

/**
 * OpenAI's Chat Completions API, `POST /v1/chat/completions`, and the many that speak it: OpenRouter, xAI, Groq, Mistral,
 * DeepSeek, Azure, local servers.
 *
 * A bare list of messages without evidence for either API is this one; see `messagesShapeOf`.
 */
export const openaiChat: Dialect<ChatRequest, ChatReply> = {
  name: NAME,
  matches: (request): request is ChatRequest => messagesShapeOf(request) === NAME,
  segments,
  addTool,
  toolCalls,
  continueWith,
  usage,
  stopReason,
  readStream,
  hidden,
}
