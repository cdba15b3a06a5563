/** What the dialect reads of a reply that came whole, or as the JSON array of a stream's chunks. Only the first candidate counts. */
export type GeminiReply = readonly unknown[] | GeminiReplyObject

/** A reply that came whole. Members may hold anything. */
export interface GeminiReplyObject {
  /** Objects of a `content` and a `finishReason`. */
  readonly candidates?: unknown
  /** Token counts as the API reports them. */
  readonly usageMetadata?: unknown
  /** Why there are no candidates. */
  readonly promptFeedback?: unknown
  /** What went wrong. */
  readonly error?: unknown
  /** The reply itself, as Code Assist wraps it. */
  readonly response?: unknown
}
