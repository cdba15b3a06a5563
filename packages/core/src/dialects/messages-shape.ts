import type { WireObject } from './wire-value.ts'
import { listOf, objectOf, stringOf } from './wire-value.ts'

/** The dialects whose requests are a list under `messages`. */
export type MessagesShape = 'anthropic-messages' | 'openai-chat'

/**
 * Tells the dialects that keep a conversation under `messages` apart, by shape alone.
 *
 * The first evidence decides: the members beside the messages, then each tool, then each message in order. So a longer
 * conversation never changes what a shorter one has decided, unless that one had no evidence at all. Without any, a request is
 * `openai-chat`, which reads plain strings and text parts as `anthropic-messages` would; but one for a bare `claude-` model
 * with the `max_tokens` that Anthropic requires, and no system message first (which it forbids), is `anthropic-messages`.
 *
 * @param request Any value. Never throws, not even where reading it does.
 * @returns Undefined for all else, messages of Bedrock, of OpenAI's Responses and of the AI SDK among them.
 */
export function messagesShapeOf(request: unknown): MessagesShape | undefined {
  try {
    const members = objectOf(request)
    if (members === undefined || !Array.isArray(members['messages'])) return undefined
    const evidence = evidenceOfMembers(members) ?? evidenceOfMessages(members['messages'])
    if (evidence === 'foreign') return undefined
    return evidence ?? (isClaudeRequest(members) ? 'anthropic-messages' : 'openai-chat')
  } catch {
    // A getter or proxy of the caller's that throws. What cannot be read has no shape.
    return undefined
  }
}

type Evidence = MessagesShape | 'foreign' | undefined

/** Types of content blocks that only one side has. Sources: the request types of both SDKs, and the AI SDK's messages. */
const EVIDENCE_OF_BLOCK: ReadonlyMap<unknown, Evidence> = new Map<unknown, Evidence>([
  ['tool_use', 'anthropic-messages'],
  ['tool_result', 'anthropic-messages'],
  ['server_tool_use', 'anthropic-messages'],
  ['redacted_thinking', 'anthropic-messages'],
  ['document', 'anthropic-messages'],
  ['search_result', 'anthropic-messages'],
  ['mcp_tool_use', 'anthropic-messages'],
  ['mcp_tool_result', 'anthropic-messages'],
  ['container_upload', 'anthropic-messages'],
  ['compaction', 'anthropic-messages'],
  ['tool_addition', 'anthropic-messages'],
  ['tool_removal', 'anthropic-messages'],
  ['image_url', 'openai-chat'],
  ['input_audio', 'openai-chat'],
  ['refusal', 'openai-chat'],
  ['tool-call', 'foreign'],
  ['tool-result', 'foreign'],
  ['input_text', 'foreign'],
  ['output_text', 'foreign'],
  // Bedrock's blocks are named by their only key.
  [undefined, 'foreign'],
])

const OPENAI_ROLES: ReadonlySet<unknown> = new Set(['tool', 'function', 'developer'])

function evidenceOfMembers({ system, anthropic_version: version, tools, functions }: WireObject): Evidence {
  if (typeof system === 'string' || version !== undefined) return 'anthropic-messages'
  if (listOf(system).length > 0) return evidenceOfBlocks(listOf(system)) ?? 'anthropic-messages'
  if (Array.isArray(functions)) return 'openai-chat'
  for (const tool of listOf(tools).map(objectOf)) {
    if (tool?.['type'] === 'function' || objectOf(tool?.['function'])) return 'openai-chat'
    if (typeof tool?.['name'] === 'string') return 'anthropic-messages'
  }
  return undefined
}

function evidenceOfMessages(messages: readonly unknown[]): Evidence {
  for (const item of messages) {
    const message = objectOf(item)
    const evidence = message && evidenceOfMessage(message)
    if (evidence !== undefined) return evidence
  }
  return undefined
}

function evidenceOfMessage({ role, content, tool_calls: calls, function_call: call }: WireObject): Evidence {
  const evidence = evidenceOfBlocks(listOf(content))
  if (evidence === 'foreign') return evidence
  return OPENAI_ROLES.has(role) || Array.isArray(calls) || objectOf(call) ? 'openai-chat' : evidence
}

function evidenceOfBlocks(blocks: readonly unknown[]): Evidence {
  for (const item of blocks) {
    const block = objectOf(item)
    const evidence = block && EVIDENCE_OF_BLOCK.get(block['type'])
    if (evidence !== undefined) return evidence
  }
  return undefined
}

function isClaudeRequest({ model, max_tokens: maxTokens, messages }: WireObject): boolean {
  const isClaude = stringOf(model).startsWith('claude-') && typeof maxTokens === 'number'
  return isClaude && objectOf(listOf(messages)[0])?.['role'] !== 'system'
}
