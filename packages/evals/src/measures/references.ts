import { dialectOf, type Report } from '@headroom/core'
import type { RequestInput } from '../types/input.ts'
import { scanLiterals } from './scan-literals.ts'

/** What the engine calls a result that became a reference to an earlier one of the same request, or the changes since. */
const BY = 'repeats'

/**
 * Literals of results that became references, and stand neither in the reference nor in an earlier result of the request: the
 * reference leads to something else. Whatever a reference looks like, it is not read. Numbers that a reading tool put before
 * lines are left out: they count on by themselves, and the same line has another one after an edit above it.
 */
export function lostInReferences(given: RequestInput, sent: RequestInput, report: Report): readonly string[] {
  const references = new Set(report.outcomes.filter(({ by }) => by === BY).map(({ path }) => path.join('/')))
  if (references.size === 0) return []
  const sentTexts = textsOf(sent)
  const known = new Set<string>()
  const lost: string[] = []
  for (const [path, text] of textsOf(given)) {
    const literals = scanLiterals(text).lastLine
    if (references.has(path)) {
      const shown = scanLiterals(sentTexts.get(path) ?? '').lastLine
      for (const literal of literals.keys())
        if (!known.has(literal) && !shown.has(literal)) lost.push(`${literal} of ${path}`)
    }
    for (const literal of literals.keys()) known.add(literal)
  }
  return lost
}

function textsOf(request: RequestInput): ReadonlyMap<string, string> {
  const segments = [...(dialectOf(request)?.segments(request) ?? [])].filter(({ role }) => role === 'tool')
  return new Map(segments.map(({ path, text }) => [path.join('/'), text.replaceAll(LINE_NUMBER, '')]))
}

const LINE_NUMBER = /^ {0,12}\d{1,9}(?:→|\t)/gm
