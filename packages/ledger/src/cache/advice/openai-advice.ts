import { isCachedByOpenai } from '../cacheable-minimum.ts'
import type { Fingerprints } from '../fingerprints.ts'
import type { WireObject } from '../wire-value.ts'
import type { Advice } from './advice.ts'

/** What OpenAI's automatic cache would do better with. */
export function* openaiAdvice(request: WireObject, prints: Fingerprints, model: string): Generator<Advice> {
  const { minimumTokens, regions } = prints
  const { prompt_cache_key: key, prompt_cache_retention: retention, prompt_cache_options: options } = request
  // The format has many speakers; others take no key.
  if (minimumTokens === undefined || !isCachedByOpenai(model)) return
  const tokens = regions.reduce((sum, region) => sum + region.tokens, 0)
  const shared = regions.reduce((sum, { kind, tokens: own }) => sum + (kind === 'message' ? 0 : own), 0)
  if (tokens < minimumTokens && (retention !== undefined || options !== undefined)) {
    yield {
      code: 'below-minimum',
      severity: 'costly',
      path: [],
      problem: `The request asks for caching, but has about ${tokens} tokens; the model caches from ${minimumTokens}.`,
      remedy: 'Nothing is lost; leave the options out where requests stay this short.',
      tokens,
    }
  }
  if (shared < minimumTokens || (key !== undefined && key !== null)) return
  yield {
    code: 'no-cache-key',
    severity: 'costly',
    path: [],
    problem: `About ${shared} tokens of tools and system prompt are the same in every request, and no \`prompt_cache_key\` sends these to the same machine.`,
    remedy: 'Set `prompt_cache_key` to something stable for each conversation or kind of request.',
    tokens: shared,
  }
}
