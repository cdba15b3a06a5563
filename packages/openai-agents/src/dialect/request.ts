import type { Edit, Path, Role, Segment, SegmentTool, ToolDefinition } from '@headroom/core'
import type { AgentRequest, AgentTool } from '../types.ts'
import { type Members, objectOf } from './object-of.ts'

/** Whether a value has an `input` of items. */
export function matches(request: unknown): request is AgentRequest {
  return Array.isArray(objectOf(request)?.['input'])
}

/**
 * The texts of a request: the system prompt (turn -1), messages, and what the agent's own tools gave back: outputs of functions (a
 * text, or the texts of a list), of shells (standard output and error) and of patches.
 *
 * Never: reasoning, compaction, calls and their arguments, what the provider's own tools and containers gave, screenshots, images,
 * files, unknown items, empty texts. Nor the output of a call that a program made: code reads it, not the model.
 */
export function* segments({ instructions, input, tools }: AgentRequest): Generator<Segment> {
  yield* textAt(instructions, { path: ['instructions'], role: 'system', turn: -1 })
  const isHosted = tools.some(isHostedShell)
  const calls: Calls = new Map()
  for (const [turn, value] of input.entries()) {
    const item = objectOf(value)
    if (item === undefined) continue
    const { type, role, callId } = item
    const speaker = ROLES.get(role)
    if (INPUT_OF_CALL.has(type)) calls.set(callId, item)
    else if (RESULTS.has(type) && !(isHosted && type === 'shell_call_output')) yield* resultTexts(item, turn, calls)
    else if (speaker !== undefined && (type === undefined || type === 'message'))
      yield* contentTexts(item['content'], { path: ['input', turn, 'content'], role: speaker, turn })
  }
}

/** Edits that declare a tool as the last one; none where the name is taken. */
export function addTool({ tools }: AgentRequest, tool: ToolDefinition): readonly Edit[] {
  return tools.some(({ name }) => name === tool.name)
    ? []
    : [{ op: 'add', path: ['tools', '-'], value: { type: 'function', ...tool } }]
}

/** The latest call under each id. */
type Calls = Map<unknown, Members>

/** Where texts stand, and what they have in common. */
type Place = Omit<Segment, 'text'>

const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['system', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
])

/** Types of calls that an agent answers, and the member that holds what they are called with. */
const INPUT_OF_CALL: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['function_call', 'arguments'],
  ['shell_call', 'action'],
  ['apply_patch_call', 'operation'],
])

/** Types of the answers, and the name of the tool where the item has none of its own. */
const RESULTS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['function_call_result', ''],
  ['shell_call_output', 'shell'],
  ['apply_patch_call_output', 'apply_patch'],
])

/** A shell in a container of the provider's, whose outputs are the provider's own. */
function isHostedShell({ type, environment }: AgentTool): boolean {
  return type === 'shell' && String(objectOf(environment)?.['type']).startsWith('container')
}

function* resultTexts(item: Members, turn: number, calls: Calls): Generator<Segment> {
  const { type, callId, output, status } = item
  const call = calls.get(callId)
  if ([item, call].some((asked) => objectOf(asked?.['caller'])?.['type'] === 'program')) return
  const place: Place = { path: ['input', turn, 'output'], role: 'tool', turn, tool: toolOf(item, call) }
  if (type === 'shell_call_output') yield* shellTexts(output, place)
  else if (type === 'apply_patch_call_output' && status === 'failed') yield* textAt(output, { ...place, isError: true })
  else yield* contentTexts(output, place)
}

/** The call that a result answers, its namespace in front of the name; by the result alone where the call is not in the request. */
function toolOf(item: Members, call: Members | undefined): SegmentTool {
  const { type, name, namespace } = call?.['name'] === undefined ? item : { ...call, type: item['type'] }
  const own = RESULTS.get(type) || String(name ?? '')
  const isSpace = typeof namespace === 'string' && namespace !== '' && namespace !== own
  return { name: isSpace ? `${namespace}__${own}` : own, input: inputOf(call) }
}

function inputOf(call: Members | undefined): string {
  const input = call?.[INPUT_OF_CALL.get(call['type']) ?? '']
  return typeof input === 'string' ? input : (JSON.stringify(input) ?? '')
}

function* shellTexts(outputs: unknown, place: Place): Generator<Segment> {
  for (const [index, output] of listOf(outputs).entries())
    for (const stream of ['stdout', 'stderr'])
      yield* textAt(objectOf(output)?.[stream], { ...place, path: [...place.path, index, stream] })
}

/** A text, an object that holds one, or a list of such objects. */
function* contentTexts(content: unknown, place: Place): Generator<Segment> {
  yield* textAt(content, place)
  yield* partText(content, place, place.path)
  for (const [index, part] of listOf(content).entries()) yield* partText(part, place, [...place.path, index])
}

function* partText(value: unknown, place: Place, path: Path): Generator<Segment> {
  const part = objectOf(value)
  if (TEXTS.has(part?.['type'])) yield* textAt(part?.['text'], { ...place, path: [...path, 'text'] })
}

const TEXTS: ReadonlySet<unknown> = new Set(['text', 'input_text', 'output_text'])

function* textAt(text: unknown, place: Place): Generator<Segment> {
  if (typeof text === 'string' && text !== '') yield { ...place, text }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
