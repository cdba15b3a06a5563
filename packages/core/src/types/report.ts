import type { Path, Role } from './segment.ts'

/** Why a segment became what it became. A closed list: new codes are added, none is renamed. */
export type Reason =
  /** Replaced by a form that decodes to it. */
  | 'lossless'
  /** Replaced by a view; the original is in the store. */
  | 'view'
  /** Replaced by a reference to an earlier tool result of the request that is shown whole, with the changes to it where there are any. */
  | 'repeat'
  /** Replaced by what it became before. */
  | 'replayed'
  /** The policy leaves this role or tool alone. */
  | 'policy'
  /** The provider has read it as it stands: the conversation began without the engine. */
  | 'frozen'
  /** An answer of the retrieve tool, never compressed again. */
  | 'retrieved'
  /** The text is an output of ours, known by its hash in the store. */
  | 'own-output'
  /** The wire format marks it as an error result; it stays whole. */
  | 'error-result'
  /** Below the size at which a change pays. */
  | 'too-small'
  /** Above the size that is read in one piece. */
  | 'too-large'
  /** No compressor knows this kind of content. */
  | 'no-compressor'
  /** Every form was at least as long. */
  | 'not-smaller'
  /** The option `enabled` is false: nothing was read. */
  | 'disabled'
  /** No dialect knows the request; `detail` says which are known. */
  | 'unknown-dialect'
  /** Something threw; `detail` says what. The text is untouched. */
  | 'failed'

/** What happened to one segment. */
export interface Outcome {
  /** Where it stands in the request. */
  readonly path: Path
  /** Who speaks in it. */
  readonly role: Role
  /** Name of the tool that produced it. */
  readonly tool?: string
  /** What it is now: as it was, a form that decodes to it, or a part of it with the way to the rest. */
  readonly form: 'verbatim' | 'lossless' | 'view'
  /** Why. */
  readonly reason: Reason
  /** The compressor that made the form, or the last one that tried. */
  readonly by?: string
  /** Tokens of the text that was given. */
  readonly tokensBefore: number
  /** Tokens of the text that is sent, header included. Never more than `tokensBefore`. */
  readonly tokensAfter: number
  /** Key of the original; for a view. */
  readonly key?: string
  /** For a view: units shown, of `total`. */
  readonly kept?: number
  /** For a view: units in the original. */
  readonly total?: number
  /** What was the matter, for `failed` and `unknown-dialect`, and for any reason where the store failed. */
  readonly detail?: string
}

/**
 * Why nothing can answer the retrieve tool in a request, so that every policy behaves as `lossless`. A closed list: new codes are
 * added, none is renamed.
 */
export type ViewObstacle =
  /** There is no store to keep originals in. */
  | 'no-store'
  /** The tool cannot be declared: the request takes none, or the provider keeps its tools out of sight. */
  | 'no-tool'
  /** The provider keeps the conversation, and what it says next cannot be told apart by the request. */
  | 'kept-by-provider'
  /** The request asks for several answers at once. */
  | 'several-answers'
  /** The reply is fetched later, by another request. */
  | 'background'
  /** The request holds what was said in a form that cannot be added to. */
  | 'odd-form'
  /** Only the client may answer it (`retrieve: 'visible'`), and has not declared it. */
  | 'not-declared'
  /** The client has declared the tool, and cannot read the store: it is the host's own. */
  | 'own-store'
  /** A tool of the client's own has the name of the retrieve tool. */
  | 'foreign-tool'
  /** The dialect cannot hide calls. */
  | 'dialect'

/** What happened to one request. Token figures cover the segments: the text that could be edited. */
export interface Report {
  /** Name of the dialect, or undefined where none matched and the request was left alone. */
  readonly dialect: string | undefined
  /** Sum over all segments, verbatim ones included. */
  readonly tokensBefore: number
  /** The same after compression. */
  readonly tokensAfter: number
  /** `tokensBefore - tokensAfter`. Never negative: a longer form is never used. */
  readonly tokensSaved: number
  /** Why no view was made although the policy allows them: nothing could answer the retrieve tool. Absent where something can. */
  readonly noViews?: ViewObstacle
  /** Keys of the originals that this request's views point to, in wire order. */
  readonly keys: readonly string[]
  /** One per segment, in wire order; one for the whole request (empty path) where it could not be read at all. */
  readonly outcomes: readonly Outcome[]
}
