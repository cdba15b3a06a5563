import { type Fetch, type FetchOptions, headroomFetch } from '@headroom/core'
import { type Batches, losslessBatch } from './lossless-batch.ts'

/** Where a provider takes conversations. */
export interface Endpoints {
  /** The ends of addresses, without their queries, where a conversation is answered or counted. */
  readonly turns: RegExp
  /** Where it takes many at once. */
  readonly batches?: Batches
}

/** `headroomFetch` for the addresses of conversations, lossless forms for batches of them. Everything else goes by, the very arguments. */
export function conversationFetch(upstream: Fetch, options: FetchOptions, { turns, batches }: Endpoints): Fetch {
  const headroom = headroomFetch(upstream, options)
  return async (input, init) => {
    const [path = ''] = (input instanceof Request ? input.url : String(input)).split(/[?#]/, 1)
    if (turns.test(path)) return headroom(input, init)
    if (batches?.end.test(path) !== true || typeof init?.body !== 'string') return upstream(input, init)
    return upstream(input, { ...init, body: await losslessBatch(init.body, batches, options) })
  }
}

/**
 * What was there before Headroom: a client that is wrapped again, be it by another copy of this package, has one Headroom, the
 * newer.
 */
export function unwrapped<T extends object>(given: T): T {
  return (given as Marked<T>)[UPSTREAM] ?? given
}

/** Marks what stands in place of another. */
export function marked<T extends object>(wrapped: T, given: T): T {
  return Object.assign(wrapped, { [UPSTREAM]: given })
}

const UPSTREAM = Symbol.for('@headroom/clients upstream')

type Marked<T> = T & { readonly [UPSTREAM]?: T }
