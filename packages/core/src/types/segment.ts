/** A place in a request: RFC 6901 reference tokens, unescaped. Numbers index arrays. `'-'` means past the end. */
export type Path = readonly (string | number)[]

/** Who speaks in a segment. `tool` is the result of a tool call, whatever role the wire format gives it. */
export type Role = 'system' | 'user' | 'assistant' | 'tool'

/** The tool call that produced a tool result. */
export interface SegmentTool {
  /** Name as the model called it; empty where the request does not tell. */
  readonly name: string
  /** Its arguments as JSON text; empty where the request does not tell. */
  readonly input: string
}

/** One stretch of text in a request that may be edited, and where it stands. */
export interface Segment {
  /** Where the text stands. Paths of one request never overlap. */
  readonly path: Path
  /** The text as the model would read it. */
  readonly text: string
  /** Who speaks. Policies leave all but `tool` alone. */
  readonly role: Role
  /** Index of the message or item, from 0; -1 before the first (a system prompt beside the messages). */
  readonly turn: number
  /** The call that produced it; only for role `tool`. */
  readonly tool?: SegmentTool
  /** True where the wire format marks the tool result as an error. Such text stays whole. */
  readonly isError?: boolean
  /** True where the provider has read it as it stands, before anything could be shortened. Such text stays. */
  readonly isFrozen?: boolean
  /** The value to write for a new text, where the value at `path` is not the text itself. Pure. */
  /**
   * True where a new text stands as a JSON string in a value that the model reads as JSON, and `text`, itself JSON, stood there as it is:
   * the quotes and escapes of the new one are counted.
   */
  readonly isQuoted?: boolean
  /**
   * The value to write for a new text, where the value at `path` is not the text itself. Pure. The new text may be found further inside
   * that value.
   */
  readonly wrap?: (text: string) => unknown
}
