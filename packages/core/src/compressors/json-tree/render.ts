import { type Steps, stepsOf } from '../../steps.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { renderUnits } from '../json-rows/view/view.ts'
import type { TreeDocument } from './document.ts'
import { foldParts } from './fold.ts'

/** Writes the shown rows as `json-rows` does, with the other parts folded in their places. */
export function* renderParts({ rows, parts }: TreeDocument, kept: Kept, goal: Goal): Steps<string> {
  const first = rows.units.length
  const shown = new Set(kept.indices)
  const folded = yield* foldParts(
    rows,
    parts.filter((_, index) => !shown.has(first + index)),
    goal.query,
  )
  return yield* stepsOf(renderUnits(folded, rowsOf(kept, first), goal))
}

/** The part of a choice that speaks of rows. */
export function rowsOf({ indices, reasons }: Kept, rowCount: number): Kept {
  return { indices: indices.filter((index) => index < rowCount), reasons }
}
