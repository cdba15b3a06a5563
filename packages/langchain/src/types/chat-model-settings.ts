/** Call options of a chat model: `tools` in the provider's form, `signal` and others. */
export type CallOptions = Readonly<Record<string, unknown>>

/** Settings of chat models, under the names that their classes have for them. */
export interface ChatModelSettings {
  /** Its name with the provider. */
  readonly model?: unknown
  /** The same, in older classes. */
  readonly modelName?: unknown
  /** Answers that are asked for at once. */
  readonly n?: unknown
  /** What goes to OpenAI beside what LangChain knows. */
  readonly modelKwargs?: CallOptions | undefined
  /** What goes to Anthropic beside what LangChain knows. */
  readonly invocationKwargs?: CallOptions | undefined
  /** Of Anthropic: what the provider drops from long conversations. */
  readonly contextManagement?: unknown
  /** Of Google: the answer is JSON. */
  readonly json?: unknown
  /** Of OpenAI: nothing is kept there. */
  readonly zdrEnabled?: unknown
}
