import type { HiddenStream, IsHidden } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf, toldBy } from '../wire-value.ts'
import { isHiddenCall } from './hidden-call.ts'

/**
 * The events of all rounds as those of one message: one `message_start`, blocks numbered through, hidden ones left out, one
 * `message_delta` with the usage of all rounds, one `message_stop`.
 */
export function createHiddenStream(isHidden: IsHidden, _exchanges = 0, isRecorded = false): HiddenStream {
  const usages: unknown[] = []
  let round = createRound()
  let blocks = 0

  const holds = (): boolean => isRecorded || usages.length > 0 || round.hidesCalls()

  function begin(event: WireObject): readonly unknown[] {
    const { index, content_block: block } = event
    const isLeftOut = isHiddenCall(block, isHidden)
    round.places.set(index, isLeftOut ? undefined : blocks)
    if (isLeftOut) return []
    if (objectOf(block)?.['type'] === 'tool_use') round.hasCalls = true
    return placed(event, blocks++)
  }

  function inBlock(event: WireObject): readonly unknown[] {
    const { index } = event
    const place = round.places.get(index)
    return place === undefined && round.places.has(index) ? [] : placed(event, place ?? index)
  }

  function end(event: WireObject): readonly unknown[] {
    round.usage = { ...round.usage, ...toldBy(objectOf(event['usage']) ?? {}) }
    return holds() ? hold(event) : [event]
  }

  function hold(event: unknown): readonly unknown[] {
    round.held.push(event)
    return []
  }

  function summed(event: WireObject): WireObject {
    if (usages.length === 0) return event
    return { ...event, usage: sumOfUsage([...usages, round.usage]) }
  }

  /** The end of the last round. Its hidden calls may be all that it called. */
  function closed(event: WireObject): WireObject {
    const delta = objectOf(event['delta'])
    const isOver = delta?.['stop_reason'] === 'tool_use' && !round.hasCalls
    return summed(isOver ? { ...event, delta: { ...delta, stop_reason: 'end_turn' } } : event)
  }

  return {
    push(given) {
      const event = objectOf(given)
      switch (event?.['type']) {
        case 'message_start':
          round.usage = objectOf(objectOf(event['message'])?.['usage']) ?? {}
          return usages.length === 0 ? [given] : []
        case 'content_block_start':
          return begin(event)
        case 'content_block_delta':
        case 'content_block_stop':
          return inBlock(event)
        case 'message_delta':
          return end(event)
        case 'message_stop':
          return holds() ? hold(given) : [given]
        default:
          return [given]
      }
    },
    holds,
    next() {
      usages.push(round.usage)
      round = createRound()
    },
    end: () =>
      round.held.map((event) => (objectOf(event)?.['type'] === 'message_delta' ? closed(Object(event)) : event)),
    failed: (message) => [{ type: 'error', error: { type: 'api_error', message } }],
  }
}

/** What is known of a round so far. */
interface Round {
  /** The client's index of each block; undefined for hidden ones. */
  readonly places: Map<unknown, number | undefined>
  readonly held: unknown[]
  usage: WireObject
  /** Whether the client has calls to answer. */
  hasCalls: boolean
  hidesCalls(): boolean
}

function createRound(): Round {
  const places = new Map<unknown, number | undefined>()
  return { places, held: [], usage: {}, hasCalls: false, hidesCalls: () => [...places.values()].includes(undefined) }
}

/** An event at the client's index: the very event where that is the provider's. */
function placed(event: WireObject, index: unknown): readonly unknown[] {
  return [event['index'] === index ? event : { ...event, index }]
}
