import type { FoundPart } from './retrieved.ts'
import type { Units } from './units.ts'

/** Matches that one answer lists: where agents' own searches stop (100 to 250). */
export const MAX_MATCHES = 100

/**
 * Lists units behind their labels, as many as fit. The first is cut where it alone is too long.
 *
 * @param indices Into the units, in the order to show.
 * @param what What the units are, for the note: `rows that match /x/`.
 * @param matches How many there are, listed or not.
 */
export function listing(
  units: Units,
  indices: readonly number[],
  what: string,
  matches: number,
  maxLength: number,
): FoundPart {
  const entries: string[] = []
  let length = 0
  for (const index of indices) {
    const entry = `${units.labels[index]}: ${units.texts[index]}`
    length += entry.length + 1
    if (length > maxLength && entries.length > 0) break
    entries.push(entry)
  }
  const text = entries.join('\n')
  const cut = text.length > maxLength
  const total = units.texts.length
  const parts = [`${entries.length} of ${matches} ${what}, of ${total} ${units.name}`]
  if (cut) parts.push(`only its first ${maxLength} characters`)
  if (entries.length < matches) parts.push('narrow it to see the others')
  return {
    found: true,
    text: cut ? text.slice(0, maxLength).toWellFormed() : text,
    unit: units.name,
    total,
    note: parts.join('; '),
  }
}
