/** The shortest prefix that a model caches. */
export interface CacheableMinimum {
  /** In tokens. A shorter prefix is processed as if nothing were marked, without an error. */
  readonly tokens: number
  /** Who says so, and when. */
  readonly source: string
}

/** The largest minimum of any model, in tokens: enough also for a model of which nothing is known. */
export const LARGEST_MINIMUM = 4096

const ANTHROPIC = "prompt-caching page of Anthropic's skills repository, 2026; LiteLLM's model map, 2026-07"
const OPENAI = "OpenAI's guide to prompt caching: models from gpt-4o on, 2026"
const GOOGLE = 'context-caching page of ai.google.dev, 2026-10'
const AWS = "prompt-caching page of Amazon Bedrock's user guide, 2025"

/** By the name of a model without provider, date and version. Models of which nothing is said are not here. */
const MINIMUMS: ReadonlyMap<string, CacheableMinimum> = new Map([
  ...table(512, ANTHROPIC, ['claude-opus-5', 'claude-fable-5-1', 'claude-mythos-5-1', 'claude-mythos-5']),
  ...table(1024, ANTHROPIC, ['claude-opus-4-8', 'claude-opus-4-1', 'claude-opus-4', 'claude-fable-5']),
  ...table(1024, ANTHROPIC, ['claude-sonnet-5', 'claude-sonnet-4-6', 'claude-sonnet-4-5', 'claude-sonnet-4']),
  ...table(1024, ANTHROPIC, ['claude-3-7-sonnet', 'claude-3-5-sonnet']),
  ...table(2048, ANTHROPIC, ['claude-opus-4-7', 'claude-3-5-haiku', 'claude-3-haiku']),
  ...table(4096, ANTHROPIC, ['claude-opus-4-6', 'claude-opus-4-5', 'claude-haiku-4-5']),
  ...table(2048, GOOGLE, ['gemini-2-5-pro', 'gemini-2-5-flash']),
  ...table(4096, GOOGLE, ['gemini-3-1-pro', 'gemini-3-5-flash', 'gemini-3-6-flash', 'gemini-3-7-flash']),
  ...table(4096, GOOGLE, ['gemini-3-8-flash', 'gemini-4-argon']),
  ...table(1000, AWS, ['nova-micro', 'nova-lite', 'nova-pro', 'nova-premier']),
])

/**
 * The shortest prefix that a model caches.
 *
 * Where sources disagree, the larger number stands: `claude-fable-5` is 512 with Anthropic and 1,024 on Bedrock.
 *
 * @param model As a request or a URL names it, with or without provider, region, date and version.
 * @returns Undefined where nothing is known of the model.
 */
export function cacheableMinimum(model: string | undefined): CacheableMinimum | undefined {
  if (model === undefined) return undefined
  return MINIMUMS.get(plainName(model)) ?? (isCachedByOpenai(model) ? { tokens: 1024, source: OPENAI } : undefined)
}

/** Whether a model is one that OpenAI caches by itself, and for which it takes a `prompt_cache_key`. */
export function isCachedByOpenai(model: string): boolean {
  return CACHED_BY_OPENAI.test(plainName(model))
}

/** gpt-4o and later, and the reasoning models. */
const CACHED_BY_OPENAI = /^(?:chatgpt-|codex-|o[1-9]|gpt-(?:4o|4-1|4-5|[5-9]))/

/** `claude-opus-4-1` of `us.anthropic.claude-opus-4-1-20250805-v1:0`. */
function plainName(model: string): string {
  const decoded = model.toLowerCase().replaceAll('%3a', ':')
  const start = decoded.search(/claude-|gemini-|nova-|gpt-|chatgpt-|codex-|\bo[1-9]/)
  const name = decoded
    .slice(Math.max(start, 0))
    .replaceAll('.', '-')
    .replace(/[@:].*/, '')
  return name.replace(/-(?:\d{8}|v\d|latest|preview|\d{4}-\d{2}-\d{2}).*/, '')
}

function table(tokens: number, source: string, models: readonly string[]): [string, CacheableMinimum][] {
  return models.map((model) => [model, { tokens, source }])
}
