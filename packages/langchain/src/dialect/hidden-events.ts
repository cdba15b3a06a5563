import { type HiddenStream, type IsHidden, sumOfUsage } from '@headroom/core'
import type { ModelEvent } from '../types/reply.ts'
import { endedByItself, isHiddenCall } from './hidden-call.ts'

/**
 * The events of all rounds as those of one message: one start, blocks counted on, hidden calls left out, running usage over all rounds, one
 * finish.
 */
export function createHiddenEvents(isHidden: IsHidden): HiddenStream {
  const usages: unknown[] = []
  let base = 0
  let round = createRound()

  function push(event: unknown): readonly unknown[] {
    if (!isModelEvent(event)) return [event]
    const seen = event.usage === undefined ? event : withUsage(event)
    switch (event.event) {
      case 'message-start':
        return usages.length === 0 ? [seen] : []
      case 'message-finish':
        round.finish = seen
        return holds() ? [] : [seen]
      case 'provider':
        return round.places.has(Object(event.payload).output_index) ? [] : [event]
      default:
        return event.index === undefined ? [seen] : ofBlock(event, event.index)
    }
  }

  function withUsage(event: ModelEvent): ModelEvent {
    round.usage = event.usage
    return usages.length === 0 ? event : { ...event, usage: sumOfUsage([...usages, event.usage]) }
  }

  function ofBlock(event: ModelEvent, index: number): readonly ModelEvent[] {
    const { content } = event
    round.end = Math.max(round.end, index + 1)
    if (isHiddenCall(content, isHidden)) {
      round.hidden.add(index)
      round.places.add(content?.index)
    }
    if (round.hidden.has(index)) return []
    round.isWaiting ||= CALLS.has(content?.type)
    return [base === 0 ? event : { ...event, index: base + index }]
  }

  const holds = (): boolean => usages.length > 0 || round.hidden.size > 0

  return {
    push,
    holds,
    next() {
      usages.push(round.usage)
      base += round.end
      round = createRound()
    },
    end: () => (round.finish === undefined || !holds() ? [] : [round.isWaiting ? round.finish : ended(round.finish)]),
    // As models do.
    failed(_, error) {
      throw error
    },
  }
}

/** What is known of a round so far. */
interface Round {
  /** Indices of blocks that are hidden calls. */
  readonly hidden: Set<number>
  /** Where the provider counts them, for events of its own. */
  readonly places: Set<unknown>
  /** One more than the highest index of a block. */
  end: number
  usage: unknown
  finish: ModelEvent | undefined
  /** Whether the client has something to answer. */
  isWaiting: boolean
}

function createRound(): Round {
  return { hidden: new Set(), places: new Set(), end: 0, usage: undefined, finish: undefined, isWaiting: false }
}

/** Whether an event is one of `_streamChatModelEvents`. */
export function isModelEvent(event: unknown): event is ModelEvent {
  return typeof Object(event).event === 'string'
}

const CALLS: ReadonlySet<unknown> = new Set(['tool_call', 'tool_call_chunk', 'invalid_tool_call', 'tool_use'])

function ended(finish: ModelEvent): ModelEvent {
  const { reason, responseMetadata } = finish
  const told = responseMetadata === undefined ? {} : { responseMetadata: endedByItself(responseMetadata) }
  return { ...finish, ...told, ...(reason === 'tool_use' ? { reason: 'stop' } : {}) }
}
