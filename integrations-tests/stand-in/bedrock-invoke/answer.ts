import type { AnthropicUsage } from '../anthropic-messages/usage.ts'
import type { JsonObject } from '../json-value.ts'
import type { Answer, Frame } from '../room.ts'
import type { ServedTurn } from '../served-turn.ts'
import { answerAnthropicMessages } from '../anthropic-messages/answer.ts'
import { objectOf } from '../json-value.ts'

/**
 * A turn as the reply of InvokeModel, whole and streamed: that of the Messages API, of which each event goes out in a `chunk`.
 *
 * @param modelId As the path names it.
 */
export function answerBedrockInvoke(
  request: JsonObject,
  turn: ServedTurn,
  modelId: string,
  { usageOf, chunkSize }: AnswerMeans,
): Answer {
  const named = { ...request, model: modelNameOf(modelId) }
  const { body, frames } = answerAnthropicMessages(named, turn, usageOf(named), chunkSize)
  return { body, frames: chunksOf(frames, objectOf(objectOf(body).usage)) }
}

/** What an answer needs beside the request. */
export interface AnswerMeans {
  /** Counts the input by cache class. */
  readonly usageOf: AnthropicUsage
  /** UTF-16 units in one streamed delta. */
  readonly chunkSize: number
}

/** Anthropic's own name of a model, out of `us.anthropic.NAME-v1:0`. */
function modelNameOf(modelId: string): string {
  return modelId.slice(modelId.indexOf(VENDOR) < 0 ? 0 : modelId.indexOf(VENDOR) + VENDOR.length).replace(/-v\d.*$/, '')
}

const VENDOR = 'anthropic.'

function* chunksOf(frames: Iterable<Frame>, usage: JsonObject): Iterable<Frame> {
  for (const { event, data } of frames) {
    // Bedrock sends no pings.
    if (event === 'ping') continue
    const metrics = event === 'message_stop' ? { 'amazon-bedrock-invocationMetrics': metricsOf(usage) } : {}
    const json = JSON.stringify({ ...objectOf(data), ...metrics })
    yield { event: 'chunk', data: { bytes: Buffer.from(json).toString('base64') } }
  }
}

function metricsOf(usage: JsonObject): JsonObject {
  return {
    inputTokenCount: usage.input_tokens,
    outputTokenCount: usage.output_tokens,
    invocationLatency: 5,
    firstByteLatency: 1,
    cacheReadInputTokenCount: usage.cache_read_input_tokens,
    cacheWriteInputTokenCount: usage.cache_creation_input_tokens,
  }
}
