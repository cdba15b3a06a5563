import type { Store } from '@headroom/core'

/** What the runner gives a `callModelInputFilter`, as far as it is read. */
export interface FilterArgs<Data extends ModelData = ModelData> {
  /** What is about to be sent. */
  readonly modelData: Data
  /** The agent whose turn it is. */
  readonly agent: FilteredAgent
  /** The run's, as the retrieve tool is asked with it whether it is enabled. */
  readonly context?: unknown
}

/** What is about to be sent to a model: items of the SDK's protocol. */
export interface ModelData {
  /** The conversation, oldest item first; what the provider keeps is not in it. */
  readonly input: readonly unknown[]
  /** The system prompt. */
  readonly instructions?: string | undefined
}

/** An agent, as far as it is read. */
export interface FilteredAgent {
  /** Its own tools. Those of its MCP servers are not among them. */
  readonly tools: readonly AgentTool[]
  /** A name, or the model itself. */
  readonly model?: unknown
  /** What the provider may do to the conversation stands here. */
  readonly modelSettings?: unknown
}

/** A tool of an agent, of whichever kind. */
export interface AgentTool {
  /** `function`, `shell`, `computer` and others. */
  readonly type?: string | undefined
  /** As the model calls it. */
  readonly name?: string | undefined
  /** Of functions. */
  readonly description?: string | undefined
  /** Of shells: where they run. */
  readonly environment?: object | undefined
  /** Of `headroomTool`: where it looks. */
  readonly store?: Store | undefined
  /** Of `headroomTool`: under which scope it looks. */
  readonly scope?: string | undefined
  /** Whether the model is told of it. */
  isEnabled?(run: never, agent: never): unknown
}

/** A request as the dialect reads it: what the filter is given, in one object. */
export interface AgentRequest extends ModelData {
  /** Those of the agent. */
  readonly tools: readonly AgentTool[]
  /** Of the agent. */
  readonly modelSettings: unknown
}
