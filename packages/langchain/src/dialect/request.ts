import type { Edit, Role, Segment, SegmentTool, ToolDefinition } from '@headroom/core'
import type { LangChainRequest, Message, MessageCall } from '../types/request.ts'
import { isDeclared, openAiForm } from './declared.ts'
import { jsonOf } from './json-of.ts'
import { messageIn, pathIn } from './message-in.ts'

/** Whether a value has a list of LangChain messages, each with a type and content. Never throws. */
export function matches(request: unknown): request is LangChainRequest {
  try {
    const messages = (request as Partial<LangChainRequest> | null | undefined)?.messages
    return Array.isArray(messages) && messages.every(isMessage)
  } catch {
    // A getter of the caller's that throws. What cannot be read has no shape.
    return false
  }
}

/**
 * The texts of messages: strings and text blocks of all roles. Those of tools say which call they answer, and whether the tool failed.
 *
 * Never: reasoning, files, images, calls, results of tools that the provider ran, unknown blocks, empty texts. Messages without
 * content that can be read are passed over.
 */
export function* segments({ messages }: LangChainRequest): Generator<Segment> {
  const calls: Calls = new Map()
  for (const [turn, item] of messages.entries()) {
    const message = messageIn(item)
    for (const call of message?.tool_calls ?? []) calls.set(call.id, call)
    const role = ROLES.get(message?.type ?? '')
    if (role === undefined) continue
    const ofTool = role === 'tool' ? { tool: toolOf(message, calls), ...(message.status === 'error' && IS_ERROR) } : {}
    for (const { path, text } of textsOf(message, role))
      yield { path: ['messages', turn, ...pathIn(item), ...path], text, role, turn, ...ofTool }
  }
}

/** Edits that declare a tool, in the form that every chat model takes: as the last of `tools`, or as the only one. None where the name is taken. */
export function addTool({ tools }: LangChainRequest, tool: ToolDefinition): readonly Edit[] {
  const value = openAiForm(tool)
  if (!Array.isArray(tools)) return [{ op: 'add', path: ['tools'], value: [value] }]
  return isDeclared(tools, tool.name) ? [] : [{ op: 'add', path: ['tools', '-'], value }]
}

/** The latest call under each id. */
type Calls = Map<string | undefined, MessageCall>

function isMessage(message: Partial<Message> | null): boolean {
  return typeof message?.type === 'string' && (typeof message.content === 'string' || Array.isArray(message.content))
}

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['human', 'user'],
  ['ai', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

const IS_ERROR = { isError: true }

function toolOf({ tool_call_id: id, name = '' }: Message, calls: Calls): SegmentTool {
  const call = id === undefined ? undefined : calls.get(id)
  return { name: call?.name ?? name, input: call === undefined ? '' : jsonOf(call.args) }
}

/** A text in a message, and where. */
interface Placed {
  readonly path: readonly (string | number)[]
  readonly text: string
}

function* textsOf({ content }: Message, role: Role): Generator<Placed> {
  if (typeof content === 'string' && content !== '') yield { path: ['content'], text: content }
  if (!Array.isArray(content)) return
  for (const [index, block] of content.entries()) {
    // A file of plain text is a block of its own; what a tool gives in it is its result all the same.
    const isText = block?.type === 'text' || (role === 'tool' && block?.type === 'text-plain')
    if (isText && typeof block.text === 'string' && block.text !== '')
      yield { path: ['content', index, 'text'], text: block.text }
  }
}
