/** Longer names are no model's: the longest that is known has 74 characters. */
const MAX_LENGTH = 200

/** First parts of a path that say who bills, by their names at gateways, and the provider's name in `@pydantic/genai-prices`. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['anthropic', 'anthropic'],
  ['openai', 'openai'],
  ['google', 'google'],
  ['gemini', 'google'],
  ['vertex', 'google'],
  ['vertex_ai', 'google'],
  ['bedrock', 'aws'],
  ['aws', 'aws'],
  ['azure', 'azure'],
  ['openrouter', 'openrouter'],
  ['groq', 'groq'],
  ['deepseek', 'deepseek'],
  ['mistral', 'mistral'],
  ['xai', 'x-ai'],
  ['x-ai', 'x-ai'],
])

/** Bedrock's names: a region, where there is one, a vendor, a model. */
const BEDROCK =
  /^(?:(?:us|us-gov|eu|apac|au|jp|ca|in|global)\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen)\./

/** What may follow a model's name and means no other model: a stage, a date or build, Bedrock's version. One of each. */
const VERSION =
  /^(?:-(?:latest|preview|exp|beta))?(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{2}-\d{4}|\d{2}-\d{2}|\d{3,4}|\d{8}))?(?:-v\d{1,2})?(?::\d{1,2})?$/

/** Claude's names with the version first, as some gateways write them. */
const VERSION_FIRST = /^claude-(\d{1,2}(?:[.-]\d{1,2})?)-(opus|sonnet|haiku|fable|mythos)(?=[-@:]|$)/

/** A model's name, read apart. */
export interface ModelName {
  /** Who bills, as `@pydantic/genai-prices` calls it; undefined where neither name nor caller tells. */
  readonly provider: string | undefined
  /** Spellings to look for, lower case, the given one first. */
  readonly names: readonly string[]
}

/**
 * Reads a model's name apart, by these rules and no others:
 *
 * 1. `models/…` is Google's, so is any path with `publishers/` (Claude on Vertex too); a Bedrock ARN is AWS's. The last part counts.
 * 2. A first part that names a provider (`anthropic/…`, `vertex_ai/…`, `openrouter/…`) is taken off; another one stays. It says who
 *    bills, unless the caller does.
 * 3. `eu.anthropic.…` and the like is AWS's, with the region: regions have prices of their own.
 * 4. Claude's version may stand first (`claude-4.5-haiku`), and with a dot.
 * 5. A stage, date or version behind a name (`-20250929`, `@20250929`, `-2026-03-05`, `-latest`, `-v1:0`) means the same model.
 *
 * @param provider Who bills, where the caller knows it; it goes before what the name says.
 */
export function readModelName(model: string, provider?: string): ModelName {
  const given = provider?.toLowerCase()
  const named = given === undefined ? undefined : (PROVIDERS.get(given) ?? given)
  if (model.length > MAX_LENGTH) return { provider: named, names: [] }
  const whole = model.trim().toLowerCase()
  const route = routeOf(whole)
  const claude = route.name.replace(VERSION_FIRST, 'claude-$2-$1')
  const dashed = claude.startsWith('claude-') ? claude.replaceAll('.', '-') : claude
  const isResold = named !== undefined && named !== route.provider
  const versioned = [...(isResold ? [whole] : []), route.name, claude, dashed]
  return { provider: named ?? route.provider, names: [...new Set([...versioned, ...versioned.map(withoutVersion)])] }
}

/** Whether text behind a name means no other model. Linear. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

function routeOf(name: string): { readonly provider: string | undefined; readonly name: string } {
  const last = name.slice(name.lastIndexOf('/') + 1)
  if (name.startsWith('arn:aws:bedrock:')) return { provider: 'aws', name: last }
  if (name.startsWith('models/') || name.includes('publishers/')) return { provider: 'google', name: last }
  const slash = name.indexOf('/')
  const provider = slash === -1 ? undefined : PROVIDERS.get(name.slice(0, slash))
  if (provider !== undefined) return { provider, name: name.slice(slash + 1) }
  return { provider: BEDROCK.test(name) ? 'aws' : undefined, name }
}

/** The name without what `isVersion` allows behind it: as much as there is. */
function withoutVersion(name: string): string {
  for (let end = 1; end < name.length; end++) {
    if ('-@:'.includes(name.charAt(end)) && isVersion(name.slice(end))) return name.slice(0, end)
  }
  return name
}
