import type { ProviderOptions } from './call-options.ts'

/** A model's answer, whole: what is read of `LanguageModelV3GenerateResult` and V4. */
export interface GenerateReply {
  /** What the model said, in order. */
  readonly content: readonly Content[]
  /** Why it stopped. */
  readonly finishReason: FinishReason
  /** Tokens of the call. */
  readonly usage: TokenUsage
  /** What the provider tells beside it. */
  readonly providerMetadata?: ProviderOptions | undefined
  /** What the provider does not support of the request. */
  readonly warnings: readonly unknown[]
}

/** A model's answer as a stream: what is read of `LanguageModelV3StreamResult` and V4. */
export interface StreamReply {
  /** Parts as the provider sends them, `finish` last. */
  readonly stream: ReadableStream<StreamPart>
}

/** One piece of an answer: text, reasoning, a tool call, a file. Members depend on the type. */
export interface Content {
  /** `text`, `reasoning`, `tool-call`, `tool-result`, `file`, `source` and others. */
  readonly type: string
  /** Of `text` and `reasoning`. */
  readonly text?: string | undefined
  /** Of `tool-call` and `tool-result`. */
  readonly toolCallId?: string | undefined
  /** Of `tool-call` and `tool-result`. */
  readonly toolName?: string | undefined
  /** Of `tool-call`: the arguments as JSON text. */
  readonly input?: unknown
  /** Of `tool-call`: true where the provider runs the tool itself. */
  readonly providerExecuted?: boolean | undefined
  /** Of `tool-result`, which only providers give: a JSON value. */
  readonly result?: unknown
  /** Of `tool-result`. */
  readonly isError?: boolean | undefined
  /** Of `tool-result`: true where a later one takes its place. */
  readonly preliminary?: boolean | undefined
  /** Of `file` and `reasoning-file`. */
  readonly data?: unknown
  /** Of `file` and `reasoning-file`. */
  readonly mediaType?: string | undefined
  /** Of `custom`. */
  readonly kind?: string | undefined
  /** What the provider wants back with the piece: signatures, ids. */
  readonly providerMetadata?: ProviderOptions | undefined
}

/** One part of a stream: the start, a delta or the end of a block, a whole piece of content, or news of the call itself. */
export interface StreamPart extends Content {
  /** Of blocks: what their start, deltas and end have in common. */
  readonly id?: string | undefined
  /** Of deltas. */
  readonly delta?: string | undefined
  /** Of `finish`. */
  readonly usage?: TokenUsage | undefined
  /** Of `finish`. */
  readonly finishReason?: FinishReason | undefined
}

/** Why a model stopped. */
export interface FinishReason {
  /** `stop`, `tool-calls`, `length`, `content-filter`, `error` and others. */
  readonly unified: string
  /** In the provider's own words. */
  readonly raw: string | undefined
}

/** Tokens of a call. A figure that the provider does not give is undefined. */
export interface TokenUsage {
  /** Tokens read: all of them, and by kind. */
  readonly inputTokens: Readonly<Record<'total' | 'noCache' | 'cacheRead' | 'cacheWrite', number | undefined>>
  /** Tokens written: all of them, and by kind. */
  readonly outputTokens: Readonly<Record<'total' | 'text' | 'reasoning', number | undefined>>
  /** The provider's own figures. */
  readonly raw?: unknown
}
