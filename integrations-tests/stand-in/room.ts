import type { ServedTurn } from './served-turn.ts'
import type { JsonObject } from './json-value.ts'

/** What the script needs to know of a request. */
export interface Reading {
  /** Turns that the model has taken so far: unbroken runs of messages or items that it wrote. */
  readonly assistantTurns: number
  /** Names of the declared tools, in wire order. */
  readonly tools: readonly string[]
  /** Texts of the tool results, oldest first. */
  readonly toolResults: readonly string[]
  /** Whether the client asked for server-sent events. */
  readonly wantsStream: boolean
}

/** Why a request is not answered. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number
  /** The provider's word for the kind of error. */
  readonly type: string
  /** What the client is told, in the provider's wording where it is known. */
  readonly message: string
  /** The request member at fault, where the format names one. */
  readonly param?: string
  /** The provider's code, where the format has one. */
  readonly code?: string
}

/** One server-sent event. */
export interface Frame {
  /** The `event:` line. Undefined: none. */
  readonly event?: string
  /** A JSON value; a string is written as it is. */
  readonly data: unknown
}

/** One answer in both its forms. */
export interface Answer {
  /** The JSON reply. */
  readonly body: unknown
  /** The same reply as a stream. Read at most once. */
  readonly frames: Iterable<Frame>
}

/** How the rooms of one stand-in behave. */
export interface RoomSettings {
  /** Refuse what the real service refuses. */
  readonly strict: boolean
  /** Refuse thinking blocks whose prefix has changed. */
  readonly prefixCheck: boolean
  /** UTF-16 units in one streamed delta, above 0. */
  readonly chunkSize: number
  /** Tokens below which no Anthropic prefix is cached. */
  readonly minimumCachedTokens: number
}

/** One request format that the stand-in speaks. Every room has the same shape. */
export interface Room {
  /** Kebab-case, as the dialect is named in core. */
  readonly name: string
  /** Whether a POST to this path, without its query, is for this room. */
  matches(path: string): boolean
  /** What the script needs to know. Never throws. */
  read(request: JsonObject): Reading
  /** What the real service would refuse the request for, as far as the settings ask for it. */
  check(request: JsonObject): Refusal | undefined
  /** The reply to a request. */
  answer(request: JsonObject, turn: ServedTurn): Answer
  /** A refusal as the body of an error reply. */
  refuse(refusal: Refusal): unknown
}
