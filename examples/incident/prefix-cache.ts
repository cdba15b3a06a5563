import type { Tokenizer } from '@headroom/core'
import type { CallOptions, ProviderUsage } from './model-types.ts'
import { tokensOf, wireOf } from './wire.ts'

/** Tokens from which Claude Opus 5 caches a prefix: https://platform.claude.com/docs/en/build-with-claude/prompt-caching */
const MINIMUM_TOKENS = 512

/** The simulated prompt cache of one conversation. */
export interface PrefixCache {
  /**
   * What the provider would report for the next call.
   *
   * @param written What the model wrote.
   */
  usageOf(options: CallOptions, written: string): ProviderUsage
}

/**
 * Simulates a prompt cache by its rule: a call reads what the call before it sent, if it begins with exactly those bytes,
 * and writes the rest; below the minimum nothing is cached and all is fresh. The five minutes after which a cache forgets are
 * never reached.
 *
 * @param factor The provider's tokens for each of the tokenizer's, above 0.
 */
export function createPrefixCache(tokenizer: Tokenizer, factor = 1): PrefixCache {
  let cached = { wire: '', tokens: 0 }
  return {
    usageOf(options, written) {
      const wire = wireOf(options)
      const total = Math.round(tokensOf(options, tokenizer) * factor)
      const cacheRead = wire.startsWith(cached.wire) ? cached.tokens : 0
      const isCached = total >= MINIMUM_TOKENS
      if (isCached) cached = { wire, tokens: total }
      const output = Math.round(tokenizer.count(written) * factor)
      return {
        inputTokens: {
          total,
          noCache: isCached ? 0 : total,
          cacheRead: isCached ? cacheRead : 0,
          cacheWrite: isCached ? total - cacheRead : 0,
        },
        outputTokens: { total: output, text: output, reasoning: 0 },
      }
    },
  }
}
