import type { Removed } from './removed.ts'
import { promptTokens, type TokensByClass } from './tokens-by-class.ts'

/**
 * How many of the provider's tokens one of ours may stand for. Outside of it the two did not count the same (images, text that only
 * one of them saw) and the ratio is not used. Source: o200k against Claude, Gemini and Llama over code, prose and CJK lies between
 * 0.6 and 1.6 in what users report (issues of opencrabs and gajae-code).
 */
const RATIOS = { least: 0.5, most: 2 } as const

/** A removed part, with what an earlier request of its conversation tells about it. */
export interface PlacedPart extends Removed {
  /** Tokens of the whole prompt of the first request that had it, in the provider's count; undefined if that is this one. */
  readonly firstPrompt: number | undefined
}

/** Provider's tokens for one of ours, in this request; undefined where it is not known. */
export function ratioOf(tokens: TokensByClass, sentTokens: number | undefined): number | undefined {
  if (sentTokens === undefined || !(sentTokens > 0)) return undefined
  const ratio = promptTokens(tokens) / sentTokens
  return ratio >= RATIOS.least && ratio <= RATIOS.most ? ratio : undefined
}

/**
 * The tokens a request would have had, had nothing been shortened: each part in the class that the tokens around it had.
 *
 * Caches hold prefixes, so a prompt is read up to some place, then written, then fresh. A part that an earlier request had in a
 * prompt of n tokens stands within the first n: of those, the share that was read now is its share too. A part that is new is not
 * read, unless more stands behind it than was not read. What is not read is written or fresh as the prompt's own tokens are.
 *
 * @param ratio Provider's tokens for one of ours.
 */
export function withoutShortening(tokens: TokensByClass, parts: readonly PlacedPart[], ratio: number): TokensByClass {
  const unread = promptTokens(tokens) - tokens.cacheRead
  let read = 0
  let rest = 0
  for (const part of parts) {
    const share = readShare(part, tokens.cacheRead, unread, ratio)
    read += part.tokens * share
    rest += part.tokens * (1 - share)
  }
  const ofRest = (own: number): number => (unread === 0 ? 0 : (rest * own) / unread)
  return {
    ...tokens,
    input: added(tokens.input, ofRest(tokens.input) * ratio),
    cacheRead: added(tokens.cacheRead, read * ratio),
    cacheWriteShort: added(tokens.cacheWriteShort, ofRest(tokens.cacheWriteShort) * ratio),
    cacheWriteLong: added(tokens.cacheWriteLong, ofRest(tokens.cacheWriteLong) * ratio),
  }
}

function readShare({ firstPrompt, behind = 0 }: PlacedPart, cacheRead: number, unread: number, ratio: number): number {
  if (unread === 0) return 1
  if (firstPrompt !== undefined) return firstPrompt === 0 ? 0 : Math.min(1, cacheRead / firstPrompt)
  return behind * ratio >= unread ? 1 : 0
}

function added(own: number, more: number): number {
  return Math.max(0, own + Math.round(more))
}
