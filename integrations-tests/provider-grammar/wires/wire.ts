import type { Dialect } from '@headroom/core'
import type { JsonObject } from '../../stand-in/json-value.ts'

/** What a user says. */
export interface Ask {
  /** Not blank. */
  readonly text: string
  /** Whether an image comes with it. */
  readonly hasImage: boolean
  /** What an operator says after it, in the middle of the conversation; empty: nothing, as where a format has no place for it. */
  readonly note: string
}

/** What a model says in one reply. */
export interface Said {
  /** Empty: it did not reason. */
  readonly reasoning: string
  /** Empty: it said nothing. */
  readonly text: string
  /** What it calls, each in a way that the reply's number makes its own. */
  readonly calls: readonly { readonly name: string; readonly args: JsonObject }[]
}

/** How one format writes a conversation, said once more without the engine. */
export interface Wire {
  /** The dialect that reads it. */
  readonly dialect: Dialect
  /** A request that holds nothing but a system prompt and tools of these names. */
  start(system: string, tools: readonly string[]): JsonObject
  /** A request with what a user says at its end. */
  ask(request: JsonObject, ask: Ask): JsonObject
  /** A reply, as the provider would give it. */
  reply(said: Said, number: number): JsonObject
  /** The same request as a client may send it: with the latest results in their other form, and its breakpoints moved to the end. */
  dress(request: JsonObject): JsonObject
}

/** An image of one pixel, in base64. */
export const IMAGE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A request with turns put behind those it has. */
export function withTurns(request: JsonObject, list: string, ...turns: readonly JsonObject[]): JsonObject {
  const before = request[list]
  return { ...request, [list]: [...(Array.isArray(before) ? before : []), ...turns] }
}

/** A request with its last turn made into another. */
export function withLast(request: JsonObject, list: string, change: (turn: JsonObject) => JsonObject): JsonObject {
  const turns: unknown = request[list]
  if (!Array.isArray(turns) || turns.length === 0) return request
  return { ...request, [list]: [...turns.slice(0, -1), change(turns.at(-1))] }
}
