import type { Edit } from '../../types/edit.ts'
import type { Role, Segment, SegmentTool } from '../../types/segment.ts'
import type { ToolCall, ToolDefinition } from '../../types/tool.ts'
import { type CallsById, createCallsById } from '../calls-by-id.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'

/** What the dialect reads of a request to `POST /v1/chat/completions`. Members may hold anything; what does not fit is left alone. */
export interface ChatRequest {
  /** Objects of a `role` and a `content`: a text, or parts. */
  readonly messages: readonly unknown[]
  /** Tools as the API declares them. */
  readonly tools?: unknown
  /** The older way to declare tools, without `tools`. */
  readonly functions?: unknown
  /** How many answers are asked for. */
  readonly n?: unknown
}

/**
 * The texts of a request: string contents and text parts of system, developer, user and assistant messages, and of tool
 * results (`tool`, and the older `function`).
 *
 * Never: reasoning in any of its fields, refusals, arguments of calls, images, audio, files, unknown parts, empty texts.
 *
 * @returns In wire order. Throws only what the request's own getters throw.
 */
export function* segments(request: ChatRequest): Generator<Segment> {
  const calls = createCallsById<ToolCall>()
  for (const [turn, item] of listOf(request.messages).entries()) {
    const message = objectOf(item)
    const role = ROLES.get(message?.['role'])
    if (message === undefined || role === undefined) continue
    for (const call of callsOf(message)) calls.add(call.id, call)
    const place = { path: ['messages', turn, 'content'], role, turn }
    yield* textsOf(message['content'], role === 'tool' ? { ...place, tool: toolOf(message, calls) } : place)
  }
}

/**
 * Edits that declare a tool: as the last of `tools`, or as the only one; in `functions` where only those are there.
 *
 * What the request says about choosing tools (`tool_choice`, `none` too) plays no part: it changes from request to request, and a
 * tool that came and went with it would change what stands before the whole conversation. With `none` it is not called.
 *
 * @returns None where a tool of that name is declared already, or `tools` is something else than a list.
 */
export function addTool(request: ChatRequest, tool: ToolDefinition): readonly Edit[] {
  const { tools, functions } = request
  const declaration = { name: tool.name, description: tool.description, parameters: tool.inputSchema }
  const value = { type: 'function', function: declaration }
  if (tools !== undefined && tools !== null) return appended('tools', tools, tool.name, value)
  if (Array.isArray(functions)) return appended('functions', functions, tool.name, declaration)
  return [{ op: 'add', path: ['tools'], value: [value] }]
}

/**
 * The tool calls that a message makes, in order, arguments verbatim.
 *
 * A custom tool's input is taken for its arguments, though it need not be JSON. The older `function_call` has the id `''`.
 */
export function* callsOf(message: WireObject): Generator<ToolCall> {
  for (const call of listOf(message['tool_calls']).map(objectOf)) {
    const called = objectOf(call?.['function']) ?? objectOf(call?.['custom'])
    if (called !== undefined) yield { id: stringOf(call?.['id']), ...nameAndInput(called) }
  }
  const older = objectOf(message['function_call'])
  // Snowflake sends an empty one beside its tool calls.
  if (older !== undefined && stringOf(older['name']) !== '') yield { id: '', ...nameAndInput(older) }
}

function nameAndInput({ name, arguments: json, input }: WireObject): SegmentTool {
  const given = json ?? input
  return { name: stringOf(name), input: typeof given === 'string' ? given : jsonOf(given) }
}

const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

function appended(member: string, declared: unknown, name: string, value: unknown): readonly Edit[] {
  if (!Array.isArray(declared) || declared.some((tool) => declaredName(tool) === name)) return []
  return [{ op: 'add', path: [member, '-'], value }]
}

function declaredName(value: unknown): unknown {
  const tool = objectOf(value)
  return (objectOf(tool?.['function']) ?? objectOf(tool?.['custom']) ?? tool)?.['name']
}

/** The call that a message answers. An older `function` message has no id, as the call it answers, but the function's name. */
function toolOf(message: WireObject, calls: CallsById<ToolCall>): SegmentTool {
  const [id, name] = [stringOf(message['tool_call_id']), stringOf(message['name'])]
  const call = calls.answeredBy(id)
  const isOfOther = id === '' && name !== '' && call?.name !== name
  return call === undefined || isOfOther ? { name, input: '' } : { name: call.name, input: call.input }
}

function* textsOf(content: unknown, place: Omit<Segment, 'text'>): Generator<Segment> {
  if (typeof content === 'string' && content !== '') yield { ...place, text: content }
  for (const [index, item] of listOf(content).entries()) {
    const part = objectOf(item)
    const text = stringOf(part?.['text'])
    if (part?.['type'] !== 'text' || text === '') continue
    yield { ...place, path: [...place.path, index, 'text'], text }
  }
}
