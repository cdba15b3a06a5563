import type { Dialect } from '../../types/dialect.ts'
import { addTool } from './add-tool.ts'
import { dropsEarlier } from './drops-earlier.ts'
import { hidden } from './hidden.ts'
import { isResponsesRequest } from './is-responses-request.ts'
import type { ResponsesReply } from './reply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import type { ResponsesRequest } from './request.ts'
import { segments } from './request.ts'
import { readStream } from './stream.ts'

/**
 * OpenAI's Responses API: bodies of `POST /v1/responses`, `/v1/responses/input_tokens` and `/v1/responses/compact`, and the client
 * frames of its WebSocket (`response.create`), which are such bodies. Azure, Bedrock, xAI, DeepSeek, OpenRouter and Codex speak it too.
 *
 * What tells it from other bodies with an `input` is in `isResponsesRequest`; whether a request shows its conversation from the
 * beginning tells `isStateful`.
 */
export const openaiResponses: Dialect<ResponsesRequest, ResponsesReply> = {
  name: 'openai-responses',
  matches: isResponsesRequest,
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
