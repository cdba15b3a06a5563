import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import { checkAnthropicMessages } from '../anthropic-messages/check.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'
import { asMessages } from './as-messages.ts'

/**
 * What Converse would refuse a request for: what its own validation finds, and then what Claude's does in the request that becomes of
 * it, in its wording.
 */
export function checkBedrockConverse(request: JsonObject, settings: RoomSettings): Refusal | undefined {
  const message = (settings.strict ? checkShape(request) : undefined) ?? checkAsClaude(request, settings)
  return message === undefined ? undefined : { status: 400, type: 'ValidationException', message }
}

function checkShape(request: JsonObject): string | undefined {
  return checkTurns(request) ?? checkBlocks(request) ?? checkToolConfig(request)
}

/** Titan takes two messages of a user in a row (recorded). */
const NEED_NOT_ALTERNATE = /titan/

function checkTurns(request: JsonObject): string | undefined {
  const mayRepeat = NEED_NOT_ALTERNATE.test(stringOf(request.modelId))
  let speaker: unknown
  for (const [at, { role, content }] of objectsOf(request.messages).entries()) {
    if (role !== 'user' && role !== 'assistant') {
      return `1 validation error detected: Value at 'messages.${at}.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]`
    }
    if (role === speaker && !mayRepeat) {
      return 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.'
    }
    if (objectsOf(content).length === 0) {
      return `The content field in the Message object at messages.${at} is empty. Add a ContentBlock object to the content field and try again.`
    }
    speaker = role
  }
  return undefined
}

function checkBlocks(request: JsonObject): string | undefined {
  for (const [at, { content }] of objectsOf(request.messages).entries()) {
    const blocks = objectsOf(content)
    for (const [place, block] of blocks.entries()) {
      const where = `messages.${at}.content.${place}`
      if (![block, ...objectsOf(objectOf(block.toolResult).content)].every(isUnion)) {
        return `${where}: exactly one member of the union must be set.`
      }
      if (typeof block.text === 'string' && block.text.trim() === '') {
        return `The text field in the ContentBlock object at ${where} is blank. Add text to the text field, and try again.`
      }
    }
    const hasReasoning = blocks.some(isReasoning)
    if (hasReasoning && !isReasoning(blocks[0] ?? {})) {
      return `messages.${at}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found another block.`
    }
  }
  return undefined
}

function isUnion(block: JsonObject): boolean {
  return KINDS.filter((kind) => block[kind] !== undefined).length === 1
}

/** Source: `ContentBlock` and `ToolResultContentBlock` of @aws-sdk/client-bedrock-runtime. */
const KINDS = [
  'text',
  'image',
  'document',
  'video',
  'audio',
  'toolUse',
  'toolResult',
  'guardContent',
  'cachePoint',
  'reasoningContent',
  'citationsContent',
  'searchResult',
  'json',
]

function isReasoning(block: JsonObject): boolean {
  return block.reasoningContent !== undefined
}

function checkToolConfig({ messages, toolConfig }: JsonObject): string | undefined {
  const blocks = objectsOf(messages).flatMap(({ content }) => objectsOf(content))
  const hasTools = blocks.some(({ toolUse, toolResult }) => toolUse !== undefined || toolResult !== undefined)
  if (toolConfig === undefined) {
    return hasTools
      ? 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
      : undefined
  }
  if (objectsOf(objectOf(toolConfig).tools).length > 0) return undefined
  return "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1"
}

function checkAsClaude(request: JsonObject, settings: RoomSettings): string | undefined {
  const refusal = checkAnthropicMessages({ max_tokens: 1, ...asMessages(request) }, settings)
  return refusal === undefined ? undefined : `The model returned the following errors: ${refusal.message}`
}
