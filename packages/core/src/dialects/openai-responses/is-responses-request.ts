import type { WireObject } from '../wire-value.ts'
import { objectOf, stringOf } from '../wire-value.ts'
import type { ResponsesRequest } from './request.ts'

/**
 * Tells requests of the Responses API from all other bodies with an `input`, by shape alone.
 *
 * - A member that only others have (`messages`, `contents`, `voice`, `dimensions` …) decides against it, as does a `type` other than
 *   `response.create`, the client frame of the WebSocket.
 * - An `input` with items in it: the first that can only be an item, or can only be none, decides. Items are messages (a role) and
 *   known types; texts, token lists and bare content parts, as embeddings and moderation take them, are none.
 * - An `input` that is a text, or an empty list, could as well be embedded, moderated or spoken. Here another member of this API must
 *   be present (`instructions`, `tools`, `store` …), or the model be one of those that OpenAI answers with.
 *
 * Two look the same and only their paths tell them apart: Mistral's chat moderation (a model, and messages as `input`), and a request
 * to Gemini's Interactions with none of its own members.
 *
 * @param request Any value. Never throws, not even where reading it does.
 */
export function isResponsesRequest(request: unknown): request is ResponsesRequest {
  try {
    const members = objectOf(request)
    if (members === undefined || FOREIGN_MEMBERS.some((member) => members[member] !== undefined)) return false
    const { type, input } = members
    if (type !== undefined) return type === FRAME && (input !== undefined || typeof members['model'] === 'string')
    if (Array.isArray(input) && input.length > 0) return isListOfItems(input)
    return (typeof input === 'string' || Array.isArray(input)) && isForModel(members)
  } catch {
    // A getter or proxy of the caller's that throws. What cannot be read has no shape.
    return false
  }
}

const FRAME = 'response.create'

/** Of chat, Gemini, embeddings, speech, Gemini's Interactions and the Realtime API, in this order. */
const FOREIGN_MEMBERS = [
  'messages',
  'contents',
  'encoding_format',
  'dimensions',
  'voice',
  'previous_interaction_id',
  'system_instruction',
  'generation_config',
  'response',
] as const

/**
 * Members of a request that embeddings and moderation never have, and speech only beside a `voice`.
 * Source: the request types of OpenAI's SDK 7.57.
 */
const OWN_MEMBERS = [
  'background',
  'context_management',
  'conversation',
  'include',
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'parallel_tool_calls',
  'previous_response_id',
  'prompt',
  'prompt_cache_key',
  'reasoning',
  'service_tier',
  'store',
  'stream',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_p',
  'truncation',
] as const

/** Families that take no embeddings, moderation or speech; what of them speaks has a `voice`. */
const ANSWERING_MODEL = /^(?:openai\/)?(?:gpt-|o\d|codex|chatgpt-|computer-use)/

function isForModel(members: WireObject): boolean {
  return OWN_MEMBERS.some((member) => members[member] !== undefined) || ANSWERING_MODEL.test(stringOf(members['model']))
}

function isListOfItems(input: readonly unknown[]): boolean {
  for (const value of input) {
    const item = objectOf(value)
    if (item === undefined) return false
    if (isItem(item)) return true
  }
  return false
}

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant'])

/** Items that are neither messages, calls nor outputs of calls. */
const ITEM_TYPES: ReadonlySet<string> = new Set([
  'message',
  'reasoning',
  'compaction',
  'compaction_trigger',
  'item_reference',
  'additional_tools',
  'configuration_update',
  'tool_search_output',
  'program',
  'program_output',
  'mcp_list_tools',
  'mcp_approval_request',
  'mcp_approval_response',
])

function isItem({ type, role }: WireObject): boolean {
  if (typeof type !== 'string') return ROLES.has(role)
  return ITEM_TYPES.has(type) || type.endsWith('_call') || type.endsWith('_call_output')
}
