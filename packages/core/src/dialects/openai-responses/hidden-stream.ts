import type { HiddenStream, IsHidden } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf } from '../wire-value.ts'
import { isHiddenCall } from './hidden-call.ts'

/**
 * The events of all rounds as those of one response: it begins once, hidden calls are left out, items and events are numbered through,
 * and the last event holds the items and the usage of all rounds. Its id is the one that it began with: OpenAI's own client refuses
 * another.
 */
export function createHiddenStream(isHidden: IsHidden, _exchanges = 0, isRecorded = false): HiddenStream {
  const numbers = createNumbers()
  const usages: unknown[] = []
  let items: readonly unknown[] = []
  let firstId: unknown
  let round = createRound(0)

  const holds = (): boolean => isRecorded || usages.length > 0 || round.hidden > 0

  /** Where the item stands that an event is about; `hidden` for hidden ones. */
  function placeOf({ output_index: at, item_id: id, item }: WireObject): number | 'hidden' | undefined {
    if (typeof at !== 'number') return round.hiddenIds.has(id) ? 'hidden' : undefined
    const known = round.places.get(at)
    if (known !== undefined) return known
    const place = isHiddenCall(item, isHidden) ? 'hidden' : round.first + at - round.hidden
    round.places.set(at, place)
    if (place === 'hidden') hide(item)
    return place
  }

  function hide(item: unknown): void {
    const id = objectOf(item)?.['id']
    round.hidden++
    if (id !== undefined) round.hiddenIds.add(id)
  }

  function ofItem(event: WireObject): readonly unknown[] {
    const place = placeOf(event)
    if (place === 'hidden') return numbers.skip()
    if (place === undefined) return [numbers.next(event)]
    if (event['type'] === 'response.output_item.done') round.done.set(place, event['item'])
    return [numbers.next(event['output_index'] === place ? event : { ...event, output_index: place })]
  }

  function ending(event: WireObject): readonly unknown[] {
    round.response = objectOf(event['response'])
    firstId ??= round.response?.['id']
    if (!holds()) return [numbers.next(event)]
    round.held.push(event)
    return numbers.skip()
  }

  /** The end of a round as that of all. */
  function joined(event: WireObject): WireObject {
    const { response } = round
    if (response === undefined || (usages.length === 0 && round.hidden === 0)) return event
    const usage = sumOfUsage([...usages, response['usage']])
    const output = [...items, ...shownItems()]
    return {
      ...event,
      response: {
        ...response,
        ...(firstId !== undefined && { id: firstId }),
        output,
        ...(usage !== undefined && { usage }),
      },
    }
  }

  /** The items of the round. Some servers do not repeat them at its end. */
  function shownItems(): readonly unknown[] {
    const repeated = listOf(round.response?.['output']).filter((item) => !isHiddenCall(item, isHidden))
    if (repeated.length >= round.done.size) return repeated
    return [...round.done].sort(([left], [right]) => left - right).map(([, item]) => item)
  }

  return {
    push(given) {
      const event = objectOf(given)
      const type = event?.['type']
      if (event === undefined) return [given]
      if (OPENINGS.has(type)) return usages.length === 0 ? [numbers.next(event)] : numbers.skip()
      return ENDINGS.has(type) ? ending(event) : ofItem(event)
    },
    holds,
    next() {
      usages.push(round.response?.['usage'])
      items = [...items, ...shownItems()]
      const places = [...round.places.values()].filter((place) => place !== 'hidden')
      round = createRound(places.reduce((next, place) => Math.max(next, place + 1), round.first))
    },
    end: () => round.held.map((event) => numbers.next(joined(event))),
    failed: (message) => [
      { type: 'error', code: 'server_error', message, param: null, sequence_number: numbers.last() + 1 },
    ],
  }
}

const OPENINGS: ReadonlySet<unknown> = new Set(['response.created', 'response.queued', 'response.in_progress'])

const ENDINGS: ReadonlySet<unknown> = new Set(['response.completed', 'response.incomplete', 'response.failed'])

/** What is known of a round so far. */
interface Round {
  /** The client's index of its first item. */
  readonly first: number
  /** The client's index of each item, by the provider's. */
  readonly places: Map<number, number | 'hidden'>
  readonly hiddenIds: Set<unknown>
  /** Items shown, as they were when done, by the client's index. */
  readonly done: Map<number, unknown>
  readonly held: WireObject[]
  /** Hidden calls. */
  hidden: number
  /** The response as its end tells it. */
  response: WireObject | undefined
}

function createRound(first: number): Round {
  return {
    first,
    places: new Map(),
    hiddenIds: new Set(),
    done: new Map(),
    held: [],
    hidden: 0,
    response: undefined,
  }
}

/** The numbers of events. */
interface Numbers {
  /** An event with the next number: the very event as long as none was skipped. One without a number gets none. */
  next(event: WireObject): WireObject
  /** No event in place of one. */
  skip(): readonly never[]
  /** The number given last; -1 before the first. */
  last(): number
}

function createNumbers(): Numbers {
  let last = -1
  let areProviders = true
  return {
    next(event) {
      const { sequence_number: given } = event
      if (typeof given !== 'number') return event
      last = areProviders ? given : last + 1
      return given === last ? event : { ...event, sequence_number: last }
    },
    skip() {
      areProviders = false
      return []
    },
    last: () => last,
  }
}
