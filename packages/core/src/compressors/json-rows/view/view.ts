import { pathText } from '../../../retrieve/json-path.ts'
import type { Goal, Kept } from '../../../types/compressor.ts'
import type { RowsDocument, SampledList } from '../document.ts'
import { writeView } from '../codec.ts'
import { factsOf } from './facts.ts'
import { identifierLines } from './identifiers.ts'
import type { List } from './lists.ts'
import { readQuery } from './query.ts'
import { reduce } from './reduce.ts'
import { REASONS, selectRows } from './select-rows.ts'
import type { RowReason } from './select-rows.ts'

/** Chooses the rows that a view of a document shows, list by list. */
export function selectUnits(document: RowsDocument, goal: Goal): Kept {
  const query = readQuery(goal.query)
  const indices: number[] = []
  const reasons = new Set<RowReason>()
  const failures = { shown: 0, all: 0 }
  for (const { list, first } of placed(document)) {
    const selection = selectRows(list, list.columns(), query)
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
export function renderUnits(document: RowsDocument, kept: Kept, goal: Goal): string {
  const shown = new Set(kept.indices)
  const staying = new Map(
    placed(document).map(
      ({ list, first }) => [list.node, [...list.rows.keys()].filter((row) => shown.has(first + row))] as const,
    ),
  )
  const identifiers = placed(document).flatMap(({ list, first }) =>
    identifierLines(list.columns(), (row) => shown.has(first + row)),
  )
  const { root, tables } = reduce(document.root, staying)
  const view = writeView(root, document.isLines, goal.query)
  const text = tables.every(view.isTable)
    ? view.text
    : writeView(reduce(document.root, staying, false).root, document.isLines, goal.query).text
  return [text, ...identifiers].join('\n')
}

/** Lists whose facts and shares are told one by one; of the others, how many rows they show together. */
const MAX_FACT_LISTS = 2

/** How many rows of each list are shown where there are several, and facts over all rows of the longest lists. */
export function unitFacts(document: RowsDocument, kept: Kept): readonly string[] {
  const shown = new Set(kept.indices)
  const lists = placed(document)
  const longest = lists.toSorted((a, b) => b.list.rows.length - a.list.rows.length || a.first - b.first)
  const share = (some: readonly PlacedList[]): string => {
    const rows = some.flatMap(({ list, first }) => list.rows.map((_, row) => shown.has(first + row)))
    return `${rows.filter(Boolean).length} of ${rows.length} rows`
  }
  const told = longest.slice(0, MAX_FACT_LISTS)
  const others = longest.slice(MAX_FACT_LISTS)
  const shares = lists.length === 1 ? [] : told.map((place) => `${pathText(place.list.path)}: ${share([place])}`)
  const rest =
    others.length === 0 ? [] : [`${others.length} other list${others.length === 1 ? '' : 's'}: ${share(others)}`]
  const facts = told.flatMap(({ list }) => {
    const own = factsOf(list, list.columns())
    return lists.length === 1 || own.length === 0 ? own : [`of all rows in ${pathText(list.path)}`, ...own]
  })
  return [...shares, ...rest, ...facts]
}
