import type { HiddenStream, IsHidden } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'
import { clientCallOf, isHiddenCall } from './hidden-call.ts'

/**
 * The events of all rounds as those of one message: one `messageStart`, blocks numbered through, hidden ones left out, one
 * `messageStop`, and one `metadata` with usage and latency of all rounds.
 */
export function createHiddenStream(isHidden: IsHidden, _exchanges = 0, isRecorded = false): HiddenStream {
  let before: WireObject | undefined
  let round = createRound()
  let blocks = 0

  const holds = (): boolean => isRecorded || before !== undefined || round.hidesCalls

  /** Texts have no event that begins them. */
  function placeOf(index: unknown, start: unknown): number | undefined {
    if (round.places.has(index)) return round.places.get(index)
    const isLeftOut = isHiddenCall(start, isHidden)
    round.places.set(index, isLeftOut ? undefined : blocks)
    if (isLeftOut) round.hidesCalls = true
    else blocks++
    return round.places.get(index)
  }

  function inBlock(given: unknown, name: string, event: WireObject): readonly unknown[] {
    const { contentBlockIndex: index, start } = event
    if (typeof index !== 'number') return [given]
    const place = placeOf(index, start)
    if (place === undefined) return []
    if (clientCallOf(start) !== undefined) round.hasCalls = true
    return [place === index ? given : { ...objectOf(given), [name]: { ...event, contentBlockIndex: place } }]
  }

  function sumWith({ usage, metrics }: WireObject): WireObject {
    const sums = { usage: sumOfUsage([before?.['usage'], usage]), metrics: sumOfUsage([before?.['metrics'], metrics]) }
    return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== undefined))
  }

  function summed(given: unknown, metadata: WireObject): unknown {
    return before === undefined ? given : { ...objectOf(given), metadata: { ...metadata, ...sumWith(metadata) } }
  }

  /** An event that ends the last round. Its hidden calls may be all that it called. */
  function closed(given: unknown): unknown {
    const { messageStop, metadata } = objectOf(given) ?? {}
    const stop = objectOf(messageStop)
    if (stop === undefined) return summed(given, objectOf(metadata) ?? {})
    const isOver = stop['stopReason'] === 'tool_use' && !round.hasCalls
    return isOver ? { ...objectOf(given), messageStop: { ...stop, stopReason: 'end_turn' } } : given
  }

  return {
    push(given) {
      const event = objectOf(given) ?? {}
      for (const name of IN_BLOCKS) {
        const inner = objectOf(event[name])
        if (inner !== undefined) return inBlock(given, name, inner)
      }
      if (objectOf(event['messageStart']) !== undefined) return before === undefined ? [given] : []
      const metadata = objectOf(event['metadata'])
      if (metadata !== undefined) round.metadata = metadata
      else if (objectOf(event['messageStop']) === undefined) return [given]
      if (!holds()) return [given]
      round.held.push(given)
      return []
    },
    holds,
    next() {
      before = sumWith(round.metadata)
      round = createRound()
    },
    end: () => round.held.map(closed),
    failed: (message) => [{ modelStreamErrorException: { message } }],
  }
}

/** Events that belong to a block. */
const IN_BLOCKS = ['contentBlockDelta', 'contentBlockStart', 'contentBlockStop'] as const

/** What is known of a round so far. */
interface Round {
  /** The client's index of each block; undefined for hidden ones. */
  readonly places: Map<unknown, number | undefined>
  /** What ends it. */
  readonly held: unknown[]
  metadata: WireObject
  /** Whether calls have been left out. */
  hidesCalls: boolean
  /** Whether the client has calls to answer. */
  hasCalls: boolean
}

function createRound(): Round {
  return { places: new Map(), held: [], metadata: {}, hidesCalls: false, hasCalls: false }
}
