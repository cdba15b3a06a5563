import type { Outcome, Report } from '@headroom/core'

/** A part of a request that would be longer, or would not stand there, had nothing been shortened. Tokens in our own count. */
export interface Removed {
  /**
   * The same for the same part in every request of a conversation, and for no other part of it.
   * Of a part that stands twice in a request, each has its own.
   */
  readonly id: string
  /** Tokens that were taken out. Below 0 for what was put in: an answer of the retrieve tool, the tool's own definition. */
  readonly tokens: number
  /** Tokens that stand behind it in the request as it was sent, at least. Default: 0. */
  readonly behind?: number
}

/**
 * What a report of `compress` took out of a request, and what the retrieve tool put in.
 *
 * A segment is known again by its tool, its form and its two lengths, wherever it stands, so that a client may drop earlier
 * messages. Two segments alike in all of these, one of which went before the other came, count as one: rather too little.
 *
 * @returns In wire order.
 */
export function removedBy(report: Report): readonly Removed[] {
  const alike = new Map<string, number>()
  let behind = report.tokensAfter
  return report.outcomes.flatMap((outcome) => {
    behind -= outcome.tokensAfter
    const tokens = removedFrom(outcome)
    if (tokens === 0) return []
    const { role, tool = '', form, tokensBefore, tokensAfter, key = '' } = outcome
    const kind = [role, tool, form, tokensBefore, tokensAfter, key].join('\0')
    const nth = (alike.get(kind) ?? 0) + 1
    alike.set(kind, nth)
    return [{ id: `${kind}\0${nth}`, tokens, behind }]
  })
}

/** An answer of the retrieve tool would not be there at all. */
function removedFrom({ reason, tokensBefore, tokensAfter }: Outcome): number {
  return reason === 'retrieved' ? -tokensAfter : tokensBefore - tokensAfter
}
