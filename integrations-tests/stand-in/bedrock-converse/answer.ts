import type { AnthropicUsage } from '../anthropic-messages/usage.ts'
import type { JsonObject } from '../json-value.ts'
import type { Answer, Frame } from '../room.ts'
import type { FinishReason } from '../script.ts'
import type { ServedTurn } from '../served-turn.ts'
import { readBindings, signThinking } from '../anthropic-messages/binding.ts'
import { toolUseId } from '../anthropic-messages/tool-use-id.ts'
import { fragments } from '../fragments.ts'
import { countTokens } from '../tokens.ts'
import { asMessages } from './as-messages.ts'
import { converseUsage } from './usage.ts'

/**
 * A turn as a Converse reply, whole and streamed.
 *
 * @param request With its `modelId`, which the wire has in the path.
 */
export function answerBedrockConverse(
  request: JsonObject,
  turn: ServedTurn,
  usageOf: AnthropicUsage,
  chunkSize: number,
): Answer {
  const content = contentOf(request, turn)
  const output = content.length === 0 ? 0 : countTokens(JSON.stringify(content))
  const usage = converseUsage(request, output, usageOf, turn.usage)
  const stopReason = STOP_REASONS[turn.finishReason]
  return {
    body: { output: { message: { role: 'assistant', content } }, stopReason, usage, metrics: METRICS },
    frames: framesOf(content, stopReason, usage, chunkSize),
  }
}

/** The same for every reply, so that recordings do not differ. */
const METRICS = { latencyMs: 5 }

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  'tool-calls': 'tool_use',
  length: 'max_tokens',
  'content-filter': 'content_filtered',
}

type Block =
  | { readonly reasoningContent: { readonly reasoningText: { readonly text: string; readonly signature: string } } }
  | { readonly text: string }
  | { readonly toolUse: { readonly toolUseId: string; readonly name: string; readonly input: JsonObject } }

function contentOf(request: JsonObject, { thinking, text, calls }: ServedTurn): readonly Block[] {
  const blocks: Block[] = []
  if (thinking !== '') {
    const signature = signThinking(thinking, readBindings(asMessages(request)).next)
    blocks.push({ reasoningContent: { reasoningText: { text: thinking, signature } } })
  }
  if (text !== '') blocks.push({ text })
  for (const { id, name, args } of calls) {
    blocks.push({ toolUse: { toolUseId: toolUseId(id, thinking !== ''), name, input: args } })
  }
  return blocks
}

function* framesOf(
  content: readonly Block[],
  stopReason: string,
  usage: JsonObject,
  chunkSize: number,
): Iterable<Frame> {
  yield frame('messageStart', { role: 'assistant' })
  for (const [contentBlockIndex, block] of content.entries()) {
    // Only calls are started: the service announces neither texts nor reasoning.
    if ('toolUse' in block) {
      const { input: _, ...toolUse } = block.toolUse
      yield frame('contentBlockStart', { start: { toolUse }, contentBlockIndex })
    }
    for (const delta of deltasOf(block, chunkSize)) yield frame('contentBlockDelta', { delta, contentBlockIndex })
    yield frame('contentBlockStop', { contentBlockIndex })
  }
  yield frame('messageStop', { stopReason })
  yield frame('metadata', { usage, metrics: METRICS })
}

function frame(event: string, data: JsonObject): Frame {
  return { event, data }
}

function* deltasOf(block: Block, chunkSize: number): Iterable<JsonObject> {
  if ('text' in block) {
    for (const text of fragments(block.text, chunkSize)) yield { text }
  } else if ('toolUse' in block) {
    // A call without arguments streams an empty text, no braces.
    const json = JSON.stringify(block.toolUse.input)
    for (const input of fragments(json === '{}' ? '' : json, chunkSize)) yield { toolUse: { input } }
  } else {
    const { text, signature } = block.reasoningContent.reasoningText
    for (const piece of fragments(text, chunkSize)) yield { reasoningContent: { text: piece } }
    yield { reasoningContent: { signature } }
  }
}
