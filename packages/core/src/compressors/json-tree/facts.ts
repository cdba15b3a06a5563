import { type Steps, stepsOf } from '../../steps.ts'
import type { Kept } from '../../types/compressor.ts'
import { unitFacts } from '../json-rows/view/view.ts'
import type { TreeDocument } from './document.ts'
import { meaningOfStyles } from './json-style.ts'
import type { Part } from './parts.ts'
import { rowsOf } from './render.ts'

/** How many long texts and branches are not shown whole; then the facts of the rows. */
export function* factsOf({ rows, parts, styles }: TreeDocument, kept: Kept): Steps<readonly string[]> {
  const first = rows.units.length
  const shown = new Set(kept.indices)
  const folded = parts.filter((_, index) => !shown.has(first + index))
  const count = (wanted: Part['kind']): number => folded.filter(({ kind }) => kind === wanted).length
  const facts = yield* stepsOf(unitFacts(rows, rowsOf(kept, first)))
  return [
    meaningOfStyles(styles),
    counted(count('text'), 'long text', 'long texts', 'cut, marked where shown'),
    counted(count('blob'), 'encoded text', 'encoded texts', 'only described'),
    counted(count('branch'), 'branch', 'branches', 'left out, marked in place'),
    ...facts,
  ].filter((fact) => fact !== '')
}

function counted(count: number, one: string, many: string, what: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many} ${what}`
}
