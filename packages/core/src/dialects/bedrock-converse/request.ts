import type { Edit } from '../../types/edit.ts'
import type { Role, Segment, SegmentTool } from '../../types/segment.ts'
import type { ToolDefinition } from '../../types/tool.ts'
import { type CallsById, createCallsById } from '../calls-by-id.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'
import { documentSegments, type Place, searchResultSegments, textAt } from './documents.ts'
import { isOnly } from './only-member.ts'
import { resultSegments } from './tool-result.ts'

/** What the dialect reads of a request to `POST /model/{id}/converse`. Members may hold anything; what does not fit is left alone. */
export interface ConverseRequest {
  /** Blocks of text, and cache points. */
  readonly system?: unknown
  /** Objects of a `role` (`user`, `assistant`) and a `content`: blocks named by their only key. */
  readonly messages: readonly unknown[]
  /** Tools as the API declares them, under `tools`. */
  readonly toolConfig?: unknown
  /** Fields of the model's own API that Converse hands on. */
  readonly additionalModelRequestFields?: unknown
}

/**
 * The texts of a request: the system prompt (turn -1), text blocks of both roles, tool results (role `tool`; texts, and JSON
 * as its text), and documents and search results of plain text in user messages and tool results.
 *
 * Never: reasoning, guarded content, citations, tool inputs, results of tools that the provider ran, media, blocks of more than
 * one key or of an unknown one, documents that are to be cited, empty texts.
 *
 * @returns In wire order. Throws only what the request's own getters throw.
 */
export function* segments(request: ConverseRequest): Generator<Segment> {
  yield* textsOf(request.system, { path: ['system'], role: 'system', turn: -1 }, createCallsById())
  const calls: Calls = createCallsById()
  for (const [turn, item] of listOf(request.messages).entries()) {
    const message = objectOf(item)
    const role = ROLES.get(message?.['role'])
    if (message === undefined || role === undefined) continue
    yield* textsOf(message['content'], { path: ['messages', turn, 'content'], role, turn }, calls)
  }
}

/**
 * Edits that declare a tool: as the last of `toolConfig.tools`, or as the only one.
 *
 * It comes after a cache point that ends the list: what is cached up to there keeps its bytes and its place, and the tool
 * belongs to what the next cache point covers. What the request says about choosing tools (`toolChoice`) plays no part: it changes from
 * request to request, the tools must not.
 *
 * @returns None where a tool of that name is declared already, or there is no list to put it in.
 */
export function addTool({ toolConfig }: ConverseRequest, tool: ToolDefinition): readonly Edit[] {
  const { name, description, inputSchema } = tool
  const value = { toolSpec: { name, description, inputSchema: { json: inputSchema } } }
  if (isAbsent(toolConfig)) return [{ op: 'add', path: ['toolConfig'], value: { tools: [value] } }]
  const tools = objectOf(toolConfig)?.['tools']
  if (objectOf(toolConfig) !== undefined && isAbsent(tools)) {
    return [{ op: 'add', path: ['toolConfig', 'tools'], value: [value] }]
  }
  if (!Array.isArray(tools) || tools.some((declared) => declaredName(declared) === name)) return []
  return [{ op: 'add', path: ['toolConfig', 'tools', '-'], value }]
}

/** Whether a `toolUse` or `toolResult` is the client's business, not the provider's own (`server_tool_use`, `nova_grounding_result`). */
export function isOfClient({ type }: WireObject): boolean {
  return type === undefined || type === 'tool_use' || type === 'tool_result'
}

const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['user', 'user'],
  ['assistant', 'assistant'],
])

/** The `toolUse` blocks met so far. */
type Calls = CallsById<WireObject>

function* textsOf(content: unknown, place: Place, calls: Calls): Generator<Segment> {
  for (const [index, item] of listOf(content).entries()) {
    const block = objectOf(item)
    if (block === undefined) continue
    const here = { ...place, path: [...place.path, index] }
    const call = objectOf(block['toolUse'])
    if (call !== undefined) calls.add(call['toolUseId'], call)
    else if (isOnly(block, 'text')) yield* textAt(block['text'], { ...here, path: [...here.path, 'text'] })
    else if (place.role === 'user') yield* givenSegments(block, here, calls)
  }
}

/** The texts of what only a user message may hold. */
function* givenSegments(block: WireObject, place: Place, calls: Calls): Generator<Segment> {
  if (isOnly(block, 'document')) yield* documentSegments(block, place)
  if (isOnly(block, 'searchResult')) yield* searchResultSegments(block, place)
  const result = isOnly(block, 'toolResult') ? objectOf(block['toolResult']) : undefined
  if (result === undefined || !isOfClient(result)) return
  const content = { ...resultPlace(result, calls), turn: place.turn, path: [...place.path, 'toolResult', 'content'] }
  for (const [index, item] of listOf(result['content']).entries()) {
    const part = objectOf(item)
    if (part !== undefined) yield* resultSegments(part, { ...content, path: [...content.path, index] })
  }
}

function resultPlace(result: WireObject, calls: Calls): Pick<Segment, 'role' | 'tool' | 'isError'> {
  const call = calls.answeredBy(result['toolUseId'])
  const tool: SegmentTool = { name: stringOf(call?.['name']), input: jsonOf(call?.['input']) }
  return { role: 'tool', tool, ...(result['status'] === 'error' && { isError: true }) }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function declaredName(value: unknown): unknown {
  const tool = objectOf(value)
  return (objectOf(tool?.['toolSpec']) ?? objectOf(tool?.['systemTool']))?.['name']
}
