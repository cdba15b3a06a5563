import type { JsonObject } from '../json-value.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'

/**
 * A Converse request as the Messages request that Bedrock makes of it for Claude, so that thinking is bound and prefixes are cached by
 * the same rules. Tools that Bedrock runs itself keep the types they come with. A cache point becomes the `cache_control` of the block before it, and is no block itself; what has no counterpart
 * stays as it is.
 *
 * @param request With its `modelId`, which the wire has in the path.
 */
export function asMessages(request: JsonObject): JsonObject {
  return {
    model: request.modelId,
    tools: blocksOf(objectOf(request.toolConfig).tools),
    system: blocksOf(request.system),
    messages: objectsOf(request.messages).map(({ role, content }) => ({ role, content: blocksOf(content) })),
  }
}

function blocksOf(content: unknown): readonly JsonObject[] {
  const blocks: JsonObject[] = []
  for (const block of objectsOf(content)) {
    const before = blocks.at(-1)
    if (block.cachePoint === undefined) blocks.push(blockOf(block))
    else if (before !== undefined) blocks[blocks.length - 1] = { ...before, cache_control: controlOf(block.cachePoint) }
  }
  return blocks
}

function controlOf(cachePoint: unknown): JsonObject {
  const { ttl } = objectOf(cachePoint)
  return { type: 'ephemeral', ...(ttl === undefined ? {} : { ttl }) }
}

function blockOf(block: JsonObject): JsonObject {
  if (block.text !== undefined) return { type: 'text', text: block.text }
  if (block.reasoningContent !== undefined) return thinkingOf(objectOf(block.reasoningContent))
  if (block.toolUse !== undefined) {
    const { type = 'tool_use', toolUseId, name, input } = objectOf(block.toolUse)
    return { type, id: toolUseId, name, input }
  }
  if (block.toolResult !== undefined) {
    const { type = 'tool_result', toolUseId, content, status } = objectOf(block.toolResult)
    const results = blocksOf(content)
    return { type, tool_use_id: toolUseId, content: results, is_error: status === 'error' }
  }
  if (block.json !== undefined) return { type: 'text', text: JSON.stringify(block.json) }
  const { name } = objectOf(block.toolSpec ?? block.systemTool)
  return name === undefined ? block : { name, ...block }
}

function thinkingOf({ reasoningText, redactedContent }: JsonObject): JsonObject {
  if (redactedContent !== undefined) return { type: 'redacted_thinking', data: redactedContent }
  const { text, signature } = objectOf(reasoningText)
  return { type: 'thinking', thinking: stringOf(text), signature: stringOf(signature) }
}
