import type { Role, Segment } from '../../types/segment.ts'
import { type CallsById, createCallsById } from '../calls-by-id.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { clientCall, nameOfTool } from './client-call.ts'

/** What the dialect reads of a request to `POST /v1/responses`. Members may hold anything; what does not fit is left alone. */
export interface ResponsesRequest {
  /** A text, or items: messages, calls, outputs of calls, reasoning and more. */
  readonly input?: unknown
  /** A system prompt. */
  readonly instructions?: unknown
  /** Tools as the API declares them. Codex declares its own in an item instead. */
  readonly tools?: unknown
  /** Id of the reply that the request goes on from. */
  readonly previous_response_id?: unknown
  /** A conversation that the provider keeps, or its id. */
  readonly conversation?: unknown
  /** A template that the provider keeps, which may declare tools. */
  readonly prompt?: unknown
  /** `auto` where the provider may drop the oldest items. */
  readonly truncation?: unknown
  /** What the provider may do to the conversation before the model reads it. */
  readonly context_management?: unknown
  /** `false` where the provider keeps nothing. */
  readonly store?: unknown
  /** `true` where the reply is fetched later. */
  readonly background?: unknown
}

/**
 * The texts of a request: `instructions` (turn -1), an `input` that is a text, messages of every role, and what the client's tools
 * gave back: outputs of functions and custom tools (a text, or parts), of shells (standard output and error) and of patches.
 *
 * Never: reasoning, compaction, references to items, calls and their arguments, what the provider's own tools found, declared
 * tools, images, files, unknown items and parts, texts with annotations (they count its characters), empty texts. Nor the output
 * of a call that a program made: code reads it, not the model.
 *
 * @returns In wire order. Throws only what the request's own getters throw.
 */
export function* segments({ instructions, input, tools }: ResponsesRequest): Generator<Segment> {
  yield* textAt(instructions, { path: ['instructions'], role: 'system', turn: -1 })
  yield* textAt(input, { path: ['input'], role: 'user', turn: 0 })
  const outputs = listOf(tools).some(isHostedShell) ? OUTPUTS_BUT_SHELL : OUTPUTS
  const calls: Calls = createCallsById()
  for (const [turn, value] of listOf(input).entries()) {
    const item = objectOf(value)
    if (item === undefined) continue
    if (stringOf(item['type']).endsWith('_call')) calls.add(stringOf(item['call_id']), item)
    const role = ROLES.get(item['role'])
    if (outputs.has(item['type'])) yield* resultTexts(item, turn, calls)
    else if (role !== undefined && isMessage(item)) {
      yield* contentTexts(item['content'], { path: ['input', turn, 'content'], role, turn })
    }
  }
}

/** Where texts stand, and what they have in common. */
type Place = Omit<Segment, 'text'>

/** The calls met so far. */
type Calls = CallsById<WireObject>

const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
])

const OUTPUTS_BUT_SHELL: ReadonlySet<unknown> = new Set([
  'function_call_output',
  'custom_tool_call_output',
  'local_shell_call_output',
  'apply_patch_call_output',
])

const OUTPUTS: ReadonlySet<unknown> = new Set([...OUTPUTS_BUT_SHELL, 'shell_call_output'])

// Clients that send a call back may leave out where it ran; the tool still tells.
function isHostedShell(tool: unknown): boolean {
  const members = objectOf(tool)
  return members?.['type'] === 'shell' && stringOf(objectOf(members['environment'])?.['type']).startsWith('container')
}

// The type of a message may be left out.
function isMessage({ type }: WireObject): boolean {
  return type === 'message' || type === undefined || type === null
}

function* resultTexts(item: WireObject, turn: number, calls: Calls): Generator<Segment> {
  // The output of a local shell has its call's id for its own.
  const callItem = calls.answeredBy(stringOf(item['call_id']) || stringOf(item['id']))
  const call = callItem && clientCall(callItem)
  if (isForProgram(item) || (callItem !== undefined && (call === undefined || isForProgram(callItem)))) return
  const tool = { name: call?.name ?? nameOfTool(item), input: call?.input ?? '' }
  const place: Place = { path: ['input', turn, 'output'], role: 'tool', turn, tool }
  const isError = item['type'] === 'apply_patch_call_output' && item['status'] === 'failed'
  yield* item['type'] === 'shell_call_output'
    ? shellTexts(item['output'], place)
    : contentTexts(item['output'], isError ? { ...place, isError } : place)
}

function isForProgram({ caller }: WireObject): boolean {
  const type = objectOf(caller)?.['type']
  return type !== undefined && type !== 'direct'
}

function* shellTexts(outputs: unknown, place: Place): Generator<Segment> {
  for (const [index, output] of listOf(outputs).entries()) {
    for (const stream of ['stdout', 'stderr']) {
      yield* textAt(objectOf(output)?.[stream], { ...place, path: [...place.path, index, stream] })
    }
  }
}

function* contentTexts(content: unknown, place: Place): Generator<Segment> {
  yield* textAt(content, place)
  for (const [index, value] of listOf(content).entries()) {
    const part = objectOf(value)
    const isText = part?.['type'] === 'input_text' || part?.['type'] === 'output_text'
    if (part === undefined || !isText || listOf(part['annotations']).length > 0) continue
    yield* textAt(part['text'], { ...place, path: [...place.path, index, 'text'] })
  }
}

function* textAt(text: unknown, place: Place): Generator<Segment> {
  if (typeof text === 'string' && text !== '') yield { ...place, text }
}
