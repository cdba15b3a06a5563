import type { Steps } from '../../steps.ts'
import { joinInSteps } from '../lines.ts'
import { SAME, type Separator, writeCell } from './cell.ts'
import type { Grid } from './grid.ts'
import { writeHead } from './head.ts'
import { legendText, type Notation } from './legend.ts'
import { planColumns } from './plan-columns.ts'
import type { ColumnPlan } from './plan.ts'
import { separatorsOf } from './separators.ts'

/** Rows written in one step. */
const ROWS_PER_STEP = 1_000

/** Writes a table so that `readTable()` gives its text again. */
export function* writeTable(grid: Grid): Steps<string> {
  const plans = yield* planColumns(grid)
  const shown = plans.filter((plan) => plan.cells !== undefined)
  const separators = yield* separatorsOf(
    shown.map(({ cells = [], same }) => ({
      cells,
      written: (row) => (same?.[row] === 1 ? SAME_LOOK : cells[row]),
    })),
    grid.rowCount,
  )
  const lines: string[] = ['']
  const notations = new Set<Notation>()
  if (plans.some(({ spec }) => spec.kind === 'dictionary')) notations.add('code')
  for (let row = 0; row < grid.rowCount && shown.length > 0; row++) {
    lines.push(rowText(shown, separators, row, notations))
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  if (notations.has('end')) notations.delete('same')
  const hasTail = grid.after !== '' && grid.after !== grid.end
  const legend = legendText(grid, hasTail || shown.length === 0, notations)
  const head = legend + '\n' + grid.before + writeHead(plans, separators)
  lines[0] = head
  const table = yield* joinInSteps(lines, '\n')
  return hasTail ? `${table}\n${grid.after.slice(grid.end.length)}` : table
}

/** What `=` is like where separators are compared: a sign that needs no quotes. */
const SAME_LOOK = '-'

function rowText(
  plans: readonly ColumnPlan[],
  separators: readonly Separator[],
  row: number,
  notations: Set<Notation>,
): string {
  let last = plans.length - 1
  while (last > 0 && plans[last]?.same?.[row] === 1) last--
  if (last < plans.length - 1) notations.add('end')
  let text = ''
  for (let column = 0; column <= last; column++) {
    const plan = plans[column]
    const separator = separators[column]
    const isSeen = separator === undefined ? separators[column - 1] !== ' ' : separator !== ' '
    const isSame = plan?.same?.[row] === 1
    if (isSame) notations.add('same')
    const cell = isSame ? SAME : writeCell(plan?.cells?.[row], separator, isSeen)
    if (cell === '~') notations.add('empty')
    text += column === last ? cell : cell + (separator ?? '')
  }
  return text
}
