import type { IsHidden } from '@headroom/core'
import { calledIn, indexOf, isHiddenCall } from './hidden-call.ts'

/** Leaves hidden calls out of the pieces of one streamed message. */
export interface CallFilter {
  /** Those of the pieces that are not of hidden calls; the very list where none is. */
  own<T extends object>(pieces: readonly T[]): readonly T[]
  /** Whether a hidden call has come. */
  hides(): boolean
  /** Ids of hidden calls. */
  readonly ids: ReadonlySet<unknown>
  /** One more than the highest place so far, 0 where none was told. */
  end(): number
}

/** Starts a filter for blocks of content, or for pieces of calls: each is told apart by a name at first, then by its place only. */
export function createCallFilter(isHidden: IsHidden): CallFilter {
  const places = new Set<unknown>()
  const ids = new Set<unknown>()
  let [hasHidden, end] = [false, 0]

  function isOwn(piece: object): boolean {
    const place = indexOf(piece)
    if (typeof place === 'number') end = Math.max(end, place + 1)
    if (isHiddenCall(piece, isHidden)) {
      hasHidden = true
      places.add(place)
      ids.add((piece as { readonly id?: unknown }).id)
      return false
    }
    // Some servers count each call from the same place.
    if (calledIn(piece) !== undefined) places.delete(place)
    return place === undefined || !places.has(place)
  }

  return {
    own(pieces) {
      const kept = pieces.filter(isOwn)
      return kept.length === pieces.length ? pieces : kept
    },
    hides: () => hasHidden,
    ids,
    end: () => end,
  }
}
