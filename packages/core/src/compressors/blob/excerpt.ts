import { type Steps } from '../../steps.ts'
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

/**
 * A dense stretch as a view shows it: its start, its end, and the surroundings of the words that are asked for, with what is
 * left out between them, in brackets.
 */
export function* excerptOf(
  text: string,
  { start, end, what = 'text' }: Stretch,
  words: readonly string[],
  hash: string,
): Steps<string> {
  const shown = [{ from: start, to: start + HEAD }]
  for (const place of yield* placesOf(text, start + HEAD, end - TAIL, words)) {
    const [from, to] = [Math.max(start, place - AROUND), Math.min(end, place + AROUND)]
    const last = shown.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else shown.push({ from, to })
  }
  const last = shown.at(-1)
  if (last !== undefined && end - TAIL <= last.to) last.to = end
  else shown.push({ from: end - TAIL, to: end })
  return shown
    .map(({ from, to }, index) => {
      const above = shown[index - 1]
      const about = index === 1 ? `: ${what}, ${grouped(end - start)} in all, hash ${hash}` : ''
      const gap = above === undefined ? '' : `[… ${grouped(from - above.to)} characters left out${about} …]`
      return gap + text.slice(from, to)
    })
    .join('')
}

/** Where the words stand first, in order. */
function* placesOf(text: string, from: number, to: number, words: readonly string[]): Steps<readonly number[]> {
  const places: number[] = []
  let left = words
  for (let at = from; at < to && left.length > 0 && places.length < MAX_MATCHES; at += SEARCHED) {
    const piece = text.slice(at, Math.min(to, at + SEARCHED + LONGEST))
    const found = left.map((word) => piece.indexOf(word))
    places.push(...found.filter((place) => place >= 0).map((place) => at + place))
    left = left.filter((_, index) => (found[index] ?? -1) < 0)
    yield
  }
  return places.toSorted((a, b) => a - b).slice(0, MAX_MATCHES)
}

/** The longest word that is looked for, so that none is cut in two. */
const LONGEST = 80
