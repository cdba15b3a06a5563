import { type Layout, layoutOf } from './layout.ts'
import { sampleOf } from './sample.ts'

/** How sure a text of each layout is where all lines keep to it: other tools print `path:12: …`, and settings `name.x: …`. */
const SURENESS: Readonly<Record<Layout['kind'], number>> = {
  numbered: 0.9,
  headed: 0.9,
  counts: 0.8,
  single: 0.6,
  bare: 0.6,
}

/** How surely a text is the result of a search, 0 to 1, from its start, middle and end. */
export function detectSearch(text: string): number {
  const found = layoutOf(sampleOf(text))
  return found === undefined ? 0 : SURENESS[found.layout.kind] * found.share
}
