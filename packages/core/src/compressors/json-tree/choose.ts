import type { Goal, Kept } from '../../types/compressor.ts'
import { selectUnits } from '../json-rows/view/view.ts'
import { type Steps, stepsOf } from '../../steps.ts'
import { askedParts } from './asked-parts.ts'
import type { TreeDocument } from './document.ts'

/** Which rows of its lists a view shows, as `json-rows` chooses them, and which branches: those that the query asks for. */
export function* chooseParts({ rows, parts }: TreeDocument, goal: Goal): Steps<Kept> {
  const chosen = yield* stepsOf(selectUnits(rows, goal))
  const branches = [...parts.keys()].filter((index) => parts[index]?.kind === 'branch')
  const named = askedParts(
    branches.flatMap((index) => parts.slice(index, index + 1)),
    goal.query,
  )
  const asked = named.map((index) => rows.units.length + (branches[index] ?? 0))
  const reasons = asked.length === 0 ? chosen.reasons : [...new Set([...chosen.reasons, ASKED])]
  return { indices: [...chosen.indices, ...asked], reasons }
}

const ASKED = 'matches of the query'
