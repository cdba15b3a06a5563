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
  /** Whether the client asked for a stream. */
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
  /** Value of the `retry-after` header. Undefined: there is none. */
  readonly retryAfterSeconds?: number
  /** In a Responses stream: whether the reply itself fails (`response.failed`), not the stream (`error`). Default false. */
  readonly failsReply?: boolean
}

/**
 * How the frames of a stream are written: as server-sent events, as messages of an AWS event stream, or as the elements of one
 * JSON array.
 */
export type Framing = 'sse' | 'aws-event-stream' | 'json-array'

/** One piece of a stream: a server-sent event, a message of an AWS event stream, or an element of a JSON array. */
export interface Frame {
  /** The `event:` line, or the value of `:event-type`. Undefined: none. */
  readonly event?: string
  /** A JSON value. As a server-sent event, a string is written as it is. */
  readonly data: unknown
  /** Of an AWS event stream: the value of `:exception-type`, in place of `event`. Undefined: it is no exception. */
  readonly exception?: string
}

/** One answer in both its forms. */
export interface Answer {
  /** The JSON reply. */
  readonly body: unknown
  /** The same reply as a stream. Read at most once. */
  readonly frames: Iterable<Frame>
}

/** A stream as far as it has come. */
export interface BegunStream {
  /** Frames sent so far. */
  readonly sent: number
  /** The JSON reply that the stream would have become. */
  readonly body: unknown
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

/**
 * One request format that the stand-in speaks. Every room has the same shape.
 *
 * `url` is the path with its query, as the client sent it: Gemini's and Bedrock's model and mode are there.
 */
export interface Room {
  /** Kebab-case, as the dialect is named in core. */
  readonly name: string
  /** Whether a POST to this path, without its query, is for this room. */
  matches(path: string): boolean
  /** How a stream from this address is written. Undefined: `sse`. */
  framing?(url: string): Framing
  /** The JSON reply to what asks for no turn: token counts and the like. Undefined: a turn is asked for. Never throws. */
  aside?(request: JsonObject, url: string): unknown
  /** The reply to what asks for a stream but for no turn of the model: a warm-up. Undefined: a turn is asked for. */
  prepare?(request: JsonObject): Answer | undefined
  /** What the script needs to know. Never throws. */
  read(request: JsonObject, url: string): Reading
  /** What the real service would refuse the request for, as far as the settings ask for it. */
  check(request: JsonObject, url: string): Refusal | undefined
  /** The reply to a request. */
  answer(request: JsonObject, turn: ServedTurn, url: string): Answer
  /** A refusal as the body of an error reply. */
  refuse(refusal: Refusal): unknown
  /** Headers of an error reply beside its type and `retry-after`, by lower-case name. Undefined: none. */
  refusalHeaders?(refusal: Refusal): Readonly<Record<string, string>>
  /** The same refusal in a stream that has begun: the frame that takes the place of all that would have followed. */
  refuseInStream(refusal: Refusal, stream: BegunStream): Frame
  /** The same room for one WebSocket connection, of which each message is a request. Undefined: it takes no WebSockets. */
  connect?(): Room
}
