import type { JsonObject } from './json-value.ts'
import type { FinishReason } from './script.ts'

/** A call with its id and its arguments filled in. */
interface ServedCall {
  /** Letters and digits, unique in a conversation. Rooms add the provider's prefix. */
  readonly id: string
  /** Name of the tool. */
  readonly name: string
  /** With every `{{match:…}}` replaced. */
  readonly args: JsonObject
}

/** A turn as it is served: conditions decided, strings filled in. */
export interface ServedTurn {
  /** Assistant turns before this one. */
  readonly index: number
  /** Empty: none. */
  readonly thinking: string
  /** Empty: none. */
  readonly text: string
  /** In the order of the script; parallel where there are several. */
  readonly calls: readonly ServedCall[]
  /** Why the reply ends. */
  readonly finishReason: FinishReason
  /** Members to set over the simulated usage. */
  readonly usage: JsonObject
  /** Server-sent events before the connection drops; `Infinity` for never. */
  readonly cutAfterFrames: number
}
