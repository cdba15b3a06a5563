import type { Steps } from '../../steps.ts'
import { countsOf } from './tally.ts'
import type { ListingDocument } from './document.ts'
import type { Style } from './style.ts'

/**
 * A view as text: entries by directory and by extension, counted over all lines; then the kept lines as they are, and between them,
 * in place of the others, their line numbers.
 *
 * @param kept Ascending.
 */
export function* renderEntries({ lines, style }: ListingDocument, kept: readonly number[]): Steps<string> {
  const out = [...(yield* statementsOf(lines, style)), 'Lines ("… 4-9": lines 4 to 9 left out):']
  let next = 0
  for (const index of kept) {
    if (index > next) out.push(gap(next, index))
    out.push(lines[index] ?? '')
    next = index + 1
  }
  if (next < lines.length) out.push(gap(next, lines.length))
  return out.join('\n')
}

function* statementsOf(lines: readonly string[], style: Style): Steps<readonly string[]> {
  if (style.summary !== undefined) return (yield* style.summary(lines)).counts
  const { directories, extensions } = yield* countsOf(lines, style)
  return [`By directory: ${directories}`, `By extension: ${extensions}`]
}

function gap(from: number, to: number): string {
  return to - from === 1 ? `… ${from + 1}` : `… ${from + 1}-${to}`
}
