import { findSequence, type Sequence, sequenceWriter } from '../json-rows/encodings/sequence.ts'

/** A time without a zone, as spreadsheets and databases write it. */
const LOCAL_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/

/** Finds what all cells grow by: numbers, dates, times. Undefined: nothing. */
export function findSteps(cells: readonly string[]): Sequence | undefined {
  const [first = ''] = cells
  if (!LOCAL_TIME.test(first)) return findSequence(cells)
  if (!cells.every((cell) => cell.length === first.length)) return undefined
  const found = findSequence(cells.map(zoned))
  return found !== undefined && cells.every((cell) => cell.charAt(DATE_LENGTH) === first.charAt(DATE_LENGTH))
    ? { first, step: found.step }
    : undefined
}

/** The cell of any row, from 0. Undefined where this is no sequence. */
export function stepsWriter({ first, step }: Sequence): ((row: number) => string) | undefined {
  if (!LOCAL_TIME.test(first)) return sequenceWriter({ first, step })
  const write = sequenceWriter({ first: zoned(first), step })
  const between = first.charAt(DATE_LENGTH)
  return write && ((row) => write(row).slice(0, -1).replace('T', between))
}

const DATE_LENGTH = '2024-01-15'.length

function zoned(time: string): string {
  return `${time.replace(' ', 'T')}Z`
}
