import type { ServedTurn } from '../served-turn.ts'
import type { JsonObject } from '../json-value.ts'
import type { Answer, Frame } from '../room.ts'
import type { FinishReason } from '../script.ts'
import { digest } from '../digest.ts'
import { fragments } from '../fragments.ts'
import { countTokens } from '../tokens.ts'
import { readBindings, signThinking } from './binding.ts'
import { toolUseId } from './tool-use-id.ts'

/** A turn as a Messages reply, whole and streamed. */
export function answerAnthropicMessages(
  request: JsonObject,
  turn: ServedTurn,
  inputUsage: JsonObject,
  chunkSize: number,
): Answer {
  const content = contentOf(request, turn)
  const usage = { ...inputUsage, output_tokens: countTokens(JSON.stringify(content)), ...turn.usage }
  const message = {
    id: `msg_${digest(JSON.stringify(request))}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    stop_reason: STOP_REASONS[turn.finishReason],
    stop_sequence: null,
    usage,
  }
  return { body: message, frames: framesOf(message, content, chunkSize) }
}

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  'tool-calls': 'tool_use',
  length: 'max_tokens',
  'content-filter': 'refusal',
}

type Block =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: JsonObject }

function contentOf(request: JsonObject, { thinking, text, calls }: ServedTurn): readonly Block[] {
  const blocks: Block[] = []
  if (thinking !== '') {
    blocks.push({ type: 'thinking', thinking, signature: signThinking(thinking, readBindings(request).next) })
  }
  if (text !== '') blocks.push({ type: 'text', text })
  for (const { id, name, args } of calls)
    blocks.push({ type: 'tool_use', id: toolUseId(id, thinking !== ''), name, input: args })
  return blocks
}

function* framesOf(message: JsonObject, content: readonly Block[], chunkSize: number): Iterable<Frame> {
  const { usage, stop_reason: stopReason } = message
  const started = { ...message, content: [], stop_reason: null, usage: { ...(usage as JsonObject), output_tokens: 1 } }
  yield frame('message_start', { message: started })
  for (const [index, block] of content.entries()) {
    yield frame('content_block_start', { index, content_block: emptied(block) })
    if (index === 0) yield frame('ping', {})
    for (const delta of deltasOf(block, chunkSize)) yield frame('content_block_delta', { index, delta })
    yield frame('content_block_stop', { index })
  }
  yield frame('message_delta', { delta: { stop_reason: stopReason, stop_sequence: null }, usage })
  yield frame('message_stop', {})
}

function frame(type: string, members: JsonObject): Frame {
  return { event: type, data: { type, ...members } }
}

function emptied(block: Block): Block {
  if (block.type === 'thinking') return { ...block, thinking: '', signature: '' }
  return block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} }
}

function* deltasOf(block: Block, chunkSize: number): Iterable<JsonObject> {
  if (block.type === 'text') {
    for (const text of fragments(block.text, chunkSize)) yield { type: 'text_delta', text }
  } else if (block.type === 'thinking') {
    for (const thinking of fragments(block.thinking, chunkSize)) yield { type: 'thinking_delta', thinking }
    yield { type: 'signature_delta', signature: block.signature }
  } else {
    // The service's first fragment is empty; an empty input has no other.
    yield { type: 'input_json_delta', partial_json: '' }
    const json = JSON.stringify(block.input)
    if (json === '{}') return
    for (const piece of fragments(json, chunkSize)) yield { type: 'input_json_delta', partial_json: piece }
  }
}
