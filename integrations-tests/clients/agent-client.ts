import type { Fetch, Store, Usage, ViewObstacle } from '@headroom/core'

/** A client's library in one of its modes, as the contract drives it: it holds no history of its own. */
export interface AgentClient {
  /** Library and method. */
  readonly name: string
  /** Name of its format in the stand-in's list, by which replies on the wire are read. */
  readonly format: string
  /** Whether replies come as streams. */
  readonly streams: boolean
  /** Whether it sends by `fetch`: else only whole conversations are had with it. */
  readonly usesFetch: boolean
  /** Whether Headroom is in the client itself, not in its `fetch`: then nobody sees the replies as the library gets them. */
  readonly isWrapped?: true
  /** Whether the library tries each round again, not the whole turn: then what fails in a hidden round of a stream is no matter, either. */
  readonly retriesRounds?: boolean
  /** Member of a request that holds what was said. */
  readonly list: 'messages' | 'input' | 'contents'
  /** Whether each request holds all that was said before. False: the provider keeps it. */
  readonly sendsAll: boolean
  /** Frames of a stream without thinking, up to and including the first that has text. */
  readonly framesToText: number
  /** Statuses of a busy provider that the library tries again by itself. */
  readonly busy: readonly number[]
  /** The provider's words for why a reply ended: with calls for the client, and without. */
  readonly stops: { readonly calls: string; readonly end: string }
  /** What the provider says once an exchange is lost to which what was said later is bound; undefined where it goes on. */
  readonly bound: string | undefined
  /** Requests whose calls cannot be answered out of sight. */
  readonly obstacles: readonly Obstacle[]
  /** Whether an error is of the library's own kind. */
  isOwnError(error: unknown): boolean
  /** What a user says, as an item of the history. */
  user(text: string): unknown
  /** Results of calls, as items of the history. */
  results(results: readonly Result[]): readonly unknown[]
  /** A client of the library at an address. */
  connect(upstream: Upstream): Ask
}

/** Members of a request, in the library's words, for which nothing is hidden, and why. */
export interface Obstacle {
  readonly members: Readonly<Record<string, unknown>>
  readonly noViews: ViewObstacle
}

/** Where a client finds its provider. */
export interface Upstream {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** What it sends requests with. */
  readonly fetch: Fetch
  /** The `fetch` without Headroom in it. Default: the platform's. */
  readonly under?: Fetch
  /** Puts Headroom into the library's client. */
  readonly wrap?: (<Client>(client: Client) => Client) | undefined
  /** What Headroom keeps its originals in; undefined where there is no Headroom. For clients that send by other means. */
  readonly store?: Store
  /** How often it may try again. Default 0. */
  readonly retries?: number
}

/** A client without anything in it. */
export function same<Client>(client: Client): Client {
  return client
}

/** One request of the library, its reply awaited. Rejects as the library does. */
export type Ask = (history: readonly unknown[], options?: AskOptions) => Promise<Answer>

/** How a request is made. */
export interface AskOptions {
  readonly signal?: AbortSignal
  /** Is told of each piece of text as it comes, where the client streams. */
  readonly onText?: (text: string) => void
  /** Members to set over those of the request, in the library's words; undefined takes one out. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** What the library made of a reply. */
export interface Answer {
  readonly text: string
  /** The calls that the client is to answer. */
  readonly calls: readonly Call[]
  /** Why it ended, in the provider's word. */
  readonly stop: unknown
  /** Tokens that the library tells of, by the class they have in its format. */
  readonly usage: Usage | undefined
  /** What the client adds to its history. */
  readonly items: readonly unknown[]
}

/** A call that the client is to answer. */
export interface Call {
  readonly id: string
  readonly name: string
  readonly args: unknown
}

/** The answer of a call. */
export interface Result {
  readonly call: Call
  readonly text: string
}

/** The tools of the client: their names with descriptions. Each takes one text, `service`. */
export const TOOLS: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'query_logs', description: 'Gives a log.' },
  { name: 'read_metrics', description: 'Gives figures.' },
]

/** The JSON schema of what a tool takes. */
export const SCHEMA = {
  type: 'object',
  properties: { service: { type: 'string' } },
  required: ['service'] as string[],
  additionalProperties: false,
}
