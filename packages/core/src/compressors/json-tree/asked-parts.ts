import { isTelling, termsOf } from '../../select/relevance.ts'
import { readQuery } from '../json-rows/view/query.ts'
import type { Part } from './parts.ts'

/** Shorter keys are words of any question. */
const MIN_NAME = 3
/** Terms of a query that are looked for; a longer text is no question. */
const MAX_TERMS = 64
/** A word that more than this share of the parts holds tells none of them apart. */
const MAX_SHARE = 0.25
/** Characters of a part that are read for words. */
const MAX_READ = 100_000

/**
 * Finds the parts that a query asks for: by their path, by their key, or by a word that few of them hold.
 *
 * @returns Indices, ascending.
 */
export function askedParts(parts: readonly Pick<Part, 'text' | 'path'>[], query: string): readonly number[] {
  const { paths, phrases } = readQuery(query)
  const terms = new Set([...new Set(termsOf(query))].filter(isTelling).slice(0, MAX_TERMS))
  const words = parts.map(({ text }) => wordsIn(text, terms))
  const holders = new Map<string, number>()
  for (const held of words) for (const term of held) holders.set(term, (holders.get(term) ?? 0) + 1)
  const limit = Math.max(1, MAX_SHARE * parts.length)
  const isTold = (held: ReadonlySet<string>): boolean => [...held].some((term) => (holders.get(term) ?? 0) <= limit)
  const isNamed = (path: Part['path']): boolean =>
    paths.some((steps) => steps.length >= path.length && path.every((step, index) => step === steps[index])) ||
    isName(path.at(-1), phrases)
  return [...parts.keys()].filter((index) => isTold(words[index] ?? NONE) || isNamed(parts[index]?.path ?? []))
}

const NONE: ReadonlySet<string> = new Set()

function wordsIn(text: string, wanted: ReadonlySet<string>): ReadonlySet<string> {
  if (wanted.size === 0) return wanted
  return new Set(termsOf(text.slice(0, MAX_READ)).filter((term) => wanted.has(term)))
}

/** Whether the query speaks of a key as it is written. */
function isName(step: string | number | undefined, phrases: ReadonlySet<string>): boolean {
  return typeof step === 'string' && step.length >= MIN_NAME && phrases.has(step)
}
