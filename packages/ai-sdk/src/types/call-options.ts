/** Options or metadata of providers, by the provider's name. */
export type ProviderOptions = Readonly<Record<string, unknown>>

/** A call of a model, as the AI SDK hands it to a middleware: what is read of `LanguageModelV2CallOptions`, V3 and V4. */
export interface CallOptions {
  readonly prompt: readonly Message[]
  readonly tools?: readonly DeclaredTool[] | undefined
  /** Ends the call, hidden rounds included. */
  readonly abortSignal?: AbortSignal | undefined
}

/** A tool in a call: a function, or one of the provider's. */
export interface DeclaredTool {
  readonly type: string
  readonly name: string
}

/** A message of a prompt. */
export interface Message {
  /** `system`, `user`, `assistant` or `tool`. */
  readonly role: string
  /** A text for `system`, else parts. */
  readonly content: string | readonly Part[]
  readonly providerOptions?: ProviderOptions | undefined
}

/** A part of a message. Which members it has depends on its type; those that are not read here are kept all the same. */
export interface Part {
  readonly type: string
  /** Of `text` and `reasoning`. */
  readonly text?: string | undefined
  /** Of `tool-call` and `tool-result`. */
  readonly toolCallId?: string | undefined
  /** Of `tool-call` and `tool-result`. */
  readonly toolName?: string | undefined
  /** Of `tool-call`: the arguments, parsed. */
  readonly input?: unknown
  /** Of `tool-call`: true where the provider runs the tool itself, and its result is the provider's own. */
  readonly providerExecuted?: boolean | undefined
  /** Of `tool-result`. */
  readonly output?: ToolOutput | undefined
  /** Of `file` and `reasoning-file`. */
  readonly data?: unknown
  readonly providerOptions?: ProviderOptions | undefined
}

/** What a tool gave back. */
export interface ToolOutput {
  /** `text`, `json`, `content`, `error-text`, `error-json` or `execution-denied`. */
  readonly type: string
  /** A text, a JSON value, or a list of items, depending on the type. */
  readonly value?: unknown
  readonly reason?: string | undefined
  readonly providerOptions?: ProviderOptions | undefined
}
