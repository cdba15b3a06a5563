import type { JsonObject } from '../json-value.ts'
import type { CountPrompt } from '../prompt-cache.ts'
import { createPromptCache } from '../prompt-cache.ts'
import { countTokens } from '../tokens.ts'
import { bodyOf, memberOf } from './body.ts'
import { needsSignatures } from './signature.ts'

/**
 * Shortest prefixes that are cached without being asked for, in tokens: of Gemini 2.5, and of the models after it.
 * Source: "Context caching" of the Gemini API's documentation, 2026.
 */
const MINIMUM_CACHED_TOKENS = { old: 2048, new: 4096 }

/** Tokens of the prompt of a request, and how many of them the model's cache held. */
export type GeminiPrompt = (request: JsonObject, model: string) => ReturnType<CountPrompt>

/** Simulates implicit caching, for each model by itself. Entries never expire within one stand-in. */
export function createGeminiPrompt(): GeminiPrompt {
  const caches = new Map<string, CountPrompt>()
  return (request, model) => {
    const count = caches.get(model) ?? createPromptCache()
    caches.set(model, count)
    const { input, cached } = count(promptOf(request))
    const minimum = needsSignatures(model) ? MINIMUM_CACHED_TOKENS.new : MINIMUM_CACHED_TOKENS.old
    return { input, cached: cached < minimum ? 0 : cached }
  }
}

/** Tokens of the prompt of a request, as `countTokens` tells them. */
export function countGeminiTokens(request: JsonObject): number {
  return countTokens(promptOf(request))
}

function promptOf(request: JsonObject): string {
  const body = bodyOf(request)
  return JSON.stringify([memberOf(body, 'systemInstruction'), body.tools, body.contents])
}

/**
 * `usageMetadata` when so many tokens have been said and thought. Counts that are zero are left out, as by the service.
 *
 * @param set Members to set over it.
 */
export function usageMetadata(
  { input, cached }: ReturnType<CountPrompt>,
  said: number,
  thought: number,
  set: JsonObject,
): JsonObject {
  return {
    promptTokenCount: input,
    ...(said === 0 ? {} : { candidatesTokenCount: said }),
    totalTokenCount: input + said + thought,
    ...(cached === 0 ? {} : { cachedContentTokenCount: cached }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
    ...(cached === 0 ? {} : { cacheTokensDetails: [{ modality: 'TEXT', tokenCount: cached }] }),
    ...(thought === 0 ? {} : { thoughtsTokenCount: thought }),
    ...set,
  }
}
