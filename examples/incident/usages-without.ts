import type { Tokenizer } from '@headroom/core'
import type { ProviderUsage } from './model-types.ts'
import { createPrefixCache } from './prefix-cache.ts'
import type { RecordedTurn } from './recording.ts'
import { tokensOf } from './wire.ts'

/**
 * What the provider would have reported for the turns as the agent asked for them: one call each, nothing retrieved, answered
 * as they were. In the provider's tokens, as far as a constant factor can do that.
 */
export function usagesWithout(turns: readonly RecordedTurn[], tokenizer: Tokenizer): ProviderUsage[] {
  const calls = turns.flatMap((turn) => turn.calls)
  const theirs = calls.reduce((sum, { usage }) => sum + (usage.inputTokens.total ?? 0), 0)
  const ours = calls.reduce((sum, { options }) => sum + tokensOf(options, tokenizer), 0)
  const cache = createPrefixCache(tokenizer, theirs > 0 && ours > 0 ? theirs / ours : 1)
  const chargesWrites = calls.some(({ usage }) => (usage.inputTokens.cacheWrite ?? 0) > 0)
  return turns.map(({ asked, calls: own }) => {
    const { inputTokens, outputTokens } = cache.usageOf(asked, '')
    const { noCache = 0, cacheWrite = 0 } = inputTokens
    const input = chargesWrites ? inputTokens : { ...inputTokens, noCache: noCache + cacheWrite, cacheWrite: 0 }
    return { inputTokens: input, outputTokens: own.at(-1)?.usage.outputTokens ?? outputTokens }
  })
}
