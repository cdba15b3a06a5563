import type { Path } from '@headroom/core'

/** The request formats whose regions are known. */
export type DialectName = 'anthropic-messages' | 'openai-chat' | 'openai-responses' | 'gemini' | 'bedrock-converse'

/** What a region is. A setting holds no text of its own, but decides which cache is asked. */
export type RegionKind = 'setting' | 'tool' | 'system' | 'message'

/** One region of a request as it stands there. */
export interface WireRegion {
  /** What it is. `system` includes system messages at the head of a conversation. */
  readonly kind: RegionKind
  /** Where it stands. */
  readonly path: Path
  /** The value, in the longest of the spellings that the provider takes for the same: a text is a list of one text block. */
  readonly value: unknown
  /** Name of a tool. */
  readonly label?: string
  /** The last cache marker inside or right behind it: `cache_control`, `cachePoint`, `prompt_cache_breakpoint`. */
  readonly marker?: unknown
}

/** A request, read. */
export interface WireRegions {
  /** The format that it is written in. */
  readonly dialect: DialectName
  /** In the order in which the provider renders them. */
  readonly regions: readonly WireRegion[]
}
