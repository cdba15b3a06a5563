import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'
import type { Summary } from '../style.ts'
import { ROW_LENGTH } from './cells.ts'
import { tableIn } from './table.ts'

/** Columns with more different values are not counted by value. */
const MAX_VALUES = 12
/** A value of so few rows is unlike the others. */
const MAX_UNLIKE = 3
/** Rows that are told because a value of theirs is rare. */
const MAX_TOLD = 20

/** How many rows a table has, how many have each value of the columns with few, and which rows have a rare one. */
export function* summaryOf(lines: readonly string[]): Steps<Summary> {
  const { cells } = (yield* tableIn(lines)) ?? { cells: [] }
  const [header = []] = cells
  const counted: (Map<string, number[]> | undefined)[] = header.map(() => new Map<string, number[]>())
  let entries = 0
  const note = (row: readonly string[] | undefined, at: number): void => {
    if (row === undefined || at === 0) return
    entries++
    for (const [column, values] of counted.entries()) {
      if (values === undefined) continue
      const value = row[column]?.trim() ?? ''
      const rows = values.get(value) ?? []
      rows.push(at)
      values.set(value, rows)
      if (values.size > MAX_VALUES) counted[column] = undefined
    }
  }
  yield* eachInSteps(cells, note, ROW_LENGTH)
  const counts = counted.flatMap((values, column) =>
    values === undefined ? [] : [`${header[column]?.trim() ?? ''}: ${printed(values)}`],
  )
  const unlike = counted.flatMap((values) => [...(values?.values() ?? [])].filter(({ length }) => length <= MAX_UNLIKE))
  const told = [...new Set(unlike.flat())].sort((a, b) => a - b).slice(0, MAX_TOLD)
  return { entries, counts, unlike: told }
}

function printed(values: ReadonlyMap<string, readonly number[]>): string {
  return [...values]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([value, rows]) => `${value === '' ? '(empty)' : value} ${rows.length}`)
    .join(', ')
}
