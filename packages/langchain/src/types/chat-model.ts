import type { CallOptions } from './chat-model-settings.ts'
import type { ChatResult } from './reply.ts'

/** What a chat model tells of its run. */
export interface RunManager {
  /** Is told of each chunk that is streamed. */
  handleLLMNewToken?(...given: TokenArguments): unknown
}

/** What `handleLLMNewToken` is told: the text, where it stands, ids of the run, and the chunk. */
export type TokenArguments = readonly [
  token: string,
  indices?: unknown,
  runId?: unknown,
  parentRunId?: unknown,
  tags?: unknown,
  fields?: { readonly chunk?: object } | undefined,
]

/** What is used of a chat model of LangChain, whichever copy of it made it. */
export interface ChatModel {
  /** The kind of model, for caches. */
  _llmType(): string
  /** Asks for a whole answer. */
  _generate(messages: readonly unknown[], options: CallOptions, runManager?: RunManager): Promise<ChatResult>
  /** Asks for chunks. Of the base class where the model does not stream. */
  _streamResponseChunks?(
    messages: readonly unknown[],
    options: CallOptions,
    runManager?: RunManager,
  ): AsyncGenerator<unknown>
  /** Asks for events. Missing in older versions. */
  _streamChatModelEvents?(
    messages: readonly unknown[],
    options: CallOptions,
    runManager?: RunManager,
  ): AsyncGenerator<unknown>
  /** Tells the model of tools. Missing where it takes none. */
  bindTools?(tools: readonly unknown[], options?: CallOptions): unknown
  /** The same model with call options. */
  withConfig(config: CallOptions): unknown
  /** A chain that ends in an object of a schema. */
  withStructuredOutput?(schema: unknown, config?: CallOptions): unknown
  /** What the provider is sent beside the messages. */
  invocationParams?(options: CallOptions): unknown
  /** Of models by which another one is chosen for each call. */
  _getModelInstance?(config: unknown): Promise<unknown>
  /** Of OpenAI's: options that are bound to the model. */
  _combineCallOptions?(options: CallOptions): CallOptions
}
