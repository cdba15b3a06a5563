import type { Dialect } from '../../types/dialect.ts'
import { isConverseShape } from './converse-shape.ts'
import { dropsEarlier } from './drops-earlier.ts'
import { hidden } from './hidden.ts'
import type { ConverseReply } from './reply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import type { ConverseRequest } from './request.ts'
import { addTool, segments } from './request.ts'
import { readStream } from './stream.ts'

/**
 * Amazon Bedrock's Converse API, `POST /model/{id}/converse` and `/converse-stream`, and the bodies of Amazon's own models
 * under `/model/{id}/invoke`, which are the same.
 *
 * Anthropic's bodies under `/invoke` are `anthropic-messages`.
 */
export const bedrockConverse: Dialect<ConverseRequest, ConverseReply> = {
  name: 'bedrock-converse',
  matches: (request): request is ConverseRequest => isConverseShape(request),
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
