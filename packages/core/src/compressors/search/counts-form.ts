/** What the first line of written counts says. */
export interface CountsForm {
  /** What is left out at the start of every path: `./` or nothing. */
  readonly folder: string
  /** Whether a null character stood before each count, not a colon. */
  readonly isNull: boolean
  /** Whether each line ended in a carriage return, too. */
  readonly hasReturns: boolean
  /** The largest count and its file; empty where that is plain to see. */
  readonly most: string
}

const COUNTS = 'Counts by folder'

/** The first line of written counts. */
export function countsLegend({ folder, isNull, hasReturns, most }: CountsForm): string {
  const about = `${isNull ? ', null before it' : ''}${hasReturns ? ', lines ended in CR LF' : ''}`
  return `${COUNTS}${folder === '' ? '' : ` in ${folder}`}${about}${most === '' ? '' : ` (most: ${most})`}:`
}

const LEGEND =
  /^Counts by folder(?: in (\.[/\\]))?(, null before it)?(, lines ended in CR LF)?(?: \(most: ([^\n]+)\))?:$/

/** What the first line says; undefined: it is no form's. */
export function countsFormOf(legend: string): CountsForm | undefined {
  const match = LEGEND.exec(legend)
  if (match === null) return undefined
  const [, folder = '', isNull, hasReturns, most = ''] = match
  return { folder, isNull: isNull !== undefined, hasReturns: hasReturns !== undefined, most }
}

/** Whether a written text holds counts. */
export function isCountsLegend(written: string): boolean {
  return written.startsWith(COUNTS)
}
