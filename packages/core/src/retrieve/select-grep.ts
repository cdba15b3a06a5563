import { type LinePattern, linePattern } from './line-pattern.ts'
import { listing, MAX_MATCHES } from './listing.ts'
import type { Original } from './original.ts'
import { notFound, type Retrieved, shown } from './retrieved.ts'
import { type Units, unitsOf } from './units.ts'

/**
 * The units in which a regular expression matches, each behind its label. Where none does, once more without regard to
 * case; the note says so.
 */
export function selectGrep(original: Original, source: string, maxLength: number): Retrieved {
  const units = unitsOf(original)
  const search = searchFor(source, units)
  const matches = search.matches.length
  const searched =
    search.searched < units.texts.length
      ? ` in the first ${search.searched} (simplify the expression to search all)`
      : ''
  const what = `${search.what}${searched}`
  if (matches === 0) return notFound(`None of ${units.texts.length} ${units.name} matches ${what}. ${ELSE}`)
  return listing(units, search.matches.slice(0, MAX_MATCHES), `${units.name} that match ${what}`, matches, maxLength)
}

const ELSE = 'Try another expression, or query for words.'

interface Search {
  readonly matches: readonly number[]
  /** Units that were looked at. */
  readonly searched: number
  /** What was searched for, and how. */
  readonly what: string
}

function searchFor(source: string, units: Units): Search {
  const name = shown(source)
  const { pattern, how } = patternOf(source, false)
  const exact = run(pattern, units)
  if (exact.matches.length > 0 || exact.searched < units.texts.length) return { ...exact, what: name + how }
  const folded = run(patternOf(source, true).pattern, units)
  return { ...folded, what: `${name}${how}${folded.matches.length > 0 ? ' when case is ignored' : ''}` }
}

function patternOf(source: string, ignoreCase: boolean): { readonly pattern: LinePattern; readonly how: string } {
  try {
    return { pattern: linePattern(source, ignoreCase), how: '' }
  } catch (error) {
    // No such expression, or none that is searched in linear time: what was written is searched as it stands.
    const wanted = ignoreCase ? source.toLowerCase() : source
    const test = (line: string): boolean => (ignoreCase ? line.toLowerCase() : line).includes(wanted)
    const reason = error instanceof SyntaxError ? error.message : String(error)
    return { pattern: { test }, how: ` as plain text (${reason})` }
  }
}

function run(pattern: LinePattern, { texts }: Units): { readonly matches: number[]; readonly searched: number } {
  const matches: number[] = []
  for (const [index, text] of texts.entries()) {
    const isMatch = pattern.test(text)
    if (isMatch === undefined) return { matches, searched: index }
    if (isMatch) matches.push(index)
  }
  return { matches, searched: texts.length }
}
