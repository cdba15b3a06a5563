import { memberOf } from '../member-of.ts'
import type { Edit } from '../types/edit.ts'
import type { HiddenCalls, History } from '../types/hidden.ts'
import type { Path } from '../types/segment.ts'
import type { Exchange, HeldResult } from './exchange.ts'
import type { Run } from './link.ts'

/** An answer of a client's conversation, and what was exchanged in its place as far as the store knows. */
export interface KnownAnswer extends Run {
  readonly exchange?: Exchange | undefined
}

/** Edits that make a client's conversation the one that the provider knows. */
export interface Reinsertion {
  readonly edits: readonly Edit[]
  /** Exchanges that are in it. */
  readonly exchanges: number
}

/** What is used here of a dialect's knowledge. */
type Parts = Pick<HiddenCalls, 'shows' | 'pieces' | 'marked' | 'orphaned'>

/**
 * Puts back what the client did not see: each answer that had hidden calls is replaced by what was exchanged, and results that were
 * held back join those of the client's own calls. Where an exchange is lost, what comes after it is without what a provider would
 * then refuse.
 *
 * @param held Results of calls in a reply that the provider keeps: they stand first, after instructions.
 */
export function reinsert(
  { path, items }: History,
  answers: readonly KnownAnswer[],
  held: readonly HeldResult[],
  hidden: Parts,
): Reinsertion {
  const first = items.findIndex((item) => hidden.shows(item).kind !== 'instructions')
  const edits: Edit[] = [...heldEdits(items, path, first < 0 ? items.length : first, held, hidden)]
  let exchanges = 0
  for (const { from, to, exchange } of answers) {
    if (exchange?.before === exchanges && exchange.items.length >= to - from) {
      edits.push(...answerEdits(items, path, { from, to }, exchange, hidden))
      edits.push(...heldEdits(items, path, to, exchange.results, hidden))
      exchanges++
    } else edits.push(...orphanEdits(items, path, { from, to }, exchanges, hidden))
  }
  return { edits, exchanges }
}

function answerEdits(
  items: readonly unknown[],
  path: Path,
  { from, to }: Run,
  { items: recorded }: Exchange,
  { marked }: Parts,
): readonly Edit[] {
  const given = items[to - 1]
  const values = recorded.map((item, index) =>
    marked !== undefined && index === recorded.length - 1 ? marked(item, given) : item,
  )
  return values.map((value, index) =>
    from + index < to
      ? { op: 'replace', path: [...path, from + index], value }
      : { op: 'add', path: [...path, to], value },
  )
}

/**
 * Edits that add results to those of the client's own calls, which begin at an index: to the item there, where an item holds several, or
 * among the items. Where there are none, they stand alone.
 */
function heldEdits(
  items: readonly unknown[],
  path: Path,
  index: number,
  held: readonly HeldResult[],
  { pieces, shows }: Parts,
): readonly Edit[] {
  if (held.length === 0) return []
  const isResults = (item: unknown): boolean => item !== undefined && shows(item).kind === 'results'
  // Each stands where its call stood; those before it are not in the client's list yet.
  if (pieces === undefined) {
    const end = items.findIndex((item, at) => at >= index && !isResults(item))
    const room = (end < 0 ? items.length : end) - index
    return held.map(({ position, item: value }, before) => ({
      op: 'add',
      path: [...path, index + Math.min(position - before, room)],
      value,
    }))
  }
  const following = items[index]
  const list = memberOf(following, pieces)
  if (!Array.isArray(list) || !isResults(following))
    return [{ op: 'add', path: [...path, index], value: joined(held, pieces) }]
  return held.flatMap(({ position, item }, before) => {
    const at = Math.min(position - before, list.length)
    return piecesOf(item, pieces).map((value): Edit => ({ op: 'add', path: [...path, index, pieces, at], value }))
  })
}

/** All results in one item. */
function joined(held: readonly HeldResult[], pieces: string): unknown {
  const items = held.map(({ item }) => item)
  const [first, ...others] = items
  return others.length === 0 ? first : { ...Object(first), [pieces]: items.flatMap((item) => piecesOf(item, pieces)) }
}

function piecesOf(item: unknown, pieces: string): readonly unknown[] {
  const list = memberOf(item, pieces)
  return Array.isArray(list) ? list : []
}

function orphanEdits(
  items: readonly unknown[],
  path: Path,
  { from, to }: Run,
  exchanges: number,
  { orphaned }: Parts,
): readonly Edit[] {
  if (orphaned === undefined) return []
  return items.slice(from, to).flatMap((item, index): Edit[] => {
    const value = orphaned(item, exchanges)
    return value === item ? [] : [{ op: 'replace', path: [...path, from + index], value }]
  })
}
