import type { Usage } from '@headroom/core'

/** The classes of input and output that have prices of their own. Disjoint. */
export type TokenClass = 'input' | 'cacheRead' | 'cacheWriteShort' | 'cacheWriteLong' | 'output'

/** The classes that make up a prompt. */
const INPUT_CLASSES = ['input', 'cacheRead', 'cacheWriteShort', 'cacheWriteLong'] as const

/** Every class, in the order in which they are shown. */
export const TOKEN_CLASSES: readonly TokenClass[] = [...INPUT_CLASSES, 'output']

/** Tokens of a call, or of many, by class: whole numbers, 0 or more. All but `reasoning` are disjoint. */
export interface TokensByClass {
  /** Fresh input: neither read from nor written to a cache. */
  readonly input: number
  /** Input read from a cache. */
  readonly cacheRead: number
  /** Input written to a cache for the provider's usual time (5 minutes at Anthropic), or for a time it does not tell. */
  readonly cacheWriteShort: number
  /** Input written to a cache for an hour or longer. */
  readonly cacheWriteLong: number
  /** Output, reasoning included. */
  readonly output: number
  /** The part of `output` spent on reasoning, as far as the provider tells. */
  readonly reasoning: number
}

/** No tokens at all. */
export const NO_TOKENS: TokensByClass = {
  input: 0,
  cacheRead: 0,
  cacheWriteShort: 0,
  cacheWriteLong: 0,
  output: 0,
  reasoning: 0,
}

/**
 * A provider's usage as disjoint classes. A class that is not reported is 0; what is no count (negative, not finite) is read as
 * 0, a part is cut to its whole.
 */
export function tokensByClass(usage: Usage): TokensByClass {
  const written = countOf(usage.cacheWrite)
  const cacheWriteLong = Math.min(countOf(usage.cacheWriteLong), written)
  const output = countOf(usage.output)
  return {
    input: countOf(usage.input),
    cacheRead: countOf(usage.cacheRead),
    cacheWriteShort: written - cacheWriteLong,
    cacheWriteLong,
    output,
    reasoning: Math.min(countOf(usage.reasoning), output),
  }
}

/** Tokens of the whole prompt: fresh, read and written. */
export function promptTokens(tokens: TokensByClass): number {
  return INPUT_CLASSES.reduce((sum, name) => sum + tokens[name], 0)
}

/** The sum of two, class by class. */
export function addTokens(one: TokensByClass, two: TokensByClass): TokensByClass {
  return {
    input: one.input + two.input,
    cacheRead: one.cacheRead + two.cacheRead,
    cacheWriteShort: one.cacheWriteShort + two.cacheWriteShort,
    cacheWriteLong: one.cacheWriteLong + two.cacheWriteLong,
    output: one.output + two.output,
    reasoning: one.reasoning + two.reasoning,
  }
}

function countOf(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
