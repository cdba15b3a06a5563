import type { Edit } from './edit.ts'
import type { ViewObstacle } from './report.ts'
import type { Path } from './segment.ts'
import type { ToolDefinition } from './tool.ts'

/**
 * What a dialect knows beside requests and replies, so that calls can be answered out of the client's sight: how a conversation is
 * known again, and how several replies of the model are shown to the client as one.
 *
 * A call is hidden by its name. `isHidden` tells it.
 */
export interface HiddenCalls<Request = unknown, Reply = unknown> {
  /** Why calls of this request cannot be answered out of sight; undefined where they can. */
  obstacle(request: Request): ViewObstacle | undefined
  /** The list that holds what was said. A text in its place counts as the list of one item that means the same. */
  history(request: Request): History
  /** What an item of that list shows. */
  shows(item: unknown): Shown
  /** What a client may send in place of an item of the model that the provider keeps. Absent where each is repeated. */
  reference?(item: unknown): unknown
  /** Member of an item that lists its pieces, results of calls among them; absent where each result is an item. */
  readonly pieces?: string
  /** Whether the provider refuses two items of one side in a row. Default: no. */
  readonly alternates?: boolean
  /** Whether a reply waits for the client by something else than a call. Default: no. */
  waits?(reply: Reply): boolean
  /**
   * What stands upstream in place of the client's own item: the recorded one, with what the client may since have put on its own
   * (breakpoints of a cache).
   */
  marked?(recorded: unknown, given: unknown): unknown
  /**
   * An item that the client holds, without what a provider would refuse because an exchange before it is lost.
   *
   * @param exchanges Exchanges that were found before it.
   */
  orphaned?(item: unknown, exchanges: number): unknown
  /** The provider's way to declare a tool in the middle of a conversation. Absent where it has none. */
  readonly channel?: ToolChannel<Request>
  /** How requests go on from what the provider keeps. Absent where they always show all. */
  readonly anchors?: Anchors<Request, Reply>
  /**
   * The replies of all rounds as one, as the client gets it: what was said in each, in order, without hidden calls; usage summed;
   * the rest as in the last. Where no call is left, it does not say that calls are why it ended.
   */
  shown(replies: readonly [Reply, ...Reply[]], isHidden: IsHidden, exchanges: number): Reply
  /**
   * Starts the stream that the client gets of all rounds.
   *
   * @param isRecorded Whether something of this turn is recorded whatever comes, so that the end of the first round is held, too.
   */
  stream(isHidden: IsHidden, exchanges: number, isRecorded: boolean): HiddenStream
}

/** Ids of replies that the provider keeps, for later requests to go on from. */
export interface Anchors<Request = unknown, Reply = unknown> {
  /** Where the request goes on from; undefined where it shows all. */
  of(request: Request): string | undefined
  /** Where a later request may go on from this reply; undefined where the provider does not keep it. */
  after(reply: Reply): string | undefined
  /** Edits that make the request go on from another reply. */
  moved(request: Request, id: string): readonly Edit[]
}

/** A way to declare a tool in the middle of a conversation, where no byte before changes: caches and signed reasoning stay good. */
export interface ToolChannel<Request = unknown> {
  /** Edits that declare a tool at the end of what was said, as one more item. None where no such item may stand there. */
  declare(request: Request, tool: ToolDefinition): readonly Edit[]
  /** Whether an item of the conversation declares a tool of that name in this way. */
  declares(item: unknown, name: string): boolean
  /** What the request needs in a header whose values are listed with commas. */
  readonly header: RequestHeader
}

/** A header of a request, and the value to add to those it may have. */
export type RequestHeader = readonly [name: string, value: string]

/** Whether calls of the tool of this name are answered out of the client's sight. */
export type IsHidden = (name: string) => boolean

/** The list in a request that holds what was said, oldest first. */
export interface History {
  /** Where the list stands, or the text in its place. */
  readonly path: Path
  /** Messages, contents or items. */
  readonly items: readonly unknown[]
}

/**
 * What an item shows to whoever meets it again: only what survives the ways in which clients keep a history. Reasoning, marks of
 * caches and how a text is cut into parts do not.
 */
export interface Shown {
  /** `answer`: the model said it. `results`: answers of calls are in it. `instructions`: no part of what was said. */
  readonly kind: 'answer' | 'results' | 'said' | 'instructions'
  /** All its text, without that of results. */
  readonly text: string
  /** JSON values: ids and names of calls; ids of results with a hash of their text; what else it can be told by. */
  readonly known: readonly unknown[]
}

/** The client's stream, made of the streams of all rounds. */
export interface HiddenStream {
  /**
   * Takes the next event of the round at hand. The events that end a round are held back, but for a first one without hidden calls:
   * a client that has seen the end may ask again, and by then what it did not see has to be recorded.
   *
   * @returns What the client sees of it now, in order: the very event where nothing about it changes. Unknown events pass.
   */
  push(event: unknown): readonly unknown[]
  /** Whether the events that end the round are held back. */
  holds(): boolean
  /** The round's calls are answered: what was held back of its end is dropped, and the next event is of the next round. */
  next(): void
  /** The turn is over: what was held back, as the end of all rounds. */
  end(): readonly unknown[]
  /**
   * The turn cannot go on: what tells the client so in mid-stream.
   *
   * @param error What `message` is of, for clients that take more than a text.
   */
  failed(message: string, error?: unknown): readonly unknown[]
}
