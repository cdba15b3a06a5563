/** One request of a recording and its answer. */
export interface Exchange {
  /** Undefined where only the answer was recorded. */
  readonly request?: RecordedCall
  /** What came back. */
  readonly response: RecordedAnswer
}

/** The request of an exchange. */
export interface RecordedCall {
  /** In capitals. */
  readonly method: string
  /** Whole, without secrets; a stand-in's is `http://stand-in/…`. */
  readonly url: string
  /** By lower-case name; those that matter to the format, never a secret. */
  readonly headers: Readonly<Record<string, string>>
  /** An object or list where the body is one as JSON, else the body as text. */
  readonly body: unknown
}

/** The answer of an exchange. */
export interface RecordedAnswer {
  /** HTTP status. */
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** An object or list where the body is one as JSON, else the body as text. Absent where `sse` or `base64` is there. */
  readonly body?: unknown
  /** The text of an event stream. */
  readonly sse?: string
  /** The bytes of a body that is no text, as AWS frames are. */
  readonly base64?: string
}

/** A recording as it is kept in a file. */
export interface Cassette {
  /** Whether a provider answered or the scripted stand-in. */
  readonly source: 'stand-in' | 'live'
  /** Who answered, or whom the stand-in imitated: `anthropic`, `openai`. */
  readonly provider: string
  /** The host that made the requests, with its version: `@ai-sdk/anthropic 4.0.105, ai 7.0.173`. */
  readonly recordedWith: string
  /** In the order of the requests. */
  readonly exchanges: readonly Exchange[]
}
