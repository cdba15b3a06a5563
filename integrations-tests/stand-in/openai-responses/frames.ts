import type { JsonObject } from '../json-value.ts'
import type { Frame } from '../room.ts'
import { fragments } from '../fragments.ts'
import { objectsOf, stringOf } from '../json-value.ts'

/**
 * The events of a Responses stream, from its finished reply.
 *
 * @param response The reply as JSON.
 * @param output Its items.
 */
export function* framesOf(
  response: JsonObject,
  output: readonly JsonObject[],
  { chunkSize, beforeEnd }: StreamMeans,
): Iterable<Frame> {
  let number = 0
  const frame = ({ type, ...members }: JsonObject): Frame => ({
    event: stringOf(type),
    data: { type, sequence_number: number++, ...members },
  })
  const started = { ...response, status: 'in_progress', incomplete_details: null, output: [], usage: null }
  yield frame({ type: 'response.created', response: started })
  yield frame({ type: 'response.in_progress', response: started })
  for (const [index, item] of output.entries()) {
    yield frame({ type: 'response.output_item.added', output_index: index, item: emptied(item) })
    for (const event of eventsOf(item, chunkSize)) yield frame({ ...event, item_id: item.id, output_index: index })
    yield frame({ type: 'response.output_item.done', output_index: index, item })
  }
  beforeEnd()
  yield frame({ type: `response.${stringOf(response.status)}`, response })
}

/** How a stream is made. */
export interface StreamMeans {
  /** UTF-16 units in one delta. */
  readonly chunkSize: number
  /** Called before the last event. */
  readonly beforeEnd: () => void
}

function emptied(item: JsonObject): JsonObject {
  if (item.type === 'reasoning') return { ...item, summary: [], encrypted_content: '' }
  if (item.type === 'message') return { ...item, status: 'in_progress', content: [] }
  return { ...item, status: 'in_progress', ...(item.type === 'custom_tool_call' ? { input: '' } : { arguments: '' }) }
}

function eventsOf(item: JsonObject, chunkSize: number): Iterable<JsonObject> {
  if (item.type === 'reasoning') return reasoningEvents(item, chunkSize)
  return item.type === 'message' ? messageEvents(item, chunkSize) : callEvents(item, chunkSize)
}

function* reasoningEvents(item: JsonObject, chunkSize: number): Iterable<JsonObject> {
  for (const [index, part] of objectsOf(item.summary).entries()) {
    const at = { summary_index: index }
    yield { type: 'response.reasoning_summary_part.added', ...at, part: { ...part, text: '' } }
    for (const delta of fragments(stringOf(part.text), chunkSize)) {
      yield { type: 'response.reasoning_summary_text.delta', ...at, delta }
    }
    yield { type: 'response.reasoning_summary_text.done', ...at, text: part.text }
    yield { type: 'response.reasoning_summary_part.done', ...at, part }
  }
}

function* messageEvents(item: JsonObject, chunkSize: number): Iterable<JsonObject> {
  for (const [index, part] of objectsOf(item.content).entries()) {
    const at = { content_index: index }
    yield { type: 'response.content_part.added', ...at, part: { ...part, text: '' } }
    for (const delta of fragments(stringOf(part.text), chunkSize)) {
      yield { type: 'response.output_text.delta', ...at, delta, logprobs: [] }
    }
    yield { type: 'response.output_text.done', ...at, text: part.text, logprobs: [] }
    yield { type: 'response.content_part.done', ...at, part }
  }
}

function* callEvents(item: JsonObject, chunkSize: number): Iterable<JsonObject> {
  if (item.type === 'custom_tool_call') {
    const input = stringOf(item.input)
    for (const delta of fragments(input, chunkSize)) yield { type: 'response.custom_tool_call_input.delta', delta }
    yield { type: 'response.custom_tool_call_input.done', input }
    return
  }
  const json = stringOf(item.arguments)
  for (const delta of fragments(json, chunkSize)) yield { type: 'response.function_call_arguments.delta', delta }
  yield { type: 'response.function_call_arguments.done', name: item.name, arguments: json }
}
