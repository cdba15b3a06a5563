import type { Edit, Path, Role, Segment, SegmentTool, ToolDefinition } from '@headroom/core'
import type { CallOptions, Message, Part, ToolOutput } from '../types/call-options.ts'
import { jsonOf } from './json-of.ts'

/** Whether a value has a `prompt` of messages, each with a role. Never throws. */
export function matches(request: unknown): request is CallOptions {
  try {
    const prompt = (request as Partial<CallOptions> | null | undefined)?.prompt
    return (
      Array.isArray(prompt) && prompt.every((message: Partial<Message> | null) => typeof message?.role === 'string')
    )
  } catch {
    // A getter of the caller's that throws. What cannot be read has no shape.
    return false
  }
}

/**
 * The texts of a prompt: system prompts, text parts of users and assistants, and what tools gave back as text, JSON or
 * text items. Errors of tools are marked as such.
 *
 * Never: reasoning, files, images, tool inputs, results of tools that the provider ran, unknown parts, empty texts.
 */
export function* segments({ prompt }: CallOptions): Generator<Segment> {
  const calls: Calls = new Map()
  for (const [turn, { role, content }] of prompt.entries()) {
    const path = ['prompt', turn, 'content']
    if (typeof content === 'string') {
      const speaker = SPEAKERS.get(role)
      if (speaker !== undefined && content !== '') yield { path, text: content, role: speaker, turn }
      continue
    }
    for (const [index, part] of content.entries()) {
      if (part.type === 'tool-call') calls.set(part.toolCallId, part)
      yield* textsOfPart(part, [...path, index], { role, turn }, calls)
    }
  }
}

/** Marks a tool that is declared here, for other middlewares of Headroom. No JSON has it. */
export const DECLARED: unique symbol = Symbol.for('headroom.declared')

/** Edits that declare a function tool: as the last of `tools`, or as the only one. None where the name is taken. */
export function addTool({ tools }: CallOptions, tool: ToolDefinition): readonly Edit[] {
  const { name, description, inputSchema } = tool
  const value = { type: 'function', name, description, inputSchema, [DECLARED]: true }
  if (!Array.isArray(tools)) return [{ op: 'add', path: ['tools'], value: [value] }]
  return tools.some((declared) => declared.name === name) ? [] : [{ op: 'add', path: ['tools', '-'], value }]
}

/** The latest call under each id. */
type Calls = Map<string | undefined, Part>

/** The message that a part stands in. */
interface Place {
  readonly role: string
  readonly turn: number
}

const SPEAKERS: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
])

function* textsOfPart(part: Part, path: Path, { role, turn }: Place, calls: Calls): Generator<Segment> {
  const speaker = SPEAKERS.get(role)
  if (part.type === 'text' && typeof part.text === 'string') {
    if (speaker !== undefined && part.text !== '')
      yield { path: [...path, 'text'], text: part.text, role: speaker, turn }
    return
  }
  const call = calls.get(part.toolCallId)
  // Without its call, a result in an assistant message can only be the provider's.
  const isOpaque = call === undefined ? role === 'assistant' : call.providerExecuted === true
  if (part.type !== 'tool-result' || part.output === undefined || isOpaque) return
  const tool = { name: call?.toolName ?? part.toolName ?? '', input: inputOf(call) }
  yield* textsOfOutput(part.output, [...path, 'output'], { turn, tool })
}

function* textsOfOutput(
  output: ToolOutput,
  path: Path,
  { turn, tool }: { readonly turn: number; readonly tool: SegmentTool },
): Generator<Segment> {
  const { type, value } = output
  const place = { role: 'tool', turn, tool } as const
  const isError = type === 'error-text' || type === 'error-json'
  if (type === 'content' && Array.isArray(value)) {
    for (const [index, item] of (value as readonly Part[]).entries()) {
      if (item.type === 'text' && typeof item.text === 'string' && item.text !== '') {
        yield { ...place, path: [...path, 'value', index, 'text'], text: item.text }
      }
    }
  } else if (type === 'text' || type === 'error-text') {
    if (typeof value !== 'string' || value === '') return
    yield { ...place, path: [...path, 'value'], text: value, ...(isError ? { isError } : {}) }
  } else if (type === 'json' || type === 'error-json') {
    const text = jsonOf(value)
    if (text === '') return
    const wrap = (shorter: string): ToolOutput => ({ ...output, type: 'text', value: shorter })
    yield { ...place, path, text, wrap, ...(isError ? { isError } : {}) }
  }
}

function inputOf(call: Part | undefined): string {
  return typeof call?.input === 'string' ? call.input : jsonOf(call?.input)
}
