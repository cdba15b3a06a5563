import type { Edit } from '../../types/edit.ts'
import type { Path, Role, Segment, SegmentTool } from '../../types/segment.ts'
import type { ToolDefinition } from '../../types/tool.ts'
import { type CallsById, createCallsById } from '../calls-by-id.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'

/** What the dialect reads of a request to `POST /v1/messages`. Members may hold anything; what does not fit is left alone. */
export interface AnthropicRequest {
  /** A text, or text blocks. */
  readonly system?: unknown
  /** Objects of a `role` (`user`, `assistant`, `system`) and a `content`: a text, or blocks. */
  readonly messages: readonly unknown[]
  /** Tools as the API declares them. */
  readonly tools?: unknown
  /** Edits of the context that the API makes before the model reads it. */
  readonly context_management?: unknown
  /** Of Bedrock's and Vertex AI's bodies. */
  readonly anthropic_version?: unknown
  /** Betas that those bodies ask for, as the API's header does. */
  readonly anthropic_beta?: unknown
  /** Goes on from messages that the API keeps. */
  readonly thread?: unknown
}

/**
 * The texts of a request: the system prompt (turn -1), text blocks and string contents of every role, tool results (role
 * `tool`), and in user messages and tool results what documents and search results hold as text.
 *
 * Never: reasoning, compaction, results of server tools and MCP, tool inputs, tools that a system message adds or removes,
 * images, unknown blocks, texts with citations or anything signed or encrypted, documents and search results that are to be
 * cited (citations count their characters), empty texts. Nor the result of a call that a program made (programmatic tool calling):
 * code reads it, not the model.
 *
 * What stands before a compaction block is yielded like everything else, though the model no longer reads it: its bytes still
 * have to be what they were. In the continuation of a thread only the new messages are there; the call that a first result
 * answers may not be among them.
 *
 * @returns In wire order. Throws only what the request's own getters throw.
 */
export function* segments(request: AnthropicRequest): Generator<Segment> {
  yield* textsOf(request.system, { path: ['system'], role: 'system', turn: -1 })
  const calls: Calls = createCallsById()
  for (const [turn, item] of listOf(request.messages).entries()) {
    const message = objectOf(item)
    const role = ROLES.get(message?.['role'])
    if (message !== undefined && role !== undefined) {
      yield* textsOf(message['content'], { path: ['messages', turn, 'content'], role, turn }, calls)
    }
  }
}

/**
 * Edits that declare a tool: as the last of `tools`, or as the only one.
 *
 * Tools come first in what the API caches, so one that is added after a breakpoint on the last of them (`cache_control`) leaves
 * the bytes before it as they were cached; the next breakpoint, of the system prompt or a message, covers it. It stands behind
 * server tools and MCP toolsets, deferred ones included, and is never deferred itself.
 *
 * What the request says about choosing tools (`tool_choice`, `none` too) plays no part: it changes from request to request, and a
 * tool that came and went with it would change what stands before the whole conversation. With `none` it is not called.
 *
 * @returns None where a tool of that name is declared already, or `tools` is something else than a list.
 */
export function addTool(request: AnthropicRequest, tool: ToolDefinition): readonly Edit[] {
  const { tools } = request
  const value = { name: tool.name, description: tool.description, input_schema: tool.inputSchema }
  if (tools === undefined || tools === null) return [{ op: 'add', path: ['tools'], value: [value] }]
  if (!Array.isArray(tools) || tools.some((declared) => objectOf(declared)?.['name'] === tool.name)) return []
  return [{ op: 'add', path: ['tools', '-'], value }]
}

const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['system', 'system'],
])

/** The `tool_use` blocks met so far. */
type Calls = CallsById<WireObject>

/** Where texts stand, and what they have in common. */
type Place = Omit<Segment, 'text'>

/** With `calls`, the content of a message: one that may make calls and hold their results. */
function* textsOf(content: unknown, place: Place, calls?: Calls): Generator<Segment> {
  if (typeof content === 'string' && content !== '') yield { ...place, text: content }
  for (const [index, item] of listOf(content).entries()) {
    const block = objectOf(item)
    if (block === undefined) continue
    const here = at(place, index)
    if (block['type'] === 'tool_result' && calls !== undefined && place.role === 'user') {
      const call = calls.answeredBy(block['tool_use_id'])
      if (!isForProgram(call)) yield* textsOf(block['content'], resultPlace(block, here, call))
    } else {
      if (block['type'] === 'tool_use') calls?.add(block['id'], block)
      yield* textsInBlock(block, here)
    }
  }
}

function isForProgram(call: WireObject | undefined): boolean {
  const type = objectOf(call?.['caller'])?.['type']
  return type !== undefined && type !== 'direct'
}

function resultPlace(block: WireObject, place: Place, call: WireObject | undefined): Place {
  const tool: SegmentTool = { name: stringOf(call?.['name']), input: jsonOf(call?.['input']) }
  const result = { ...at(place, 'content'), role: 'tool', tool } as const
  return block['is_error'] === true ? { ...result, isError: true } : result
}

function* textsInBlock(block: WireObject, place: Place): Generator<Segment> {
  if (block['type'] === 'text') yield* textOf(block, place)
  const isReadable = (place.role === 'user' || place.role === 'tool') && !isToBeCited(block)
  if (!isReadable) return
  if (block['type'] === 'search_result') yield* plainTexts(block['content'], at(place, 'content'))
  if (block['type'] !== 'document') return
  const source = objectOf(block['source'])
  if (source?.['type'] === 'text') yield* plainTexts(stringOf(source['data']), at(place, 'source', 'data'))
  if (source?.['type'] === 'content') yield* plainTexts(source['content'], at(place, 'source', 'content'))
}

function* textOf(block: WireObject, place: Place): Generator<Segment> {
  const text = stringOf(block['text'])
  if (text !== '' && !SEALS.some((seal) => isPresent(block[seal]))) yield { ...at(place, 'text'), text }
}

/** The API answers with quotes of such a block, by their place in it. */
function isToBeCited(block: WireObject): boolean {
  return objectOf(block['citations'])?.['enabled'] === true
}

/** A text, or text blocks; no other block can hold text here. */
function* plainTexts(content: unknown, place: Place): Generator<Segment> {
  if (typeof content === 'string' && content !== '') yield { ...place, text: content }
  for (const [index, item] of listOf(content).entries()) {
    const block = objectOf(item)
    if (block?.['type'] === 'text') yield* textOf(block, at(place, index))
  }
}

function at(place: Place, ...steps: Path): Place {
  return { ...place, path: [...place.path, ...steps] }
}

/** Members that bind the text beside them: it was quoted, encrypted or signed as it stands. */
const SEALS = ['citations', 'encrypted_content', 'signature'] as const

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
}
