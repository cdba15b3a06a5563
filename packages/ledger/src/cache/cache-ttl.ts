import type { DialectName } from './wire-region.ts'
import type { WireObject } from './wire-value.ts'
import { objectOf, stringOf } from './wire-value.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long an entry lives after its last read, in milliseconds, by how the wire formats write it. */
const BY_NAME: ReadonlyMap<string, number> = new Map([
  ['5m', 5 * MINUTE],
  ['30m', 30 * MINUTE],
  ['1h', HOUR],
  ['12h', 12 * HOUR],
  ['24h', 24 * HOUR],
])

/**
 * What is assumed where nothing is said, in milliseconds: Anthropic's and Bedrock's default, and the least that OpenAI promises
 * of its older models (5 to 10 minutes, an hour at most). Gemini promises nothing.
 * Sources: the prompt-caching pages of Anthropic, AWS and OpenAI, 2026.
 */
export const DEFAULT_TTL_MILLISECONDS: number = 5 * MINUTE

/** How long what a marker marks is kept, in milliseconds. */
export function ttlOfMarker(marker: unknown): number {
  return BY_NAME.get(stringOf(objectOf(marker)?.['ttl'])) ?? DEFAULT_TTL_MILLISECONDS
}

/**
 * How long a provider that caches by itself keeps a request's prefix, in milliseconds: as the request asks for, else as the
 * model does.
 */
export function ttlOfRequest(dialect: DialectName, request: WireObject): number {
  const { prompt_cache_options: options, prompt_cache_retention: retention, model } = request
  const asked = BY_NAME.get(stringOf(objectOf(options)?.['ttl'])) ?? BY_NAME.get(stringOf(retention))
  if (asked !== undefined) return asked
  const isOpenai = dialect === 'openai-chat' || dialect === 'openai-responses'
  return isOpenai && KEPT_LONGER.test(stringOf(model)) ? 30 * MINUTE : DEFAULT_TTL_MILLISECONDS
}

/** OpenAI's models that keep a prefix for 30 minutes: gpt-5.6 and later. Source: OpenAI's API reference, `prompt_cache_options`. */
const KEPT_LONGER = /^(?:openai\/)?gpt-(?:5\.[6-9]|[6-9])/
