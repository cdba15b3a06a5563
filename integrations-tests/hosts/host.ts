import type { Compressor, Store } from '@headroom/core'

/** A framework in one of its ways to be used, as the contract drives it: the framework's own loop calls tools and keeps the history. */
export interface Host<Adapter = unknown> {
  /** Framework, way and provider: `langchain createAgent over OpenAI`. */
  readonly name: string
  /** The adapter's specifier: `@headroom/langchain`. The contract imports it, once or as two copies. */
  readonly adapter: string
  /** Name of its format in the stand-in's list, by which requests on the wire are read. */
  readonly format: 'anthropic messages' | 'openai chat' | 'openai responses' | 'gemini' | 'bedrock converse'
  /** Member of a request on the wire that holds what was said. */
  readonly list: 'messages' | 'input' | 'contents'
  /** Who answers the retrieve tool: `hidden`, the adapter, and the history never shows it; `visible`, the framework's own loop. */
  readonly retrieval: 'hidden' | 'visible'
  /** How it can be asked. */
  readonly modes: readonly Mode[]
  /** What a tool may give, by the name of the form: how a text is given in it, in the framework's words. `text` is among them. */
  readonly outputs: Readonly<Record<string, (text: string) => unknown>>
  /** What a tool may give that nothing is to be done about: undefined, circular values, images only. */
  readonly oddOutputs: Readonly<Record<string, () => unknown>>
  /** Points of the contract that do not hold, each with its reason. */
  readonly exceptions: Partial<Readonly<Record<Point, string>>>
  /** An application of the framework. Several conversations may be had with it at once. */
  open(setup: Setup<Adapter>): Promise<App> | App
}

/** How a host is asked. */
export type Mode = 'generate' | 'stream'

/** What the contract says of every host. */
export type Point =
  | 'each content form of a tool output is shortened'
  | 'all else is left as it is'
  | 'files and unknown parts are left as they are'
  | 'odd tool outputs are left as they are'
  | 'ten turns keep their beginnings'
  | 'retrieval alone, again and beside other calls'
  | 'an abort reaches the provider'
  | 'an error is the same as without'
  | 'a retry is the same as without'
  | 'disabled is as without'
  | 'usage sums all rounds'
  | 'parallel conversations do not mix'
  | 'two copies do no harm'

/** What an application is made of. */
export interface Setup<Adapter = unknown> {
  /** The stand-in: `http://127.0.0.1:PORT`, without a path. */
  readonly url: string
  /** The adapter's module, once for each time it is to be put in: none is the framework alone, two are two copies. */
  readonly adapters: readonly Adapter[]
  /** What each is given. */
  readonly options: HeadroomOptions
  /** The user's tools. Each takes one text, `service`. */
  readonly tools: readonly HostTool[]
  /** What is said for all. */
  readonly system: string
  /** How often the framework may try again. */
  readonly retries: number
}

/** Options that every adapter takes. */
export interface HeadroomOptions {
  readonly store: Store
  readonly compressors: readonly Compressor[]
  readonly enabled?: boolean
}

/** A tool of the user. */
export interface HostTool {
  readonly name: string
  readonly description: string
  /** What the framework is given: made by one of the host's `outputs` or `oddOutputs`. */
  execute(input: { readonly service: string }): unknown
}

/** A running application. */
export interface App {
  /** A new conversation. */
  converse(): Conversation
  /** Stops what was started. */
  close?(): Promise<void>
}

/** One conversation, whose history the framework or the host's code keeps as a user's would. */
export interface Conversation {
  /** One user turn: asks, lets the framework answer calls, until the model has answered. Rejects as the framework does. */
  ask(question: string, options: AskOptions): Promise<Answer>
}

/** How a turn is asked. */
export interface AskOptions {
  readonly mode: Mode
  readonly signal?: AbortSignal
  /** Whether the user sends a file and, where the framework has them, other parts beside the text. */
  readonly withParts?: boolean
}

/** What the framework made of a turn. */
export interface Answer {
  /** What the model wrote, over all its replies of this turn. Text that a framework drops where a reply holds calls may be missing. */
  readonly text: string
  /** All that the framework keeps of the conversation, as far as it can be looked at: what the model did not say may not be in it. */
  readonly history: unknown
  /** Tokens of the whole turn as the framework tells them; undefined where it tells none (then an exception names it). */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | undefined
}
