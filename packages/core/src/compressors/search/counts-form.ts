import { VERBATIM_NOTE } from './form.ts'

/** What the first line of written counts says. */
export interface CountsForm {
  /** What is left out at the start of every path: `./` or nothing. */
  readonly folder: string
  /** Whether a null character stood before each count, not a colon. */
  readonly isNull: boolean
  /** Whether each line ended in a carriage return, too. */
  readonly hasReturns: boolean
  /** The line of the largest count, as `path:12`; empty where that is plain to see. */
  readonly largest: string
}

// Lists of places and of image tags look the same: nothing tells that the numbers count matches.
const COUNTS = 'By folder'

/**
 * The first line of written counts.
 *
 * @param hasVerbatim Whether some line stands behind `VERBATIM`.
 */
export function countsLegend({ folder, isNull, hasReturns, largest }: CountsForm, hasVerbatim: boolean): string {
  const about = `${isNull ? ', null for colon' : ''}${hasReturns ? ', lines ended in CR LF' : ''}`
  const note = hasVerbatim ? VERBATIM_NOTE : ''
  const where = folder === '' ? '' : ` in ${folder}`
  return `${COUNTS}${where}${about}${note}${largest === '' ? '' : ` (largest: ${largest})`}:`
}

const LEGEND =
  /^By folder(?: in (\.[/\\]))?(, null for colon)?(, lines ended in CR LF)?(?:, \\: line as printed)?(?: \(largest: ([^\n]+)\))?:$/

/** What the first line says; undefined: it is no form's. */
export function countsFormOf(legend: string): CountsForm | undefined {
  const match = LEGEND.exec(legend)
  if (match === null) return undefined
  const [, folder = '', isNull, hasReturns, largest = ''] = match
  return { folder, isNull: isNull !== undefined, hasReturns: hasReturns !== undefined, largest }
}

/** Whether a written text holds counts. */
export function isCountsLegend(written: string): boolean {
  return written.startsWith(COUNTS)
}
