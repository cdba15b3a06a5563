import { type Steps, stepsOf } from '../../steps.ts'
import type { Kept } from '../../types/compressor.ts'
import { unitFacts } from '../json-rows/view/view.ts'
import type { TreeDocument } from './document.ts'
import { OPENED } from './legend.ts'
import { rowsOf } from './render.ts'

/** That long texts and branches are not shown whole, where they are not; then the facts of the rows. */
export function* factsOf({ rows, parts, hasOpened }: TreeDocument, kept: Kept): Steps<readonly string[]> {
  const first = rows.units.length
  const shown = new Set(kept.indices)
  const folded = parts.filter((_, index) => !shown.has(first + index))
  const branches = folded.filter(({ kind }) => kind === 'branch').length
  const facts = yield* stepsOf(unitFacts(rows, rowsOf(kept, first)))
  return [
    ...(hasOpened ? [OPENED] : []),
    ...(folded.length > branches ? ['of long texts the head and the tail are shown'] : []),
    ...(branches > 0 ? [`${branches} branch${branches === 1 ? '' : 'es'} left out, marked in place`] : []),
    ...facts,
  ]
}
