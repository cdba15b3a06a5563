import type { View } from '../types/compressor.ts'
import { RETRIEVE_TOOL_NAME } from './tool.ts'

/** Characters of one fact or reason; what is longer tells of content that looks like a fact. */
const MAX_STATEMENT = 160
/** Characters of all facts together: some 150 tokens, a fifth of the smallest view that pays. */
const MAX_FACTS = 600

/**
 * Writes a view as the model reads it: one line that says how many units of how many these are and why these, what holds
 * for all of them, how many are left out and where they are; then the units.
 *
 * Facts and reasons come from content: they are kept to one line and cut.
 *
 * @param key Key of the original in the store.
 */
export function viewWithHeader(view: View, key: string): string {
  const { kept, total } = view
  // A view that only cleans its units (colours, progress bars) shows them all.
  const rest = ` ${kept < total ? `The other ${total - kept}` : 'As it was'}: ${RETRIEVE_TOOL_NAME} key ${key}`
  return `[${viewSummary(view)}${rest}]\n${view.text}`
}

/** How many units of how many a view shows, why these, and what holds for all of them: statements in one line. */
export function viewSummary({ unit, kept, total, reasons, facts }: View): string {
  const why = reasons.length === 0 ? '' : `: ${reasons.map(statement).join(', ')}`
  const known = fitting(facts.map(statement)).map((fact) => ` ${fact}.`)
  return `${kept} of ${total} ${unit} shown${why}.${known.join('')}`
}

const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

function statement(text: string): string {
  const line = text
    .slice(0, 2 * MAX_STATEMENT)
    .replace(UNSEEN, ' ')
    .trim()
  return line.length <= MAX_STATEMENT ? line : `${line.slice(0, MAX_STATEMENT).toWellFormed()}…`
}

function fitting(facts: readonly string[]): readonly string[] {
  let length = 0
  return facts.filter((fact) => fact !== '' && (length += fact.length) <= MAX_FACTS)
}
