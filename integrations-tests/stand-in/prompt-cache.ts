import { CHARACTERS_PER_TOKEN, countTokens } from './tokens.ts'

/** Shortest prefix that OpenAI caches, in tokens. Source: OpenAI's prompt caching guide. */
const MINIMUM_CACHED_TOKENS = 1024

/** Cached prefixes are counted in steps of this many tokens. Source: OpenAI's prompt caching guide. */
const CACHED_TOKENS_STEP = 128

/** Prompts a stand-in compares with: the last of a few conversations. */
const PROMPTS_KEPT = 64

/** Tokens of a prompt, and how many of them an earlier prompt began with. */
export type CountPrompt = (prompt: string) => { readonly input: number; readonly cached: number }

/** Simulates OpenAI's implicit prefix cache over everything the model reads. Entries never expire within one stand-in. */
export function createPromptCache(): CountPrompt {
  const prompts: string[] = []
  return (prompt) => {
    const characters = Math.max(0, ...prompts.map((earlier) => sharedLength(earlier, prompt)))
    const shared = Math.floor(characters / CHARACTERS_PER_TOKEN)
    prompts.push(prompt)
    if (prompts.length > PROMPTS_KEPT) prompts.shift()
    return {
      input: countTokens(prompt),
      cached: shared < MINIMUM_CACHED_TOKENS ? 0 : shared - (shared % CACHED_TOKENS_STEP),
    }
  }
}

function sharedLength(earlier: string, later: string): number {
  const limit = Math.min(earlier.length, later.length)
  let length = 0
  while (length < limit && earlier.charCodeAt(length) === later.charCodeAt(length)) length++
  return length
}
