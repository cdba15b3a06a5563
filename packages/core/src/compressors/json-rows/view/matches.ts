import { termsOf, isTelling } from '../../../select/relevance.ts'
import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'
import type { ListColumn } from './list-columns.ts'
import type { List } from './lists.ts'
import type { Query } from './query.ts'

/** Rows that a query asks for. */
export interface Matches {
  /** By their place or by a value. */
  readonly named: readonly number[]
  /** By words that tell them apart from other rows. */
  readonly matching: readonly number[]
}

/** A value that more rows than this have names none of them. */
const MAX_NAMED = 12
/** Terms of a query that are looked for; a longer text is no question. */
const MAX_TERMS = 64
/** Words that more than this share of the rows has tell nothing apart. */
const MAX_TERM_SHARE = 0.8
/** Among more rows each term is a step of its own. */
const MANY_ROWS = 2_048
/** Rows that match much less than the best one are no answer. */
const MIN_SCORE_SHARE = 0.4
/** Rows that match by words. In lists of items each stands for itself; events of a log repeat. */
const MAX_MATCHES = 60
const MAX_LOG_MATCHES = 6

/** Finds the rows that a query asks for: by path, by a value that few rows have, by words that not all rows have. */
export function* matchesOf(list: List, columns: readonly ListColumn[], query: Query, isLog: boolean): Steps<Matches> {
  const named = byPath(list, query)
  for (const column of columns) named.push(...(yield* byValue(column, query)))
  return { named, matching: yield* byWords(columns, list.rows.length, query, isLog ? MAX_LOG_MATCHES : MAX_MATCHES) }
}

function byPath({ path, rows, node }: List, { paths }: Query): number[] {
  const found: number[] = []
  for (const steps of paths) {
    if (steps.length <= path.length || !path.every((step, index) => step === steps[index])) continue
    const step = steps[path.length]
    const row = typeof step === 'number' ? step : node.kind === 'object' ? node.keys.indexOf(JSON.stringify(step)) : -1
    if (row >= 0 && row < rows.length) found.push(row)
  }
  return found
}

function* byValue({ texts }: ListColumn, { phrases }: Query): Steps<number[]> {
  const holders = new Map<string, number[]>()
  if (phrases.size === 0) return []
  yield* eachInSteps(texts, (text, row) => {
    if (text === undefined || text === '' || !phrases.has(text)) return
    const rows = holders.get(text)
    if (rows) rows.push(row)
    else holders.set(text, [row])
  })
  return [...holders.values()].flatMap((rows) => (rows.length <= MAX_NAMED ? rows : []))
}

function* byWords(columns: readonly ListColumn[], rowCount: number, query: Query, limit: number): Steps<number[]> {
  const terms = new Set([...new Set(termsOf(query.text))].filter(isTelling).slice(0, MAX_TERMS))
  if (terms.size === 0) return []
  const scores = new Float64Array(rowCount)
  const mayHold = mentions(terms)
  const holders: Map<string, Set<number>>[] = []
  for (const column of columns) holders.push(yield* holdersOf(column, terms, mayHold))
  for (const term of terms) {
    if (rowCount > MANY_ROWS) yield
    const places = holders.flatMap((rowsOf) => rowsOf.get(term) ?? [])
    const anywhere = new Set(places.flatMap((rows) => [...rows]))
    if (anywhere.size > MAX_TERM_SHARE * rowCount) continue
    for (const rows of places) {
      const rarity = Math.log(rowCount / rows.size)
      for (const row of rows) scores[row] = (scores[row] ?? 0) + rarity
    }
  }
  const least = MIN_SCORE_SHARE * scores.reduce((most, score) => (score > most ? score : most), 0)
  const order: number[] = []
  for (let row = 0; row < rowCount; row++) if ((scores[row] ?? 0) > 0 && (scores[row] ?? 0) >= least) order.push(row)
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  return order.slice(0, limit)
}

/** Finds the texts that may hold a term. Endings differ between a term and its word, the letters before do not. */
function mentions(terms: ReadonlySet<string>): RegExp {
  const starts = [...terms].map((term) => (term.length > 2 ? term.slice(0, -1) : term))
  // house: linear because it is an alternation of words without signs, and values are read up to MAX_READ characters.
  return new RegExp(starts.map((start) => start.replace(/[^\p{L}\p{N}]/gu, '')).join('|'), 'iu')
}

/** Which rows hold each term in a column. Each distinct value is read once. */
function* holdersOf(
  { texts, numbers }: ListColumn,
  terms: ReadonlySet<string>,
  mayHold: RegExp,
): Steps<Map<string, Set<number>>> {
  const holders = new Map<string, Set<number>>()
  if (numbers !== undefined) return holders
  const known = new Map<string, readonly string[]>()
  yield* eachInSteps(texts, (text, row) => {
    if (text === undefined) return
    let found = known.get(text)
    if (found === undefined) {
      const head = text.slice(0, MAX_READ)
      found = mayHold.test(head) ? [...new Set(termsOf(head))].filter((term) => terms.has(term)) : []
      known.set(text, found)
    }
    for (const term of found) {
      const rows = holders.get(term) ?? new Set<number>()
      holders.set(term, rows.add(row))
    }
  })
  return holders
}

/** Characters of a value that are read for words. */
const MAX_READ = 2_000
