import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'
import { vertexAddress } from './address.ts'
import { judgeThinking, readBindings } from './binding.ts'
import { blocksOf } from './blocks.ts'
import { checkBreakpointOrder } from './check-breakpoint-order.ts'
import { checkPairing } from './check-pairing.ts'
import { checkRoles } from './check-roles.ts'
import { cameWithThinking } from './tool-use-id.ts'

/** Breakpoints a request may hold. Source: Anthropic's prompt caching documentation. */
const MAXIMUM_BREAKPOINTS = 4

/**
 * What the Messages API would refuse a request for. The wording follows the service's, as clients have reported it.
 *
 * @param url Path with query; Vertex AI's bodies have a version in place of a model.
 */
export function checkAnthropicMessages(
  request: JsonObject,
  settings: RoomSettings,
  url: string = '/v1/messages',
): Refusal | undefined {
  const message =
    (settings.strict
      ? (checkAddress(request, url) ?? checkShape(request) ?? checkPairing(request) ?? checkLatestThinking(request))
      : undefined) ?? checkThinking(request, settings)
  return message === undefined ? undefined : { status: 400, type: 'invalid_request_error', message }
}

/** The model is either in the path or in the body. */
function checkAddress(request: JsonObject, url: string): string | undefined {
  if (vertexAddress(url) === undefined) return undefined
  if (request.model !== undefined) return 'model: Extra inputs are not permitted'
  return request.anthropic_version === undefined ? 'anthropic_version: Field required' : undefined
}

function checkShape(request: JsonObject): string | undefined {
  if (request.max_tokens === undefined) return 'max_tokens: Field required'
  if (objectsOf(request.messages).length === 0) return 'messages: at least one message is required'
  return (
    checkToolNames(request) ??
    checkRoles(request) ??
    checkContent(request) ??
    checkBreakpoints(request) ??
    checkBreakpointOrder(request)
  )
}

function checkToolNames(request: JsonObject): string | undefined {
  const names = objectsOf(request.tools).map(({ name }) => name)
  return new Set(names).size < names.length ? 'tools: Tool names must be unique.' : undefined
}

function checkContent(request: JsonObject): string | undefined {
  const messages = objectsOf(request.messages)
  for (const [at, { role, content }] of messages.entries()) {
    const blocks = blocksOf(content)
    if (blocks.length === 0 && !(role === 'assistant' && at === messages.length - 1)) {
      return `messages.${at}: all messages must have non-empty content except for the optional final assistant message`
    }
    for (const block of blocks) {
      const fault = checkBlock(block, role)
      if (fault !== undefined) return fault
    }
  }
  return undefined
}

/** Claude says blank texts itself, beside calls and after searches, and takes them back (recorded). */
function checkBlock(block: JsonObject, role: unknown): string | undefined {
  const texts = [block, ...objectsOf(block.content)]
    .filter(({ type }) => type === 'text')
    .map(({ text }) => stringOf(text))
  if (texts.includes('')) return 'messages: text content blocks must be non-empty'
  if (role !== 'assistant' && texts.some((text) => text.trim() === '')) {
    return 'messages: text content blocks must contain non-whitespace text'
  }
  return undefined
}

function checkBreakpoints(request: JsonObject): string | undefined {
  const blocks = [request, ...objectsOf(request.tools), ...objectsOf(request.system)]
  for (const { content } of objectsOf(request.messages)) {
    for (const block of objectsOf(content)) blocks.push(block, ...objectsOf(block.content))
  }
  const found = blocks.filter(({ cache_control: control }) => control !== undefined && control !== null).length
  if (found <= MAXIMUM_BREAKPOINTS) return undefined
  return `A maximum of ${MAXIMUM_BREAKPOINTS} blocks with cache_control may be provided. Found ${found}.`
}

/** In a tool loop the reply that made the calls comes back with its thinking. */
function checkLatestThinking(request: JsonObject): string | undefined {
  const messages = objectsOf(request.messages)
  const at = messages.findLastIndex(({ role }) => role === 'assistant')
  const blocks = blocksOf(messages[at]?.content)
  const isComplete =
    blocks.some(({ type }) => type === 'thinking') || !blocks.some(({ id }) => cameWithThinking(stringOf(id)))
  if (isComplete) return undefined
  return (
    `messages.${at}.content.0: \`thinking\` or \`redacted_thinking\` blocks in the latest assistant message cannot be ` +
    'modified. These blocks must remain as they were in the original response.'
  )
}

function checkThinking(request: JsonObject, { strict, prefixCheck }: RoomSettings): string | undefined {
  const binding = objectOf(objectOf(request.thinking).block_binding)
  for (const bound of readBindings(request).bound) {
    const verdict = judgeThinking(bound)
    const fault = `messages.${bound.message}.content.${bound.block}: Invalid \`signature\` in \`thinking\` block`
    if (verdict === 'tampered' && (strict || prefixCheck)) return fault
    if (verdict === 'bound elsewhere' && prefixCheck && binding.prefix_mismatch_behavior !== 'drop_block') {
      return (
        `${fault}. The block is bound to a different conversation. Remove the block, or set ` +
        '`thinking.block_binding.prefix_mismatch_behavior` to "drop_block".'
      )
    }
  }
  return undefined
}
