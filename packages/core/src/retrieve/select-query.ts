import { relevanceOf } from '../select/relevance.ts'
import { listing } from './listing.ts'
import type { Original } from './original.ts'
import { notFound, type Retrieved, shown } from './retrieved.ts'
import { unitsOf } from './units.ts'

/** Units that a query gives: one screen of a search engine. */
const MAX_HITS = 10

/** The units that say most about some words, best first, ties in document order. */
export function selectQuery(original: Original, query: string, maxLength: number): Retrieved {
  const units = unitsOf(original)
  const scores = relevanceOf(units.texts, query)
  const hits = [...scores.keys()].filter((index) => (scores[index] ?? 0) > 0)
  if (hits.length === 0) {
    return notFound(
      `None of ${units.texts.length} ${units.name} has a word of ${shown(query)}. Try other words, or grep.`,
    )
  }
  hits.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  const what = `${units.name} with words of ${shown(query)}, best first`
  return listing(units, hits.slice(0, MAX_HITS), what, hits.length, maxLength)
}
