import type { Dialect } from '../../types/dialect.ts'
import { messagesShapeOf } from '../messages-shape.ts'
import { dropsEarlier } from './drops-earlier.ts'
import { hidden } from './hidden.ts'
import type { AnthropicReply } from './reply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import type { AnthropicRequest } from './request.ts'
import { addTool, segments } from './request.ts'
import { readStream } from './stream.ts'

const NAME = 'anthropic-messages'

/**
 * Anthropic's Messages API, `POST /v1/messages` and `/v1/messages/count_tokens`, with Vertex AI's and Bedrock's bodies of it
 * (`anthropic_version`, no `model`), whose events are the same inside Bedrock's frames.
 *
 * A batch (`/v1/messages/batches`) is no request but a list of them that have nothing to do with one another, turns and repeats
 * least of all: a host takes each `params` of its `requests` for a request of its own.
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
  stopReason,
  readStream,
  hidden,
}
