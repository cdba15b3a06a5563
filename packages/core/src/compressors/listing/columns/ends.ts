import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'
import { ROW_LENGTH } from './cells.ts'
import { DITTO, MARKS } from './legend.ts'
import { OPEN } from './rows.ts'

/** What ends the cells of each column: a space, or a mark where cells are empty or have spaces. */
export function endsOf(count: number, marked: readonly number[], mark: string): readonly string[] {
  return Array.from({ length: count }, (_, at) => (marked.includes(at) ? (MARKS[mark] ?? '') : ' '))
}

/** The mark with which cells of some columns end, and these columns. Undefined: each mark is in some cell, or a cell is a sign of ours. */
export function* endsFor(
  rows: readonly (readonly string[])[],
  count: number,
): Steps<{ readonly mark: string; readonly marked: readonly number[] } | undefined> {
  const spaced = new Set<number>()
  const marks = Object.keys(MARKS)
  const holding = new Set<string>()
  let isClear = true
  const note = (row: readonly string[]): void => {
    for (const [at, cell] of row.entries()) {
      if (cell === OPEN || cell === DITTO) isClear = false
      if (at === count - 1 || (cell !== '' && !cell.includes(' ') && !cell.includes('\t'))) continue
      spaced.add(at)
      for (const mark of marks) if (cell.includes(MARKS[mark] ?? '')) holding.add(mark)
    }
  }
  yield* eachInSteps(rows, note, ROW_LENGTH)
  const mark = marks.find((each) => !holding.has(each))
  return mark === undefined || !isClear ? undefined : { mark, marked: [...spaced].sort((a, b) => a - b) }
}
