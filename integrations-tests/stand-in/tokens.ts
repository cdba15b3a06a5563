/**
 * UTF-16 units per token of the stand-in. A round figure of ours, near what English text gives; real tokenizers differ by
 * kind of content. Token figures of the stand-in are for comparing two requests, never for stating savings.
 */
export const CHARACTERS_PER_TOKEN = 4

/** Tokens of a text as the stand-in counts them, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
}
