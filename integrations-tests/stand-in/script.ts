import type { JsonObject } from './json-value.ts'

/** Why a reply ends, in no provider's words. */
export type FinishReason = 'stop' | 'tool-calls' | 'length' | 'content-filter'

/** What must be true of a request for a turn or a call to be served. */
export interface Condition {
  /** Name of a tool that the request must declare. */
  readonly toolDeclared: string
}

/** One tool call that the scripted model makes. */
export interface ScriptedCall {
  /** Name of the tool. It need not be declared: models call tools that are not there. */
  readonly name: string
  /** Strings inside may hold `{{match:REGEX}}`, see `Script`. Default: none, or `{ input }` where there is an input. */
  readonly args?: JsonObject
  /** What a custom tool of OpenAI is given, as text; it may hold `{{match:REGEX}}`. Undefined: the tool is no custom one. */
  readonly input?: string
  /** A call whose condition does not hold is left out of its turn. Undefined: always. */
  readonly when?: Condition
}

/** An HTTP error in place of a reply. */
export interface ScriptedError {
  /** HTTP status, 400 to 599. */
  readonly status: number
  /** Default: Anthropic's word for the status, `api_error` where there is none; the other rooms have their own words. */
  readonly type?: string
  /** Default: `scripted error`. */
  readonly message?: string
  /** How often it is answered before the turn is served. Default 1. */
  readonly times?: number
  /** Value of the `retry-after` header. Undefined: there is none. */
  readonly retryAfterSeconds?: number
}

/** An error in a stream that has begun with status 200, in the words of its format. Nothing follows it. */
export interface ScriptedErrorEvent {
  /** Frames before it. A reply that has no more than these comes whole. */
  readonly afterFrames: number
  /** The status that the error would have had, where the format tells it. Default 529. */
  readonly status?: number
  /** As in `ScriptedError`. */
  readonly type?: string
  /** Default: `scripted error`. */
  readonly message?: string
  /** Responses only: as `response.failed`, which carries the failed reply, in place of `error`. Default false. */
  readonly failsReply?: boolean
}

/** A pause in which nothing comes. */
export interface ScriptedStall {
  /** Frames before it; at 0 nothing has come, not even the head. A reply that is no stream stalls before its head. */
  readonly afterFrames: number
  /** How long, unless the client hangs up. */
  readonly milliseconds: number
}

/** What goes wrong with a turn after it was chosen. All absent: nothing does. */
export interface ScriptedFaults {
  /** Drop the connection after this many frames of a stream. */
  readonly cutAfterFrames?: number
  /** Drop the connection after this many bytes of the body, in the midst of a frame or not; at 0 before the head. */
  readonly cutAfterBytes?: number
  /** An error after status 200. A reply that is no stream knows none. */
  readonly errorEvent?: ScriptedErrorEvent
  /** Nothing comes for a while. */
  readonly stall?: ScriptedStall
}

/** One reply of the scripted model. Blocks come in the order thinking, text, calls. */
export interface ScriptedTurn extends ScriptedFaults {
  /** A turn whose condition does not hold is not there for that request. Undefined: always. */
  readonly when?: Condition
  /** Undefined or empty: none. */
  readonly thinking?: string
  /** Undefined or empty: none. */
  readonly text?: string
  /** Several calls in one turn are parallel calls. */
  readonly calls?: readonly ScriptedCall[]
  /** Answered first, before this turn is served. */
  readonly error?: ScriptedError
  /** Default: `tool-calls` where there are calls, else `stop`. */
  readonly finishReason?: FinishReason
  /** Members of the provider's own usage object, set over the simulated ones. */
  readonly usage?: JsonObject
  /** How often the faults of this turn happen before it is served whole. Default: every time. */
  readonly faultTimes?: number
}

/**
 * What the model says, turn by turn. The turn is chosen by the assistant turns already in the request, so a script has no
 * state of its own (but for `times` of an error and `faultTimes`) and drives retries and several conversations at once.
 *
 * `{{match:REGEX}}` in a text or argument becomes the first group (or the whole match) of the expression in the newest tool
 * result that it matches. Where none does, the request is answered with status 422, which no client repeats.
 */
export interface Script {
  /** In order. */
  readonly turns: readonly ScriptedTurn[]
  /** The text after the last turn. Default `Done.`. */
  readonly final?: string
}

/**
 * Reads a script from JSON text.
 *
 * @throws Error if the text is no JSON or has no list `turns`.
 */
export function readScript(json: string): Script {
  const script = JSON.parse(json) as Partial<Script> | null
  if (!Array.isArray(script?.turns)) throw new Error('A script is an object with a list `turns`.')
  return script as Script
}
