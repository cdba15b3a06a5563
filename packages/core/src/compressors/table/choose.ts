import { REASONS, type RowReason, selectionInSteps } from '../json-rows/view/select-rows.ts'
import type { List } from '../json-rows/view/lists.ts'
import { readQuery } from '../json-rows/view/query.ts'
import type { Steps } from '../../steps.ts'
import type { Goal, Kept, Unit } from '../../types/compressor.ts'
import type { TableDocument } from './document.ts'

/** Tables of fewer rows are shown whole. */
const MIN_ROWS = 40
/** The same where some numbers may be none: what is highest or lowest must then be seen. */
const MIN_ROWS_IN_DOUBT = 200

/** Chooses the rows that a view shows, as `json-rows` does. */
export function* chooseRows(document: TableDocument, goal: Goal): Steps<Kept> {
  const { grid, sight } = document
  if (grid.rowCount < MIN_ROWS) return whole(document)
  const { facets, isDoubtful } = yield* sight()
  if (isDoubtful && grid.rowCount < MIN_ROWS_IN_DOUBT) return whole(document)
  const { shown, failures } = yield* selectionInSteps(listOf(grid.rowCount), facets, readQuery(goal.query))
  const chosen = withinBudget(
    [...shown].sort(([a], [b]) => a - b),
    document.units,
    goal,
  )
  const rows = new Set(chosen.map(([row]) => row))
  const failuresShown = failures.filter((row) => rows.has(row)).length
  const reasons = new Set(chosen.map(([, reason]) => reason))
  // Whatever they are named for, so that the count holds.
  if (failuresShown > 0) reasons.add('errors')
  return {
    indices: chosen.map(([row]) => row),
    reasons: REASONS.filter((reason) => reasons.has(reason)).map((reason) =>
      reason === 'errors' ? errorsText(failuresShown, failures.length) : reason,
    ),
  }
}

function whole({ units }: TableDocument): Kept {
  return { indices: units.map((_, row) => row), reasons: [] }
}

/** The rows as selection takes them: it asks for their number alone where they stand at no path. */
function listOf(rowCount: number): List {
  const rows = Array.from({ length: rowCount }, () => ANY_ROW)
  return { node: { kind: 'array', items: rows, start: 0, end: 0 }, path: [], rows }
}

const ANY_ROW = { kind: 'literal', raw: 'null', start: 0, end: 0 } as const

function errorsText(shown: number, all: number): string {
  return `${shown === all ? '' : `${shown} of `}${all} error${all === 1 ? '' : 's'}`
}

/** With a keep ratio: the strongest reasons first, while they fit. */
function withinBudget(
  shown: readonly (readonly [number, RowReason])[],
  units: readonly Unit[],
  { keepRatio }: Goal,
): readonly (readonly [number, RowReason])[] {
  if (keepRatio === undefined) return shown
  let left = keepRatio * units.reduce((sum, { text }) => sum + text.length, 0)
  const order = shown.toSorted((a, b) => REASONS.indexOf(a[1]) - REASONS.indexOf(b[1]) || a[0] - b[0])
  const fitting = order.filter(([row, reason]) => {
    const length = units[row]?.text.length ?? 0
    const fits = length <= left || reason === 'named in the query'
    if (fits) left -= length
    return fits
  })
  return fitting.sort(([a], [b]) => a - b)
}
