import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'
import { estimateTokens } from '../../token-estimate.ts'
import type { ListColumn } from './list-columns.ts'
import { levelColumnOf } from './levels.ts'

/** Tokens that naming one dropped row may cost. Source: a 16-digit hex id takes some 10. */
const MAX_TOKENS_PER_ROW = 15
/** Rows below which an identifier list helps nobody. */
const MIN_ROWS = 24
/** Levels that nobody looks up by id. */
const QUIET = /^(?:debug|trace|verbose)$/i
/** What machines make to tell events apart: letters and digits without spaces. */
const OPAQUE = /^(?=[\w-]{0,64}\d)(?=[\w-]{0,64}[a-zA-Z])[\w-]{8,64}$/

/**
 * Lists the identifiers of a log's dropped rows by level, so that other tools can be asked for them.
 *
 * @returns Lines of text; none where the rows have no level or no opaque unique identifier.
 */
export function* identifierLines(
  columns: readonly ListColumn[],
  isShown: (row: number) => boolean,
): Steps<readonly string[]> {
  const level = levelColumnOf(columns)
  const id = level && (yield* identifierAmong(columns))
  if (level === undefined || id === undefined || id.texts.length < MIN_ROWS) return []
  const groups = new Map<string, string[]>()
  yield* eachInSteps(id.texts, (text, row) => {
    if (isShown(row) || text === undefined) return
    const name = level.texts[row] ?? 'no level'
    const group = groups.get(name)
    if (group) group.push(text)
    else groups.set(name, [text])
  })
  const lines = [...groups].map(([name, ids]) =>
    QUIET.test(name) ? `${name}: ${ids.length} rows` : `${name}: ${ids.join(' ')}`,
  )
  if (estimateTokens(lines.join('\n')) > MAX_TOKENS_PER_ROW * id.texts.length) return []
  return [`${id.name} of the other rows, in order:`, ...lines]
}

/** Whether the identifiers of dropped rows are listed, however many are dropped. */
export function* hasIdentifiers(columns: readonly ListColumn[]): Steps<boolean> {
  return (yield* identifierLines(columns, () => false)).length > 0
}

function* identifierAmong(columns: readonly ListColumn[]): Steps<ListColumn | undefined> {
  for (const column of columns) {
    if (column.texts.length > MANY_ROWS) yield
    if (isIdentifier(column)) return column
  }
  return undefined
}

/** A column of more rows is a step of its own. */
const MANY_ROWS = 2_048

function isIdentifier({ texts }: ListColumn): boolean {
  return texts.every((text) => text !== undefined && OPAQUE.test(text)) && new Set(texts).size === texts.length
}
