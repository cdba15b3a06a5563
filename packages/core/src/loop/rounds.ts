import { answerRetrieveCall } from '../retrieve/answer.ts'
import { RETRIEVE_TOOL_NAME } from '../retrieve/tool.ts'
import type { Dialect } from '../types/dialect.ts'
import type { HiddenCalls } from '../types/hidden.ts'
import type { Store } from '../types/store.ts'
import type { ToolCall, ToolResult } from '../types/tool.ts'
import type { Conversation } from './conversation.ts'
import { edited, type Sent } from './draft.ts'
import { addedItems, heldResults } from './added-items.ts'
import type { HeldResult } from './exchange.ts'
import { recordAnchors, recordTurn } from './record.ts'
import { untilAborted } from './until-aborted.ts'

/** One call of the model, as the client sees it, and what answers its hidden calls. */
export interface RoundsOptions<Request, Reply> {
  readonly dialect: Dialect<Request, Reply>
  readonly hidden: HiddenCalls<Request, Reply>
  /** The request with originals and hidden exchanges, before anything was shortened. */
  readonly full: Sent<Request>
  /** The client's conversation, in which the answer stands. */
  readonly conversation: Conversation
  /** Items that this turn has put before the answer, out of the client's sight. */
  readonly added: readonly unknown[]
  /** Shortens a request and declares the tool, as was done with the first. */
  readonly upstream: (full: Sent<Request>) => Promise<Sent<Request>>
  readonly store: Store
  readonly scope: string
  readonly maxRounds: number
  readonly signal: AbortSignal | undefined
}

/** The rounds of one turn: a request, and one more after each reply that calls the retrieve tool and nothing else. */
export interface Rounds<Request, Reply> {
  /**
   * Ends a round: answers its retrieve calls, and where the turn is over records what the client does not see.
   *
   * @returns The request that asks again; undefined where the turn is over.
   * @throws The abort signal's reason. Never for anything the model said.
   */
  close(reply: Reply): Promise<Sent<Request> | undefined>
  /** Whether every reply has to be closed, also one that names no hidden call: something else of this turn is to be recorded. */
  readonly mustSee: boolean
  /** The replies so far as one, as the client gets it: the very reply where it is the first and has no hidden calls. */
  shown(): Reply | undefined
  /** Rounds that were answered, and calls. */
  counts(): Counts
}

/** What was answered out of the client's sight. */
export interface Counts {
  /** Further requests that were sent, 0 or more. */
  readonly rounds: number
  /** Retrieve calls that were answered with an original or a part of it, or with what to do instead. */
  readonly retrieved: number
}

/** Whether calls of this tool are answered out of the client's sight. */
export function isRetrieve(name: string): boolean {
  return name === RETRIEVE_TOOL_NAME
}

/** Starts the rounds of a turn. */
export function createRounds<Request, Reply>(options: RoundsOptions<Request, Reply>): Rounds<Request, Reply> {
  const { dialect, hidden, conversation, store, scope, maxRounds, signal } = options
  const exchanged = [...options.added]
  const replies: Reply[] = []
  let { full } = options
  let [rounds, retrieved] = [0, 0]

  async function close(reply: Reply): Promise<Sent<Request> | undefined> {
    replies.push(reply)
    const reason = dialect.stopReason(reply)
    // A reply that broke off is asked for again.
    if (reason === undefined || reason === 'failed') return undefined
    const calls = [...dialect.toolCalls(reply)]
    const own = calls.filter(({ name }) => isRetrieve(name))
    // Calls are whole where the model ended by itself. Some providers do not say that calls are why.
    const isWhole = reason === 'calls' || reason === 'end'
    const waits = calls.length > own.length || hidden.waits?.(reply) === true
    if (own.length === 0 || !isWhole) await end(shownOf([reply]), [], held(reply, calls, own.map(refused)))
    else if (waits) {
      const results = held(reply, calls, await answered(own))
      await end(reply, results, results)
    } else if (rounds <= maxRounds) return continued(reply, own)
    else await end(shownOf([reply]), [], held(reply, calls, own.map(refused)))
    return undefined
  }

  async function continued(reply: Reply, own: readonly ToolCall[]): Promise<Sent<Request>> {
    const results = rounds === maxRounds ? own.map(refused) : await answered(own)
    exchanged.push(...addedItems(options, full.request, reply, results))
    full = edited(full, dialect.continueWith(full.request, reply, results))
    rounds++
    return options.upstream(full)
  }

  async function answered(own: readonly ToolCall[]): Promise<readonly ToolResult[]> {
    retrieved += own.length
    return Promise.all(
      own.map(async ({ id, name, input }) => ({ id, name, text: await answerRetrieveCall(store, input, { scope }) })),
    )
  }

  /** @param results Of all hidden calls, in their order. */
  function held(reply: Reply, calls: readonly ToolCall[], results: readonly ToolResult[]): readonly HeldResult[] {
    const positions = calls.flatMap(({ name }, position) => (isRetrieve(name) ? [position] : []))
    const placed = results.map((result, order) => ({ position: positions[order] ?? calls.length, result }))
    return heldResults(options, full.request, reply, placed)
  }

  /**
   * @param last The last reply as upstream is to have it.
   * @param results Answers of its hidden calls.
   * @param wanted Answers of all its hidden calls, also of those that it is to be without: what the provider keeps has them.
   */
  async function end(last: Reply, results: readonly HeldResult[], wanted: readonly HeldResult[]): Promise<void> {
    const itemsOf = (reply: Reply): readonly unknown[] => addedItems(options, full.request, reply, [])
    await recordAnchors(replies, wanted, options)
    if (exchanged.length + results.length === 0) return
    await recordTurn({ exchanged, last: itemsOf(last), shown: itemsOf(shownOf(replies)), results }, options)
  }

  function shownOf(some: readonly Reply[]): Reply {
    const [first, ...others] = some
    if (first === undefined) throw new TypeError('A turn has at least one reply.')
    // What was said after an exchange may have to tell so.
    const isMarked = conversation.exchanges > 0 && hidden.orphaned !== undefined
    const hidesCalls = [...dialect.toolCalls(first)].some(({ name }) => isRetrieve(name))
    if (others.length === 0 && !hidesCalls && !isMarked) return first
    return hidden.shown([first, ...others], isRetrieve, conversation.exchanges)
  }

  return {
    close: (reply) => untilAborted(close(reply), signal),
    mustSee: options.added.length > 0,
    shown: () => (replies.length === 0 ? undefined : shownOf(replies)),
    counts: () => ({ rounds, retrieved }),
  }
}

function refused({ id, name }: ToolCall): ToolResult {
  const text = 'The retrieve calls of this turn are used up. Answer with what has been read so far.'
  return { id, name, text }
}
