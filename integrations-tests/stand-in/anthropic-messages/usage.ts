import type { JsonObject } from '../json-value.ts'
import { digest } from '../digest.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'
import { countTokens } from '../tokens.ts'
import { blocksOf, renderBlock } from './blocks.ts'

/** Blocks before a breakpoint that are tried for an earlier cache entry. Source: Anthropic's prompt caching documentation, 2026. */
const LOOK_BACK_BLOCKS = 20

/** Cache entries a stand-in keeps: more than a test makes, little enough to hold. */
const MAXIMUM_ENTRIES = 10_000

/** The input members of a Messages usage object. */
export type AnthropicUsage = (request: JsonObject) => JsonObject

/**
 * Simulates prompt caching by breakpoints: a request reads the longest prefix that an earlier one wrote at a breakpoint not
 * more than 20 blocks back, and writes up to its own last breakpoint. Entries never expire within one stand-in.
 *
 * @param minimumTokens Prefixes shorter than this are not cached.
 */
export function createAnthropicUsage(minimumTokens: number): AnthropicUsage {
  const written = new Set<string>()
  return (request) => {
    const prefixes = prefixesOf(request)
    const breakpoints = prefixes.flatMap(({ marked, tokens }, at) => (marked && tokens >= minimumTokens ? [at] : []))
    const read = Math.max(0, ...breakpoints.map((at) => readableTokens(prefixes, at, written)))
    const last = prefixes[breakpoints.at(-1) ?? -1]
    const write = Math.max(0, (last?.tokens ?? 0) - read)
    for (const at of breakpoints) if (written.size < MAXIMUM_ENTRIES) written.add(prefixes[at]?.key ?? '')
    const perHour = last?.ttl === '1h' ? write : 0
    return {
      input_tokens: (prefixes.at(-1)?.tokens ?? 0) - read - write,
      cache_creation_input_tokens: write,
      cache_read_input_tokens: read,
      cache_creation: { ephemeral_5m_input_tokens: write - perHour, ephemeral_1h_input_tokens: perHour },
      service_tier: 'standard',
    }
  }
}

/** Input tokens of a request, cached or not. */
export function countInputTokens(request: JsonObject): number {
  return prefixesOf(request).at(-1)?.tokens ?? 0
}

interface Prefix {
  /** Hash of the model and every block up to here. */
  readonly key: string
  /** Tokens up to here. */
  readonly tokens: number
  /** Whether a breakpoint stands here. */
  readonly marked: boolean
  /** Its time to live, as written. */
  readonly ttl: string
}

function prefixesOf(request: JsonObject): readonly Prefix[] {
  const blocks = [
    ...objectsOf(request.tools).map((block) => ({ role: 'tools', block })),
    ...blocksOf(request.system).map((block) => ({ role: 'system', block })),
    ...objectsOf(request.messages).flatMap(({ role, content }) =>
      blocksOf(content).map((block) => ({ role: stringOf(role), block })),
    ),
  ]
  let key = stringOf(request.model)
  let tokens = 0
  return blocks.map(({ role, block }, at) => {
    const rendered = renderBlock(block)
    key = digest(`${key}${role}${rendered}`)
    tokens += countTokens(rendered)
    const control = block.cache_control ?? (at === blocks.length - 1 ? request.cache_control : undefined)
    return { key, tokens, marked: control !== undefined && control !== null, ttl: stringOf(objectOf(control).ttl) }
  })
}

function readableTokens(prefixes: readonly Prefix[], breakpoint: number, written: ReadonlySet<string>): number {
  for (let at = breakpoint; at >= Math.max(0, breakpoint - LOOK_BACK_BLOCKS); at--) {
    const prefix = prefixes[at]
    if (prefix !== undefined && written.has(prefix.key)) return prefix.tokens
  }
  return 0
}
