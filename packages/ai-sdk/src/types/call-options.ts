/** Options or metadata of providers, by the provider's name. */
export type ProviderOptions = Readonly<Record<string, unknown>>

/** A call of a model, as the AI SDK hands it to a middleware: what is read of `LanguageModelV2CallOptions`, V3 and V4. */
export interface CallOptions {
  /** The conversation, oldest message first. */
  readonly prompt: readonly Message[]
  /** What the model may call, in the order in which it is told of them. */
  readonly tools?: readonly DeclaredTool[] | undefined
  /** `text`, or `json` where the answer is to be an object. */
  readonly responseFormat?: { readonly type: string } | undefined
  /** Of the call as a whole. */
  readonly providerOptions?: ProviderOptions | undefined
  /** Ends the call, hidden rounds included. */
  readonly abortSignal?: AbortSignal | undefined
}

/** A tool in a call: a function, or one of the provider's. */
export interface DeclaredTool {
  /** `function`, or what the AI SDK at hand calls those of providers. */
  readonly type: string
  /** As the model calls it. */
  readonly name: string
}

/** A message of a prompt. */
export interface Message {
  /** `system`, `user`, `assistant` or `tool`. */
  readonly role: string
  /** A text for `system`, else parts. */
  readonly content: string | readonly Part[]
  /** Of the message as a whole: cache breakpoints stand here. */
  readonly providerOptions?: ProviderOptions | undefined
}

/** A part of a message. Which members it has depends on its type; those that are not read here are kept all the same. */
export interface Part {
  /** `text`, `reasoning`, `tool-call`, `tool-result`, `file` and others. */
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
  /** Of the part alone: signatures and ids of providers stand here. */
  readonly providerOptions?: ProviderOptions | undefined
}

/** What a tool gave back. */
export interface ToolOutput {
  /** `text`, `json`, `content`, `error-text`, `error-json` or `execution-denied`. */
  readonly type: string
  /** A text, a JSON value, or a list of items, depending on the type. */
  readonly value?: unknown
  /** Of `execution-denied`: what the user said. */
  readonly reason?: string | undefined
  /** Kept as they are, whatever becomes of the value. */
  readonly providerOptions?: ProviderOptions | undefined
}
