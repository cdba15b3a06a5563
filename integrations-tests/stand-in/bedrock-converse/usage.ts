import type { AnthropicUsage } from '../anthropic-messages/usage.ts'
import type { JsonObject } from '../json-value.ts'
import { objectOf } from '../json-value.ts'
import { asMessages } from './as-messages.ts'

/**
 * The `usage` of a Converse reply. Cache points are the breakpoints of Anthropic's cache, which this is.
 *
 * @param set Members to set over it.
 */
export function converseUsage(
  request: JsonObject,
  outputTokens: number,
  usageOf: AnthropicUsage,
  set: JsonObject,
): JsonObject {
  const input = usageOf(asMessages(request))
  const written = objectOf(input.cache_creation)
  const [fresh, read, write] = [input.input_tokens, input.cache_read_input_tokens, input.cache_creation_input_tokens]
  const details = [
    { inputTokens: Number(written.ephemeral_5m_input_tokens), ttl: '5m' },
    { inputTokens: Number(written.ephemeral_1h_input_tokens), ttl: '1h' },
  ].filter(({ inputTokens }) => inputTokens > 0)
  return {
    inputTokens: fresh,
    outputTokens,
    totalTokens: Number(fresh) + Number(read) + Number(write) + outputTokens,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: write,
    ...(details.length === 0 ? {} : { cacheDetails: details }),
    ...set,
  }
}
