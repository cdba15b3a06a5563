import type { Message } from './request.ts'

/** An answer of a chat model: what is read of `ChatGeneration`, `ChatGenerationChunk`, and of a message put together from events. */
export interface Answer {
  /** The message. */
  readonly message: Message
  /** Its text, as LangChain tells it beside the message. */
  readonly text?: string
  /** What the provider tells beside it. */
  readonly generationInfo?: Readonly<Record<string, unknown>> | undefined
  /** All that a model's `_generate` gave: this answer is its only generation. Undefined in streams. */
  readonly result?: ChatResult
}

/** What a chat model's `_generate` gives: what is read of it. */
export interface ChatResult {
  /** Answers; several where several were asked for. */
  readonly generations: readonly Answer[]
  /** What the provider tells of the call. */
  readonly llmOutput?: Readonly<Record<string, unknown>> | undefined
}

/** An event of `_streamChatModelEvents`. Members depend on the kind. */
export interface ModelEvent {
  /** `message-start`, `content-block-start`, `content-block-delta`, `content-block-finish`, `usage`, `provider`, `message-finish` and others. */
  readonly event: string
  /** Of blocks: which one. */
  readonly index?: number
  /** Of the start and finish of a block: the block. */
  readonly content?: EventBlock
  /** Of `message-start`: of the message. */
  readonly id?: string | undefined
  /** Of pieces of a block: what is new. */
  readonly delta?: EventBlock
  /** Tokens so far. */
  readonly usage?: unknown
  /** Of `message-finish`. */
  readonly reason?: string | undefined
  /** Of `message-finish`: what the provider tells beside the answer. */
  readonly responseMetadata?: Readonly<Record<string, unknown>> | undefined
  /** Of `message-finish`: whose words a message's reasoning is in, without which it is not sent back. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
  /** Of `provider`: an event of the provider's own. */
  readonly payload?: unknown
}

/** A block in an event. */
export interface EventBlock {
  /** `text`, `tool_call_chunk`, `tool_call` and others. */
  readonly type: string
  /** Of texts. */
  readonly text?: string | undefined
  /** Of calls: the tool. */
  readonly name?: string | undefined
  /** Where the provider counts it. */
  readonly index?: unknown
}
