import type { Steps } from '../../steps.ts'
import type { Grid } from './grid.ts'
import { writeDelimited } from './shapes/write-delimited.ts'
import { writeFramed } from './shapes/write-framed.ts'
import { writeRecords } from './shapes/write-records.ts'

/** Writes a table in its own style: the lines from the first to the last, without the last line's end. */
export function* writeGrid(grid: Grid): Steps<string> {
  if (grid.style.kind === 'delimited') return yield* writeDelimited(grid, grid.style)
  return yield* grid.style.kind === 'framed' ? writeFramed(grid, grid.style) : writeRecords(grid, grid.style)
}
