import type { Steps } from '../../../steps.ts'
import { joinInSteps } from '../../lines.ts'
import type { Grid } from '../grid.ts'
import type { DelimitedStyle } from './delimited-style.ts'
import { writeQuoted } from './quoting.ts'

/** Rows written in one step. */
const ROWS_PER_STEP = 1_000

/** Writes a table with signs between its cells: the lines from the first to the last, without the last line's end. */
export function* writeDelimited({ names, columns, rowCount, end }: Grid, style: DelimitedStyle): Steps<string> {
  const { delimiter, head } = style
  const lines = [
    names.flatMap((name) => (name === undefined ? [] : [writeQuoted(name, head, delimiter)])).join(delimiter),
  ]
  for (let row = 0; row < rowCount; row++) {
    let line = ''
    for (let column = 0; column < columns.length; column++) {
      const cell = columns[column]?.[row]
      if (cell === undefined) break
      if (column > 0) line += delimiter
      line += writeQuoted(cell, style.columns[column] ?? 'raw', delimiter)
    }
    lines.push(line)
    if ((row + 1) % ROWS_PER_STEP === 0) yield
  }
  return yield* joinInSteps(lines, end)
}
