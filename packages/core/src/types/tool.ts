/** A tool as a model may call it, in no provider's format. */
export interface ToolDefinition {
  readonly name: string
  readonly description: string
  /** JSON Schema (draft 7) of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>
}

/** One call of a tool by a model. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  /** Arguments as JSON text, exactly as the model wrote them where the wire format keeps them as text. */
  readonly input: string
}

/** The answer to one tool call. */
export interface ToolResult {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly isError?: boolean
}
