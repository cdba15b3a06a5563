import type { Steps } from '../../steps.ts'
import { cutNear } from './cut-near.ts'
import { grouped } from './grouped.ts'
import type { Stretch } from './document.ts'

/** Characters shown of the start and of the end of a dense stretch. */
const HEAD = 300
const TAIL = 100
/** Characters shown on either side of a word that the query names. */
const AROUND = 100
/** Places shown, and words looked for. */
const MAX_MATCHES = 8
const MAX_WORDS = 16
/** Characters searched in one step: a millisecond or two. */
const SEARCHED = 1 << 20

const WORD = /[\p{L}_$][\p{L}\p{N}_$-]{3,79}/gu

/** The words of a query that dense text is searched for, each once. */
export function wordsOf(query: string): readonly string[] {
  return [...new Set(query.match(WORD) ?? [])].sort((a, b) => b.length - a.length).slice(0, MAX_WORDS)
}

/** A part of a text. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a view shows of a dense stretch, in order: its start, its end, and the surroundings of the words that are asked for. */
export function* shownOf(text: string, { start, end }: Stretch, words: readonly string[]): Steps<readonly Span[]> {
  const shown: Span[] = [{ from: start, to: cutNear(text, start + HEAD, start, end) }]
  const add = (from: number, to: number): void => {
    const last = shown.at(-1)
    if (last === undefined || from > last.to) shown.push({ from, to })
    else shown[shown.length - 1] = { from: last.from, to: Math.max(last.to, to) }
  }
  for (const { from, to } of yield* placesOf(text, start + HEAD, end - TAIL, words))
    add(cutNear(text, from - AROUND, start, from), cutNear(text, from + AROUND, to, end))
  add(cutNear(text, end - TAIL, start, end - TAIL / 2), end)
  return shown
}

/** A dense stretch as a view shows it, with what is left out between the parts that are shown, in brackets. */
export function excerptOf(
  text: string,
  { start, end, what = 'text' }: Stretch,
  shown: readonly Span[],
  hash: string,
): string {
  return shown
    .map(({ from, to }, index) => {
      const above = shown[index - 1]
      const about = index === 1 ? `: ${what}, ${grouped(end - start)} characters in all, hash ${hash}` : ''
      const gap = above === undefined ? '' : `[… ${grouped(from - above.to)} characters left out${about} …]`
      return gap + text.slice(from, to)
    })
    .join('')
}

/** Where the words stand first, in order. */
function* placesOf(text: string, from: number, to: number, words: readonly string[]): Steps<readonly Span[]> {
  const places: Span[] = []
  let left = words
  for (let at = from; at < to && left.length > 0 && places.length < MAX_MATCHES; at += SEARCHED) {
    const piece = text.slice(at, Math.min(to, at + SEARCHED + LONGEST))
    const found = left.map((word) => ({ word, place: piece.indexOf(word) }))
    for (const { word, place } of found) if (place >= 0) places.push({ from: at + place, to: at + place + word.length })
    left = found.flatMap(({ word, place }) => (place < 0 ? [word] : []))
    yield
  }
  return places.toSorted((a, b) => a.from - b.from).slice(0, MAX_MATCHES)
}

/** The longest word that is looked for, so that none is cut in two. */
const LONGEST = 80
