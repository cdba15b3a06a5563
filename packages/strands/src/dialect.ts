import { bedrockConverse, type Dialect, type Edit, openaiResponses, type Role, type Segment } from '@headroom/core'
import type { SegmentTool, ToolDefinition } from '@headroom/core'
import * as sdk from '@strands-agents/sdk'
import type { ModelCall } from './types.ts'

/** Calls of a model between Strands' agents and their models. Replies are the agent's own. */
export const strands: Dialect<ModelCall> = {
  name: 'strands',
  matches,
  segments,
  dropsEarlier,
  addTool,
  toolCalls: () => [],
  continueWith: () => [],
  usage: () => undefined,
  stopReason: () => undefined,
  readStream: () => ({ push() {}, reply: () => undefined }),
}

/** Whether a value has lists of `messages` and `toolSpecs`. Never throws. */
function matches(request: unknown): request is ModelCall {
  try {
    return [objectOf(request)?.['messages'], objectOf(request)?.['toolSpecs']].every(Array.isArray)
  } catch {
    // A getter that throws. What cannot be read has no shape.
    return false
  }
}

/**
 * The texts of a call: the system prompt (turn -1), text blocks of both roles, what tools gave back (texts, JSON as its text, and
 * documents of plain text), and such documents of users.
 *
 * Never: reasoning, guarded content, citations, inputs of tools, media, documents that are to be cited, unknown blocks, empty texts.
 */
export function* segments({ systemPrompt, messages }: ModelCall): Generator<Segment> {
  yield* textAt(systemPrompt, { path: ['systemPrompt'], role: 'system', turn: -1 })
  yield* blockTexts(listOf(systemPrompt), { path: ['systemPrompt'], role: 'system', turn: -1 }, new Map())
  const calls: Calls = new Map()
  for (const [turn, message] of listOf(messages).entries()) {
    const role = ROLES.get(objectOf(message)?.['role'])
    const content = listOf(objectOf(message)?.['content'])
    if (role !== undefined) yield* blockTexts(content, { path: ['messages', turn, 'content'], role, turn }, calls)
  }
}

/** Edits that declare a tool as the last one; none where the name is taken. */
function addTool({ toolSpecs }: ModelCall, { name, description, inputSchema }: ToolDefinition): readonly Edit[] {
  const isTaken = listOf(toolSpecs).some((declared) => objectOf(declared)?.['name'] === name)
  return isTaken ? [] : [{ op: 'add', path: ['toolSpecs', '-'], value: { name, description, inputSchema } }]
}

/**
 * Whether the provider may take earlier tool results out of a call before the model reads it: the model is configured with context
 * editing of Anthropic's, or with truncation or compaction of OpenAI's.
 */
function dropsEarlier({ model }: ModelCall): boolean {
  const configured = objectOf(model)?.['getConfig']
  const config = typeof configured === 'function' ? objectOf(configured.call(model)) : undefined
  const fields = objectOf(config?.['params'] ?? config?.['additionalRequestFields'])
  const isOfAnthropic = bedrockConverse.dropsEarlier?.({ messages: [], additionalModelRequestFields: fields })
  return isOfAnthropic === true || openaiResponses.dropsEarlier?.({ ...fields, input: [] }) === true
}

type Members = Readonly<Record<string, unknown>>

/** The latest call under each id. */
type Calls = Map<unknown, SegmentTool>

/** Where texts stand, and what they have in common. */
type Place = Omit<Segment, 'text'>

const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ['user', 'user'],
  ['assistant', 'assistant'],
])

function* blockTexts(blocks: readonly unknown[], place: Place, calls: Calls): Generator<Segment> {
  for (const [index, value] of blocks.entries()) {
    const block = objectOf(value)
    const here = { ...place, path: [...place.path, index] }
    if (block?.['type'] === 'toolUseBlock')
      calls.set(block['toolUseId'], { name: String(block['name']), input: jsonOf(block['input']) })
    else if (block?.['type'] === 'toolResultBlock') yield* resultTexts(block, here, calls)
    else if (block !== undefined) yield* textsOf(block, here)
  }
}

function* resultTexts({ toolUseId, status, content }: Members, place: Place, calls: Calls): Generator<Segment> {
  const tool = calls.get(toolUseId) ?? { name: '', input: '' }
  const isError = status === 'error' ? { isError: true } : {}
  for (const [index, value] of listOf(content).entries()) {
    const block = objectOf(value)
    const path = [...place.path, 'content', index]
    if (block !== undefined) yield* textsOf(block, { ...place, path, role: 'tool', tool, ...isError })
  }
}

/** The texts of a block of text, of JSON or of a document. A block of JSON becomes one of text when it is changed. */
function* textsOf(block: Members, place: Place): Generator<Segment> {
  const { type, text, json } = block
  if (type === 'textBlock') yield* textAt(text, { ...place, path: [...place.path, 'text'] })
  if (type === 'documentBlock') yield* documentTexts(block, { ...place, path: [...place.path, 'source'] })
  if (type !== 'jsonBlock' || typeof json !== 'object') return
  const own = jsonOf(json)
  yield* textAt(own, { ...place, wrap: (shorter) => (shorter === own ? block : new sdk.TextBlock(shorter)) })
}

function* documentTexts({ format, source, citations }: Members, place: Place): Generator<Segment> {
  const { type, text, content } = objectOf(source) ?? {}
  if (!TEXT_FORMATS.has(format) || objectOf(citations)?.['enabled'] === true) return
  if (type === 'documentSourceText') yield* textAt(text, { ...place, path: [...place.path, 'text'] })
  if (type !== 'documentSourceContentBlock') return
  for (const [index, part] of listOf(content).entries())
    yield* textAt(objectOf(part)?.['text'], { ...place, path: [...place.path, 'content', index, 'text'] })
}

/** Formats of a document whose source is its text. */
const TEXT_FORMATS: ReadonlySet<unknown> = new Set(['txt', 'md', 'csv', 'html'])

function* textAt(text: unknown, place: Place): Generator<Segment> {
  if (typeof text === 'string' && text !== '') yield { ...place, text }
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // A cycle, or a value that JSON does not have: the provider's business, and no text of ours.
    return ''
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function objectOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? (value as Members) : undefined
}
