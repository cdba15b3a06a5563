import { pathText } from '../../../retrieve/json-path.ts'
import type { Steps } from '../../../steps.ts'
import type { Goal, Kept } from '../../../types/compressor.ts'
import type { RowsDocument, SampledList } from '../document.ts'
import { writeView } from '../codec.ts'
import { factsOf } from './facts.ts'
import { identifierLines } from './identifiers.ts'
import type { List } from './lists.ts'
import { readQuery } from './query.ts'
import { reduce, type Staying } from './reduce.ts'
import { REASONS, selectionInSteps } from './select-rows.ts'
import type { RowReason } from './select-rows.ts'

/** Chooses the rows that a view of a document shows, list by list. */
export function* selectUnits(document: RowsDocument, goal: Goal): Steps<Kept> {
  const query = readQuery(goal.query)
  const indices: number[] = []
  const reasons = new Set<RowReason>()
  const failures = { shown: 0, all: 0 }
  for (const { list, first } of placed(document)) {
    const selection = yield* selectionInSteps(list, yield* list.columns(), query)
    const chosen = withinBudget(
      [...selection.shown].sort(([a], [b]) => a - b),
      list,
      goal,
    )
    for (const [row, reason] of chosen) {
      indices.push(first + row)
      reasons.add(reason)
    }
    const rows = new Set(chosen.map(([row]) => row))
    failures.shown += selection.failures.filter((row) => rows.has(row)).length
    failures.all += selection.failures.length
  }
  // Whatever they are named for, so that the count holds.
  if (failures.shown > 0) reasons.add('errors')
  const named = REASONS.filter((reason) => reasons.has(reason))
  return { indices, reasons: named.map((reason) => (reason === 'errors' ? errorsText(failures) : reason)) }
}

function errorsText({ shown, all }: { readonly shown: number; readonly all: number }): string {
  return `${shown === all ? '' : `${shown} of `}${all} error${all === 1 ? '' : 's'}`
}

/** A list and the unit that its first row is. */
interface PlacedList {
  readonly list: SampledList
  readonly first: number
}

function placed({ lists }: RowsDocument): PlacedList[] {
  let first = 0
  return lists.map((list) => {
    const place = { list, first }
    first += list.rows.length
    return place
  })
}

/** With a keep ratio: the strongest reasons first, while they fit. */
function withinBudget(
  shown: readonly [number, RowReason][],
  list: List,
  { keepRatio }: Goal,
): readonly [number, RowReason][] {
  if (keepRatio === undefined) return shown
  const lengthOf = (row: number): number => (list.rows[row]?.end ?? 0) - (list.rows[row]?.start ?? 0)
  let left = keepRatio * (list.node.end - list.node.start)
  const order = shown.toSorted((a, b) => REASONS.indexOf(a[1]) - REASONS.indexOf(b[1]) || a[0] - b[0])
  const fitting = order.filter(([row, reason]) => {
    const fits = lengthOf(row) <= left || reason === 'named in the query'
    if (fits) left -= lengthOf(row)
    return fits
  })
  return fitting.sort(([a], [b]) => a - b)
}

/** Writes the shown rows with their indices, and the identifiers of a log's other rows. */
export function* renderUnits(document: RowsDocument, kept: Kept, goal: Goal): Steps<string> {
  const shown = new Set(kept.indices)
  const staying = stayingOf(placed(document), kept)
  const identifiers: string[] = []
  for (const { list, first } of placed(document))
    identifiers.push(...(yield* identifierLines(yield* list.columns(), (row) => shown.has(first + row))))
  const { root, tables } = yield* reduce(document.root, staying)
  const view = yield* writeView(root, document.isLines, goal.query)
  if (tables.every(view.isTable)) return [view.text, ...identifiers].join('\n')
  const untabled = yield* reduce(document.root, staying, false)
  const { text } = yield* writeView(untabled.root, document.isLines, goal.query)
  return [text, ...identifiers].join('\n')
}

/** The shown rows of each list. */
function stayingOf(lists: readonly PlacedList[], { indices }: Kept): Staying {
  let at = 0
  return new Map(
    lists.map(({ list, first }) => {
      const rows: number[] = []
      for (; at < indices.length && (indices[at] ?? 0) < first + list.rows.length; at++)
        rows.push((indices[at] ?? 0) - first)
      return [list.node, rows]
    }),
  )
}

/** Lists whose facts and shares are told one by one; of the others, how many rows they show together. */
const MAX_FACT_LISTS = 2

/** How many rows of each list are shown where there are several, and facts over all rows of the longest lists. */
export function* unitFacts(document: RowsDocument, kept: Kept): Steps<readonly string[]> {
  const shown = stayingOf(placed(document), kept)
  const lists = placed(document)
  const longest = lists.toSorted((a, b) => b.list.rows.length - a.list.rows.length || a.first - b.first)
  const share = (some: readonly PlacedList[]): string => {
    const rows = some.reduce((sum, { list }) => sum + (shown.get(list.node)?.length ?? 0), 0)
    return `${rows} of ${some.reduce((sum, { list }) => sum + list.rows.length, 0)} rows`
  }
  const told = longest.slice(0, MAX_FACT_LISTS)
  const others = longest.slice(MAX_FACT_LISTS)
  const shares = lists.length === 1 ? [] : told.map((place) => `${pathText(place.list.path)}: ${share([place])}`)
  const rest =
    others.length === 0 ? [] : [`${others.length} other list${others.length === 1 ? '' : 's'}: ${share(others)}`]
  const facts: string[] = []
  for (const { list } of told) {
    const own = yield* factsOf(list, yield* list.columns())
    if (lists.length > 1 && own.length > 0) facts.push(`of all rows in ${pathText(list.path)}`)
    facts.push(...own)
  }
  return [...shares, ...rest, ...facts]
}
