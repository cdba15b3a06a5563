import type { JsonObject } from './json-value.ts'
import type { FinishReason, ScriptedFaults } from './script.ts'

/** A call with its id and its arguments filled in. */
export interface ServedCall {
  /** Letters and digits, unique in a conversation. Rooms add the provider's prefix. */
  readonly id: string
  /** Name of the tool. */
  readonly name: string
  /** With every `{{match:…}}` replaced. */
  readonly args: JsonObject
  /** What a custom tool of OpenAI is given. Undefined: the tool is no custom one. */
  readonly input?: string
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
  /** What goes wrong with it this time. Rooms leave it alone. */
  readonly faults: ScriptedFaults
}
