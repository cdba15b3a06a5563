/** What a chat model is asked: what is read of it. */
export interface LangChainRequest {
  /** The conversation, oldest message first: messages of LangChain, whichever copy of it made them. */
  readonly messages: readonly Message[]
  /** What the model may call, in any form that a chat model's `bindTools` takes or makes. */
  readonly tools?: readonly unknown[] | undefined
  /** Further call options of the chat model: `stop`, `previous_response_id` and others. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
}

/** A message of LangChain. Members that are not read here are kept all the same. */
export interface Message {
  /** `system`, `human`, `ai`, `tool` and others. */
  readonly type: string
  /** A text, or a list of blocks. */
  readonly content: string | readonly Block[]
  /** By which histories know it again. */
  readonly id?: string | undefined
  /** Of a tool's result: the tool, if it is told. */
  readonly name?: string | undefined
  /** Of a tool's result: the call that it answers. */
  readonly tool_call_id?: string | undefined
  /** Of a tool's result: `error` where the tool failed. */
  readonly status?: string | undefined
  /** Of an answer: calls of the client's tools, arguments parsed. */
  readonly tool_calls?: readonly MessageCall[] | undefined
  /** Of an answer: calls whose arguments are no JSON. */
  readonly invalid_tool_calls?: readonly MessageCall[] | undefined
  /** Of an answer: tokens of the call. */
  readonly usage_metadata?: unknown
  /** In the provider's own words. */
  readonly additional_kwargs?: Readonly<Record<string, unknown>> | undefined
  /** What the provider tells beside the answer. */
  readonly response_metadata?: Readonly<Record<string, unknown>> | undefined
}

/** A block of a message's content: LangChain's standard ones, or a provider's own. */
export interface Block {
  /** `text`, `reasoning`, `tool_call`, `tool_use`, `image` and others. */
  readonly type: string
  /** Of texts. */
  readonly text?: string | undefined
  /** Of calls: the tool. */
  readonly name?: string | undefined
  /** Of calls. */
  readonly id?: string | undefined
}

/** A call of a tool in an answer. */
export interface MessageCall {
  /** As the provider gave it. */
  readonly id?: string | undefined
  /** Name of the tool. */
  readonly name?: string | undefined
  /** The arguments: a value, or text where it is no JSON. */
  readonly args?: unknown
}
