import type { IsHidden } from '../../types/hidden.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'
import { isHiddenCall, isHiddenFunctionCall } from './hidden-call.ts'
import { createCalls } from './streamed-calls.ts'

/** The deltas of one round as the client gets them. */
export interface ShownDeltas {
  /** Takes the next delta: it without hidden calls, others numbered without gaps. The very delta where nothing about it changes. */
  push(delta: WireObject): WireObject
  /** Whether a hidden call has begun. */
  hides(): boolean
  /** Whether the client has calls to answer. */
  hasCalls(): boolean
}

/** No deltas yet. Fragments belong to the calls to which the reader of streams puts them. */
export function createShownDeltas(isHidden: IsHidden): ShownDeltas {
  const calls = createCalls()
  const places: Place[] = []
  let hidden = 0
  let older: boolean | undefined

  function fragmentsOf(fragments: readonly unknown[]): readonly unknown[] {
    return calls.push(fragments).flatMap((at, order) => {
      const fragment = fragments[order]
      if (at === undefined) return hidden === 0 ? [fragment] : []
      const place = (places[at] ??= begin(fragment))
      return place.isHidden ? [] : [numbered(fragment, place)]
    })
  }

  // Some number every call 0: a number is only changed where one before it is hidden.
  function begin(fragment: unknown): Place {
    if (isHiddenCall(fragment, isHidden)) {
      hidden++
      return { isHidden: true, index: undefined }
    }
    return { isHidden: false, index: hidden === 0 ? undefined : places.length - hidden }
  }

  function isOlderHidden(delta: WireObject): boolean {
    // Only the first fragment has a name.
    const name = stringOf(objectOf(delta['function_call'])?.['name'])
    if (name !== '') older = isHiddenFunctionCall(delta, isHidden)
    return older === true
  }

  return {
    push(delta) {
      const fragments = listOf(delta['tool_calls'])
      const own = fragmentsOf(fragments)
      const isSame = own.length === fragments.length && own.every((fragment, at) => fragment === fragments[at])
      if (isSame && !isOlderHidden(delta)) return delta
      const { tool_calls: _calls, function_call: call, ...said } = delta
      return {
        ...said,
        ...(own.length > 0 && { tool_calls: own }),
        ...(call !== undefined && !isOlderHidden(delta) && { function_call: call }),
      }
    },
    hides: () => hidden > 0 || older === true,
    hasCalls: () => places.some((place) => !place.isHidden) || older === false,
  }
}

/** Where a call stands for the client. */
interface Place {
  readonly isHidden: boolean
  /** Its number; undefined where that is the provider's. */
  readonly index: number | undefined
}

function numbered(fragment: unknown, { index }: Place): unknown {
  const given = objectOf(fragment)?.['index']
  const isKept = index === undefined || given === undefined || given === null || given === index
  return isKept ? fragment : { ...objectOf(fragment), index }
}
