import { answerRetrieveCall, applyEdits, type Report, type ToolResult } from '@headroom/core'
import { messageOf } from '../dialect/message-of.ts'
import { continueWith, resultPart, toolCalls } from '../dialect/reply.ts'
import type { Settings } from '../options.ts'
import type { CallOptions, Message, ProviderOptions } from '../types/call-options.ts'
import type { Content, FinishReason } from '../types/reply.ts'
import { upstreamOf } from '../upstream.ts'
import { boundTo } from './bound-reasoning.ts'
import { type Exchange, keepExchange } from './exchange.ts'
import { linkOf, type Place, showsAnything } from './link.ts'
import { isRetrieveCall, waitsForClient } from './retrieve-call.ts'

/** One call of the model, as the client sees it. */
export interface Turn<P> {
  /** The request with originals and hidden exchanges, before anything was shortened. */
  readonly full: P
  /** What was done to it. */
  readonly report: Report
  /** Where the answer stands in the client's conversation. Undefined where that could not be read: then nothing is recorded. */
  readonly place: Place | undefined
  /** Name of the model. */
  readonly model: string | undefined
  /** Hidden exchanges in it. */
  readonly exchanges: number
  /** Whether retrieve calls are answered here, out of the client's sight. */
  readonly isHidden: boolean
}

/** What follows a round. */
export interface Closed<P> {
  /** The request that asks again; undefined where the turn is over. */
  readonly next: P | undefined
  /** Why the model stopped, as the client is to see it. */
  readonly finishReason: FinishReason
}

/** The rounds of one turn: a request, and one more after each answer that calls the retrieve tool and nothing else. */
export interface Rounds<P> {
  /** What the client gets to see of a piece of this round's answer, or of a part of its stream. Undefined: nothing. */
  shown<C extends Content>(piece: C): C | undefined
  /**
   * Ends a round: answers its retrieve calls, and where the turn is over records what the client does not see.
   *
   * @param content All that the model said in this round.
   * @throws The abort signal's reason. Never for anything the model said.
   */
  close(content: readonly Content[], finishReason: FinishReason): Promise<Closed<P>>
  /** A provider's metadata with the figures of this turn under `headroom`. */
  metadata(provider: ProviderOptions | undefined): ProviderOptions
}

/** Reasons to stop after which calls are whole and may be answered. The AI SDK runs the user's tools after the same two. */
const WITH_WHOLE_CALLS: ReadonlySet<string> = new Set(['stop', 'tool-calls'])

/** Starts the rounds of a turn. */
export function createRounds<P extends CallOptions>(turn: Turn<P>, settings: Settings): Rounds<P> {
  const hidden: Message[] = []
  const said: Content[] = []
  let { full, report } = turn
  let answered = 0
  let retrieved = 0

  const hides = (piece: Content): boolean => turn.isHidden && isRetrieveCall(piece)

  function shown<C extends Content>(piece: C): C | undefined {
    return hides(piece) ? undefined : boundTo(turn.exchanges + Math.min(answered, 1), piece)
  }

  async function close(content: readonly Content[], finishReason: FinishReason): Promise<Closed<P>> {
    const visible = content.filter((piece) => !hides(piece))
    said.push(...visible)
    const calls = content.length - visible.length
    const over = { next: undefined, finishReason }
    if (calls === 0 || !WITH_WHOLE_CALLS.has(finishReason.unified)) await end(visible, [])
    else if (content.some(waitsForClient)) await end(content, await answers(content))
    else if (answered <= settings.maxRounds) return { ...over, next: await continued(content) }
    else {
      await end(visible, [])
      return { ...over, finishReason: { ...finishReason, unified: 'stop' } }
    }
    return over
  }

  async function answers(content: readonly Content[]): Promise<readonly ToolResult[]> {
    const results = await answersTo(content, settings)
    retrieved += results.length
    return results
  }

  async function continued(content: readonly Content[]): Promise<P> {
    const isSpent = answered === settings.maxRounds
    const results = isSpent ? refusalsOf(content) : await answers(content)
    const edits = continueWith(full, { content }, results)
    answered++
    hidden.push(...edits.map(({ value }) => value as Message))
    full = applyEdits(full, edits)
    const upstream = await upstreamOf(full, turn.model, settings)
    report = upstream.report
    return upstream.request
  }

  async function end(content: readonly Content[], results: readonly ToolResult[]): Promise<void> {
    if (turn.place === undefined || hidden.length + results.length === 0) return
    const last = messageOf(content)
    const messages = last.content.length === 0 ? hidden : [...hidden, last]
    const exchange = { before: turn.exchanges, messages, results: results.map(resultPart) }
    await record(turn.place, messageOf(said), exchange, settings)
  }

  const metadata = (provider: ProviderOptions | undefined): ProviderOptions => ({
    ...provider,
    headroom: { rounds: answered, retrieved, ...figuresOf(report) },
  })

  return { shown, close, metadata }
}

async function answersTo(content: readonly Content[], { store, scope }: Settings): Promise<readonly ToolResult[]> {
  const calls = [...toolCalls({ content: content.filter(isRetrieveCall) })]
  return Promise.all(
    calls.map(async ({ id, name, input }) => ({ id, name, text: await answerRetrieveCall(store, input, { scope }) })),
  )
}

function refusalsOf(content: readonly Content[]): readonly ToolResult[] {
  const text = 'The retrieve calls of this turn are used up. Answer with what has been read so far.'
  return [...toolCalls({ content })].map(({ id, name }) => ({ id, name, text }))
}

async function record(place: Place, shown: Message, exchange: Exchange, { store, scope }: Settings): Promise<void> {
  if (!showsAnything(shown)) return
  try {
    await keepExchange(store, await linkOf(place, shown, scope), exchange)
  } catch {
    // A store that fails, or content that is no JSON. The answer stands; the next turn is sent as the client has it.
  }
}

function figuresOf({ tokensBefore, tokensAfter, tokensSaved, keys, outcomes }: Report): ProviderOptions {
  const failures = outcomes.flatMap(({ detail }) => (detail === undefined ? [] : [detail]))
  const failed = failures.length === 0 ? {} : { failed: [...new Set(failures)] }
  return { tokensBefore, tokensAfter, tokensSaved, keys, ...failed }
}
