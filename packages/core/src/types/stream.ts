/** Puts a streamed reply together from its events, so that it can be read as one that came whole. */
export interface StreamReader<Reply> {
  /**
   * Takes the next event: the value of its JSON. Events that are unknown, out of order or no objects are passed over. Never throws.
   */
  push(event: unknown): void
  /** The reply as far as it came; what the provider would have sent whole, after the last event. Undefined before the first. */
  reply(): Reply | undefined
}
