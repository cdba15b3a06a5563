import { atOnce, type Steps } from '../../steps.ts'
import type { Document, Unit } from '../../types/compressor.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { type Facets, facetsOf } from './facets.ts'
import type { FoundGrid } from './grid.ts'
import { lineNumbersOf } from './line-numbers.ts'
import { readDelimited } from './shapes/read-delimited.ts'
import { readFramed } from './shapes/read-framed.ts'
import { readRecords } from './shapes/read-records.ts'
import { sniff } from './shapes/sniff.ts'

/** A text that is one table, but for a few lines before and after it. */
export interface TableDocument extends Document {
  readonly text: string
  readonly grid: FoundGrid
  /** The rows as a view needs them, made at the first call: a lossless form needs none of it. */
  readonly sight: () => Steps<Sight>
}

/** What a view needs to know of a table. */
export interface Sight extends Facets {
  /** The line of the text that each row starts in, from 1: as `retrieve` counts lines. */
  readonly lines: Int32Array
}

const READERS = { delimited: readDelimited, framed: readFramed, records: readRecords }

/** Reads a text as a table. Undefined: it is none. */
export function* readTableDocument(text: string): Steps<TableDocument | undefined> {
  const sniffed = sniff(text)
  if (sniffed === undefined) return undefined
  const grid = yield* READERS[sniffed.shape](text, sniffed)
  if (grid === undefined || grid.rowCount === 0) return undefined
  let units: readonly Unit[] | undefined
  let sight: Sight | undefined
  return {
    text,
    grid,
    get units() {
      return (units ??= atOnce(unitsOf(text, grid)))
    },
    *sight() {
      units ??= yield* unitsOf(text, grid)
      return (sight ??= { ...(yield* facetsOf(grid)), lines: yield* lineNumbersOf(text, grid) })
    },
  }
}

function* unitsOf(text: string, { starts, rowCount, end }: FoundGrid): Steps<readonly Unit[]> {
  return yield* mapInSteps(starts.slice(0, rowCount), (start, row) => {
    const piece = text.slice(start, starts[row + 1])
    return { text: row + 1 < rowCount && piece.endsWith(end) ? piece.slice(0, -end.length) : piece }
  })
}
