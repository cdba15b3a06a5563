import type { Advice } from './advice/advice.ts'
import { coverage } from './advice/coverage.ts'
import { geminiAdvice } from './advice/gemini-advice.ts'
import { markerRules } from './advice/marker-rules.ts'
import { openaiAdvice } from './advice/openai-advice.ts'
import { volatilePrefix } from './advice/volatile-prefix.ts'
import { readBlocks } from './blocks.ts'
import { compareFingerprints } from './compare-fingerprints.ts'
import { type FingerprintOptions, type Fingerprints, fingerprints } from './fingerprints.ts'
import { readRegions } from './read-regions.ts'
import type { WireRegions } from './wire-region.ts'
import { objectOf, stringOf } from './wire-value.ts'

/** What `advise` takes. All optional. */
export interface AdviseOptions extends FingerprintOptions {
  /** Of the request before this one in the same conversation, to tell what changed. */
  readonly previous?: Fingerprints
}

/**
 * Says what could be better about how a request uses its provider's cache: what the provider refuses, what is billed that need
 * not be. Of the request's text it repeats none but names of tools and models.
 *
 * @returns None where all is well, or the format is not known. Throws only what the request's own getters throw.
 */
export function advise(request: unknown, options: AdviseOptions = {}): readonly Advice[] {
  const members = objectOf(request)
  const read = readRegions(request, options)
  const prints = fingerprints(request, options)
  if (members === undefined || read === undefined || prints === undefined) return []
  const model = stringOf(members['model']) || (options.model ?? '')
  const advice: Advice[] = [...changedPrefix(read, prints, options.previous)]
  const { dialect } = read
  if (dialect === 'anthropic-messages' || dialect === 'bedrock-converse') {
    const marked = readBlocks(members, dialect, options.countTokens)
    const isCached = dialect === 'anthropic-messages' || marked.breakpoints.length > 0 || model.includes('claude')
    advice.push(...markerRules(members, marked, dialect, model))
    if (isCached) advice.push(...coverage(members, marked, model, options.countTokens !== undefined))
  } else if (dialect === 'gemini') advice.push(...geminiAdvice(read))
  else advice.push(...openaiAdvice(members, prints, model))
  return [...advice, ...volatilePrefix(read, prints.caching === 'marked', options.countTokens)]
}

function* changedPrefix(
  { regions }: WireRegions,
  prints: Fingerprints,
  previous: Fingerprints | undefined,
): Generator<Advice> {
  const comparison = previous === undefined ? undefined : compareFingerprints(previous, prints)
  if (comparison?.status !== 'broken') return
  const { change, lostTokens, keptRegions } = comparison
  const isOrder = change.startsWith('tools reordered')
  yield {
    code: isOrder ? 'tools-reordered' : 'prefix-changed',
    severity: 'costly',
    path: regions[keptRegions]?.path ?? [],
    problem: `The request does not begin as the one before: ${change}; about ${lostTokens} tokens are written anew.`,
    remedy: isOrder ? 'Sort the tools by name before they are sent.' : 'Only add at the end of a conversation.',
    tokens: lostTokens,
  }
}
