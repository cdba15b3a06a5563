/** A tool as a model may call it, in no provider's format. */
export interface ToolDefinition {
  /** Unique among the tools of a request. */
  readonly name: string
  /** What it does and when to use it, for the model. */
  readonly description: string
  /** JSON Schema (draft 7) of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>
}

/** One call of a tool by a model. */
export interface ToolCall {
  /** As the provider gave it; empty in forms that have none. */
  readonly id: string
  /** Name of the tool. */
  readonly name: string
  /** Arguments as JSON text, exactly as the model wrote them where the wire format keeps them as text. */
  readonly input: string
}

/** The answer to one tool call. */
export interface ToolResult {
  /** Id of the call. */
  readonly id: string
  /** Name of the tool. */
  readonly name: string
  /** What the model is to read. */
  readonly text: string
  /** True where the tool failed and the text says how. */
  readonly isError?: boolean
}
