import { joinInSteps } from '../lines.ts'
import type { Steps } from '../../steps.ts'
import { askedIn } from './asked.ts'
import type { ListingDocument } from './document.ts'

/** Ends a legend where lines end in CR LF. */
export const CRLF_LEGEND = ' (CRLF):'

/**
 * Writes a listing shorter. `readListing` reads it back.
 *
 * @param query What is being asked. Paths that it names are kept in one piece.
 * @returns Undefined where that is no gain.
 */
export function* writeListing(
  { style, lines, end, length }: ListingDocument,
  query: string,
): Steps<string | undefined> {
  const [legend, ...form] = (yield* style.write(lines, askedIn(query))) ?? []
  if (legend === undefined) return undefined
  const first = end === '\n' ? legend : legend.slice(0, -1) + CRLF_LEGEND
  const text = yield* joinInSteps([first, ...form], '\n')
  // Tokens are counted by who asks: a space in place of a line end is as long, and cheaper.
  return text.length < length + first.length ? text : undefined
}
