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
  for (const { list, first } of placed(document)) {
    const shown = [...selectRows(list, list.columns(), query)].sort(([a], [b]) => a - b)
    for (const [row, reason] of withinBudget(shown, list, goal)) {
      indices.push(first + row)
      reasons.add(reason)
    }
  }
  return { indices, reasons: REASONS.filter((reason) => reasons.has(reason)) }
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
  const text = writeView(reduce(document.root, staying), document.isLines, goal.query)
  return [text, ...identifiers].join('\n')
}

/** Lists whose facts are told; of the others, only how many rows are shown. */
const MAX_FACT_LISTS = 2

/** Facts over all rows of the longest lists, and how many rows of each list are shown where there are several. */
export function unitFacts(document: RowsDocument, kept: Kept): readonly string[] {
  const shown = new Set(kept.indices)
  const lists = placed(document)
  const longest = lists.toSorted((a, b) => b.list.rows.length - a.list.rows.length || a.first - b.first)
  return longest.slice(0, MAX_FACT_LISTS).flatMap(({ list, first }) => {
    const count = list.rows.reduce((sum: number, _, row) => sum + (shown.has(first + row) ? 1 : 0), 0)
    const share = lists.length > 1 ? [`${pathText(list.path)}: ${count} of ${list.rows.length} rows`] : []
    return [...share, ...factsOf(list, list.columns())]
  })
}

function pathText(path: List['path']): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`
}
