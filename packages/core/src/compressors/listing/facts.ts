import type { Steps } from '../../steps.ts'
import { indicesInSteps } from '../each-in-steps.ts'
import type { ListingDocument } from './document.ts'

/** What holds for all lines of a listing, kept or not: how many are entries. */
export function* factsOf({ lines, style }: ListingDocument): Steps<readonly string[]> {
  if (style.summary !== undefined) return [`rows: ${(yield* style.summary(lines)).entries}`]
  const entries = yield* indicesInSteps(lines, (line) => style.isEntry(line))
  return [`entries: ${entries.length}`]
}
