import { atOnce, type Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { ESCAPE, type Style } from '../style.ts'
import { lineOf, widthsOf } from './cells.ts'
import { endsOf } from './ends.ts'
import { kindOf } from './kinds.ts'
import { DITTO, LEGEND, parseLegend } from './legend.ts'
import { type Notation, parseKind, parseRow } from './rows.ts'
import { summaryOf } from './summary.ts'
import { tableIn } from './table.ts'
import { writeTable } from './write-table.ts'

/** What remains of a table's lines that are no rows of it: a line below it, not another table. */
const MIN_SHARE = 0.75
/** Header and rows. */
const MIN_ROWS = 4

/** Tables whose cells stand in fixed columns below a header: `docker ps`, `kubectl get`, `ps`, `df`, `systemctl`, `lsof`. */
export const columns: Style = {
  name: 'columns',
  legend: LEGEND,
  isEntry: (line) => line.trim() !== '',
  shareIn(lines) {
    const table = atOnce(tableIn(lines))
    const rows = table?.cells.filter((cells) => cells !== undefined).length ?? 0
    const share = rows / lines.filter((line) => line !== '').length
    return rows < MIN_ROWS || share < MIN_SHARE ? 0 : share
  },
  summary: summaryOf,
  *write(lines, isAsked) {
    const table = yield* tableIn(lines)
    return table === undefined ? undefined : yield* writeTable(lines, table, isAsked)
  },
  *read(form) {
    const [first = '', header = '', ...rest] = form
    const { columns: count, setting, mark, marked, hasDitto, kinds: told } = parseLegend(first.slice(0, -1))
    const ends = endsOf(count, marked, mark)
    const open = kindOf('', Array.from({ length: count }))
    const names = parseRow(header, { ends, kinds: [open] })
    if (names === undefined) throw new SyntaxError('a table without a header')
    const kinds = rest.slice(0, told).map((line, at) => parseKind(line, ends.slice(0, -1), at === 0))
    const written = rest.slice(told)
    const rows = yield* readRows(written, { ends, kinds: kinds.length === 0 ? [open] : kinds }, hasDitto)
    const widths = yield* widthsOf([names, ...rows.filter((row) => row !== undefined)], count)
    const all = { ...setting, widths }
    const lines = yield* mapInSteps(written, (line, at) => {
      const row = rows[at]
      if (row !== undefined) return lineOf(row, all)
      return line.startsWith(ESCAPE) ? line.slice(1) : line
    })
    return [lineOf(names, all), ...lines]
  },
}

function* readRows(
  written: readonly string[],
  notation: Notation,
  hasDitto: boolean,
): Steps<readonly (readonly string[] | undefined)[]> {
  let above: readonly string[] = []
  return yield* mapInSteps(written, (line) => {
    const own = line.startsWith(ESCAPE) ? undefined : parseRow(line, notation)
    if (own === undefined) return undefined
    above = hasDitto ? own.map((cell, at) => (cell === DITTO ? (above[at] ?? '') : cell)) : own
    return above
  })
}
