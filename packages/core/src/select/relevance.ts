import { mapInSteps } from '../compressors/each-in-steps.ts'
import { atOnce, type Steps } from '../steps.ts'

/** Saturation of a repeated term in BM25. Source: Robertson & Zaragoza 2009, the usual 1.2 to 2.0. */
const TERM_SATURATION = 1.2
/** How much long texts are held back in BM25, 0 to 1. Source: as above, the usual 0.75. */
const LENGTH_PENALTY = 0.75
/** How much a term in the heading counts beside one in the text. Source: as above; titles get 2 to 5 times the weight of bodies. */
const HEADING_WEIGHT = 2
/** Terms shorter than this say nothing about relevance. */
const MIN_TERM_LENGTH = 2

/** Words of questions and instructions that occur in any query, whatever it is about. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an and any are as at be but by can could do does did each find for from get give has have how i if in into is it its ' +
    'list me my no not of on only or our please show so tell that the their them then there these they this those to up us ' +
    'use used using was we were what when where which who whose why will with would you your all query input'
  ).split(' '),
)

/**
 * Scores texts against a query with BM25F: how much each says about the query's terms, rare terms counting most, terms in its
 * heading more than terms in the text.
 *
 * @param texts The texts of one document, in order.
 * @param query Any text; stop words and one-letter terms are ignored.
 * @param headings What stands over each text, where anything does. Without any this is BM25.
 * @returns One score per text, 0 where no term of the query occurs.
 */
export function relevanceOf(
  texts: readonly string[],
  query: string,
  headings: readonly (string | undefined)[] = [],
): Float64Array {
  return atOnce(relevanceInSteps(texts, query, headings))
}

/** As `relevanceOf()`, in steps. */
export function* relevanceInSteps(
  texts: readonly string[],
  query: string,
  headings: readonly (string | undefined)[] = [],
): Steps<Float64Array> {
  const scores = new Float64Array(texts.length)
  const terms = new Set(termsOf(query).filter((term) => !STOP_WORDS.has(term)))
  if (terms.size === 0 || texts.length === 0) return scores
  const counts = yield* weighedCounts(texts, terms, 1)
  if (headings.length > 0) addCounts(counts, yield* weighedCounts(headings, terms, HEADING_WEIGHT))
  const holders = holdersOf(counts)
  counts.forEach((count, index) => {
    for (const [term, frequency] of count) {
      const rarity = rarityOf(holders.get(term) ?? 0, texts.length)
      const weight = (frequency * (TERM_SATURATION + 1)) / (frequency + TERM_SATURATION)
      scores[index] = (scores[index] ?? 0) + rarity * weight
    }
  })
  return scores
}

/** What reading the words of a text costs at least, in characters of a pass. */
const READ_LENGTH = 64

/** How often each term occurs in each text of a field, less where the text is longer than others, times the field's weight. */
function* weighedCounts(
  texts: readonly (string | undefined)[],
  terms: ReadonlySet<string>,
  weight: number,
): Steps<Map<string, number>[]> {
  const averageLength = Math.max(1, texts.reduce((sum, text) => sum + (text?.length ?? 0), 0) / texts.length)
  const mayHold = mentionOf(terms)
  return yield* mapInSteps(
    texts,
    (text = '') => {
      const length = 1 - LENGTH_PENALTY + (LENGTH_PENALTY * text.length) / averageLength
      const counts = countTerms(text, terms, mayHold)
      for (const [term, count] of counts) counts.set(term, (weight * count) / length)
      return counts
    },
    READ_LENGTH,
  )
}

function addCounts(counts: readonly Map<string, number>[], more: readonly ReadonlyMap<string, number>[]): void {
  counts.forEach((count, index) => {
    for (const [term, frequency] of more[index] ?? []) count.set(term, (count.get(term) ?? 0) + frequency)
  })
}

/**
 * The terms of a text: lower-cased words and numbers, `camelCase` and `snake_case` also split, plural and verb endings cut,
 * so that `forms`, `form` and `UserForm` meet.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const part of partsOf(word)) if (part.length >= MIN_TERM_LENGTH) terms.push(stemOf(part))
  }
  return terms
}

/** Whether a term may tell texts apart: no stop word. */
export function isTelling(term: string): boolean {
  return !STOP_WORDS.has(term)
}

/**
 * Finds the texts that may hold a term, some thirty times as fast as reading their words: endings differ between a term and its word,
 * the letters before do not. Undefined where that is not certain: other scripts have letters that change length with case.
 */
function mentionOf(terms: ReadonlySet<string>): RegExp | undefined {
  const starts = [...terms].map((term) => (term.length > 2 ? term.slice(0, -1) : term))
  if (!starts.every((start) => ASCII_WORD.test(start))) return undefined
  // house: linear because it is an alternation of words of letters and digits.
  return new RegExp(starts.join('|'), 'iu')
}

const ASCII_WORD = /^[a-z0-9]+$/

function countTerms(text: string, wanted: ReadonlySet<string>, mayHold: RegExp | undefined): Map<string, number> {
  const counts = new Map<string, number>()
  if (mayHold?.test(text) === false) return counts
  for (const term of termsOf(text)) if (wanted.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** In how many texts each term occurs. */
function holdersOf(counts: readonly Map<string, number>[]): Map<string, number> {
  const holders = new Map<string, number>()
  for (const count of counts) for (const term of count.keys()) holders.set(term, (holders.get(term) ?? 0) + 1)
  return holders
}

function rarityOf(holders: number, texts: number): number {
  return Math.log(1 + (texts - holders + 0.5) / (holders + 0.5))
}

function partsOf(word: string): string[] {
  const parts = word.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u)
  return parts.length > 1 ? [word.toLowerCase(), ...parts.map((part) => part.toLowerCase())] : [word.toLowerCase()]
}

function stemOf(term: string): string {
  if (term.length > 4 && term.endsWith('ies')) return `${term.slice(0, -3)}y`
  if (term.length > 5 && term.endsWith('ing')) return term.slice(0, -3)
  if (term.length > 4 && term.endsWith('ed')) return term.slice(0, -2)
  if (term.length > 3 && term.endsWith('s') && !term.endsWith('ss')) return term.slice(0, -1)
  return term
}
