import type { StreamReader } from '../../types/stream.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import type { ResponsesReply } from './reply.ts'

/**
 * Reads the events of a streamed reply, from server-sent events or as frames of the WebSocket.
 *
 * The reply is the response of the last event that carried one: the final one, where it came, is given back as it is, but for an
 * `encrypted_content` that it lacks and the item's own `output_item.done` had. Items that it lacks (before the end all of them; some
 * servers never repeat them) are put together from their own events: whole from `output_item.done`, until then from the deltas of
 * their texts and arguments. A new `response.created` starts over.
 *
 * An `error` makes the reply a failed one.
 */
export function readStream(): StreamReader<ResponsesReply> {
  let response: WireObject | undefined
  let drafts = createDrafts()
  return {
    push: (value) => {
      const event = objectOf(value)
      const type = stringOf(event?.['type'])
      if (event === undefined) return
      if (type === 'response.created') drafts = createDrafts()
      if (type === 'error') response = { ...response, status: 'failed', error: errorOf(event) }
      else if (type.startsWith('response.')) response = objectOf(event['response']) ?? response
      read(type, event, drafts)
    },
    reply: () => {
      const items = drafts.items()
      const repeated = listOf(response?.['output'])
      if (items.length === 0) return response
      if (repeated.length < items.length) return { ...response, output: items }
      const output = repeated.map((item, at) => sealedItem(item, drafts.finished(at)))
      return output.every((item, at) => item === repeated[at]) ? response : { ...response, output }
    },
  }
}

/** The item with the `encrypted_content` that it lacks; the very item where it lacks none. Ids may differ from event to event. */
function sealedItem(item: unknown, done: WireObject | undefined): unknown {
  const members = objectOf(item)
  const seal = done?.['encrypted_content']
  if (members === undefined || typeof seal !== 'string' || members['type'] !== done?.['type']) return item
  return stringOf(members['encrypted_content']) === '' ? { ...members, encrypted_content: seal } : item
}

function errorOf(event: WireObject): WireObject {
  const { code, message, param } = event
  return objectOf(event['error']) ?? { code, message, param }
}

/** A list of an item's parts, and the member of an event that says which of them is meant. */
interface Parts {
  readonly list: string
  readonly index: string
}

/** The text that a delta adds to: a member of the item, or of one of its parts. */
interface Target extends Partial<Parts> {
  readonly member: string
}

const CONTENT: Parts = { list: 'content', index: 'content_index' }
const SUMMARY: Parts = { list: 'summary', index: 'summary_index' }

/** Events that start a part. */
const PARTS: ReadonlyMap<string, Parts> = new Map<string, Parts>([
  ['response.content_part.added', CONTENT],
  // As Bedrock and OpenRouter name it.
  ['response.reasoning_part.added', CONTENT],
  ['response.reasoning_summary_part.added', SUMMARY],
])

/** Events that add to a text. */
const TARGETS: ReadonlyMap<string, Target> = new Map<string, Target>([
  ['response.output_text.delta', { ...CONTENT, member: 'text' }],
  ['response.refusal.delta', { ...CONTENT, member: 'refusal' }],
  ['response.reasoning_text.delta', { ...CONTENT, member: 'text' }],
  ['response.reasoning_summary_text.delta', { ...SUMMARY, member: 'text' }],
  ['response.function_call_arguments.delta', { member: 'arguments' }],
  ['response.mcp_call_arguments.delta', { member: 'arguments' }],
  ['response.custom_tool_call_input.delta', { member: 'input' }],
  ['response.code_interpreter_call_code.delta', { member: 'code' }],
])

function read(type: string, event: WireObject, drafts: Drafts): void {
  const { output_index: at, item, part, delta } = event
  if (typeof at !== 'number') return
  if (type === 'response.output_item.added') drafts.begin(at, objectOf(item))
  if (type === 'response.output_item.done') drafts.finish(at, objectOf(item))
  const parts = PARTS.get(type)
  if (parts !== undefined) drafts.part(at, parts.list, event[parts.index], objectOf(part))
  const target = TARGETS.get(type)
  if (target === undefined || typeof delta !== 'string') return
  const { list, index = '', member } = target
  drafts.append(at, list, event[index], member, delta)
}
