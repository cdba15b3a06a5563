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
  /** Strings inside may hold `{{match:REGEX}}`, see `Script`. */
  readonly args: JsonObject
  /** A call whose condition does not hold is left out of its turn. Undefined: always. */
  readonly when?: Condition
}

/** An HTTP error in place of a reply. */
export interface ScriptedError {
  /** HTTP status, 400 to 599. */
  readonly status: number
  /** Default: `overloaded_error` for 529, else `api_error`. */
  readonly type?: string
  /** Default: `scripted error`. */
  readonly message?: string
  /** How often it is answered before the turn is served. Default 1. */
  readonly times?: number
}

/** One reply of the scripted model. Blocks come in the order thinking, text, calls. */
export interface ScriptedTurn {
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
  /** Drop the connection after this many server-sent events. Undefined: never. */
  readonly cutAfterFrames?: number
}

/**
 * What the model says, turn by turn. The turn is chosen by the assistant turns already in the request, so a script has no
 * state of its own (but for `times` of an error) and drives retries and several conversations at once.
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
