import type { EventListener } from '../events.ts'
import type { Policy } from '../policy.ts'
import type { ToolRules } from '../tool-rules.ts'
import type { Compressor } from './compressor.ts'
import type { Dialect } from './dialect.ts'
import type { Store } from './store.ts'
import type { Tokenizer } from './tokenizer.ts'

/** What every entry of the engine takes. All optional. */
export interface PlanOptions {
  /** False: nothing is read or changed, the very objects go through, and the report says `disabled`. Default: true. */
  readonly enabled?: boolean
  /**
   * What may be done to which segment. Default: `balanced` where a store is given, else `lossless`.
   * Without a store every policy behaves as `lossless`.
   */
  readonly policy?: Policy
  /**
   * Rules for tools by name or pattern, which go before the policy: `{ 'mcp__db__*': { keepRatio: 0.3 }, Bash: 'verbatim' }`.
   * Without a store `view` means `lossless`.
   */
  readonly tools?: ToolRules
  /**
   * Whether a tool result that repeats an earlier one of the same request becomes a reference to it, and a file that was read
   * before becomes the changes since. Default: true, but for requests from which the provider itself may drop earlier results.
   */
  readonly repeats?: boolean
  /** Keeps originals. Giving one says that the caller can execute the retrieve tool, so that views are allowed. */
  readonly store?: Store
  /** Counts tokens. Default: o200k, or cl100k where `model` needs it. */
  readonly tokenizer?: Tokenizer
  /** The kinds of content that are known, most specific first. Default: `defaultCompressors`. */
  readonly compressors?: readonly Compressor[]
  /** Name of the model, for its tokenizer. Default: the request's own `model`. */
  readonly model?: string
  /** Keeps tenants apart in a shared store: the same text has another key in another scope. Default: empty. */
  readonly scope?: string
  /** Is told what happens. */
  readonly onEvent?: EventListener
  /** Ends the work: the call rejects with the signal's reason. Nothing half done is given out. */
  readonly signal?: AbortSignal
}

/** What `compress` and `compressBody` take. All optional. */
export interface CompressOptions extends PlanOptions {
  /** The request's format, by name or as an object. Default: known by the request's shape. */
  readonly dialect?: string | Dialect
}
