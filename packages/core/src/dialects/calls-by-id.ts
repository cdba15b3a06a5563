/** The tool calls of a conversation as it is walked, and which of them each result answers. */
export interface CallsById<Call> {
  /** Takes the next call. */
  add(id: unknown, call: Call): void
  /**
   * The call that the next result of an id answers; undefined where none was made. Ids should be unique. Where a server gives the same
   * one to parallel calls, or none, results come in the order of the calls; where it numbers anew in each turn, a result answers the
   * latest. A further result is about the last call too.
   */
  answeredBy(id: unknown): Call | undefined
}

/** No calls yet. */
export function createCallsById<Call>(): CallsById<Call> {
  const byId = new Map<unknown, { readonly calls: Call[]; answered: number }>()
  return {
    add(id, call) {
      const known = byId.get(id)
      if (known === undefined || known.answered >= known.calls.length) byId.set(id, { calls: [call], answered: 0 })
      else known.calls.push(call)
    },
    answeredBy(id) {
      const known = byId.get(id)
      if (known === undefined) return undefined
      known.answered += 1
      return known.calls[known.answered - 1] ?? known.calls.at(-1)
    },
  }
}
