/** An agent of Strands, as far as it is used here. Any copy and any version of `@strands-agents/sdk` from 1.16 on has it. */
export interface StrandsAgent {
  /** Puts a handler around a stage. */
  addMiddleware(stage: never, handler: never): unknown
  /** The agent's tools. */
  readonly toolRegistry: {
    /** The tool of a name, if there is one. */
    get(name: string): unknown
    /** Puts each behind those that there are, or in the place of the one of its name. */
    addOrReplace(tools: never): void
  }
  /** What is kept with the agent, and in its sessions. */
  readonly appState: {
    /** The value under a key, if there is one. */
    get(key: string): unknown
    /** Keeps a JSON value under a key. */
    set(key: string, value: unknown): void
  }
}

/** A plugin for `new Agent({ plugins: […] })`. One type for any copy and version of Strands. One plugin serves any number of agents. */
export interface HeadroomPlugin {
  /** Another one for each plugin: Strands refuses two of one name on an agent. */
  readonly name: string
  /**
   * What Strands calls once for each agent: puts the retrieve tool behind the agent's tools, and shortening around its model calls.
   *
   * @throws InvalidOptionError where the agent is of no version that is supported.
   */
  initAgent(agent: StrandsAgent): void
}

/** A call of a model as middleware sees it. Members may hold anything; what does not fit is left alone. */
export interface ModelCall {
  /** `Message`s, oldest first: copies of those that the agent keeps. */
  readonly messages: unknown
  /** A text, or blocks. */
  readonly systemPrompt?: unknown
  /** The tools that are declared. */
  readonly toolSpecs: unknown
  /** The model that is asked. */
  readonly model?: unknown
}
