import type { Part } from './parts.ts'

/** How many blank lines stand between two kinds of parts, where that is usual. */
export type Blanks = ReadonlyMap<string, number>

/** Between which parts blank lines are usual, in the order in which the legend says how many. */
const PLACES = ['head message', 'message stats', 'message head', 'summary head'] as const

/** Names a place between two parts. */
export function placeOf(before: Part['kind'], after: Part['kind']): string {
  return `${before} ${after}`
}

/** The commonest number at each place. */
export function usualBlanks(found: readonly { readonly place: string; readonly blanks: number }[]): Blanks {
  const usual = PLACES.map((place): [string, number] => {
    const counts = new Map<number, number>()
    for (const { place: at, blanks } of found) if (at === place) counts.set(blanks, (counts.get(blanks) ?? 0) + 1)
    return [place, [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]]
  })
  return new Map(usual)
}

/** The usual numbers as the legend says them. */
export function printBlanks(blanks: Blanks): string {
  return PLACES.map((place) => blanks.get(place) ?? 0).join(' ')
}

/** Reads what `printBlanks` writes. */
export function parseBlanks(text: string): Blanks {
  const numbers = text.split(' ').map(Number)
  return new Map(PLACES.map((place, at) => [place, numbers[at] ?? 0]))
}
