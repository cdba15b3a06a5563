import type { Dialect } from '../../types/dialect.ts'
import { messagesShapeOf } from '../messages-shape.ts'
import { dropsEarlier } from './drops-earlier.ts'
import type { AnthropicReply } from './reply.ts'
import { continueWith, toolCalls, usage } from './reply.ts'
import type { AnthropicRequest } from './request.ts'
import { addTool, segments } from './request.ts'

const NAME = 'anthropic-messages'

/**
 * Anthropic's Messages API, `POST /v1/messages` and `/v1/messages/count_tokens`, with Vertex AI's and Bedrock's bodies of it.
 *
 * A request without evidence for either API (plain texts, no tools, no system) is `openai-chat`; see `messagesShapeOf`.
 */
export const anthropicMessages: Dialect<AnthropicRequest, AnthropicReply> = {
  name: NAME,
  matches: (request): request is AnthropicRequest => messagesShapeOf(request) === NAME,
  segments,
  dropsEarlier,
  addTool,
  toolCalls,
  continueWith,
  usage,
}
