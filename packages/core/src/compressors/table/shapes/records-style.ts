/** Records one under the other, a field a line. */
export interface RecordsStyle {
  readonly kind: 'records'
  readonly layout: RecordLayout
  /** Whether a sign of East Asia takes two places. */
  readonly isWide: boolean
}

/** How a tool prints records. */
export interface RecordLayout {
  /** As the first line of a form says it. */
  readonly name: string
  /** Between the name of a field and its value. */
  readonly between: string
  /** Whether names stand at the right of their column. */
  readonly isRight: boolean
  /** The line above a record, from 1; undefined: an empty line between two. */
  readonly label?: (number: number, nameWidth: number, valueWidth: number) => string
}

/** Stars on either side of a row's number in mysql. */
const STARS = '*'.repeat(27)

/** The layouts that are known: psql `\x`, mysql `\G`, sqlite3 `.mode line`. */
export const LAYOUTS: readonly RecordLayout[] = [
  { name: 'psql records', between: ' | ', isRight: false, label: psqlLabel },
  { name: 'mysql records', between: ': ', isRight: true, label: (number) => `${STARS} ${number}. row ${STARS}` },
  { name: 'sqlite3 lines', between: ' = ', isRight: true },
]

function psqlLabel(number: number, nameWidth: number, valueWidth: number): string {
  const label = `-[ RECORD ${number} ]`
  return label + `${'-'.repeat(nameWidth + 1)}+${'-'.repeat(valueWidth + 1)}`.slice(label.length)
}

const WIDE = ', by display width'

/** Says how records are written: `psql records`. */
export function recordsText({ layout, isWide }: RecordsStyle): string {
  return layout.name + (isWide ? WIDE : '')
}

/** The inverse of `recordsText()`; undefined where the text says something else. */
export function readRecordsText(text: string): RecordsStyle | undefined {
  const isWide = text.endsWith(WIDE)
  const layout = LAYOUTS.find(({ name }) => name === (isWide ? text.slice(0, -WIDE.length) : text))
  return layout && { kind: 'records', layout, isWide }
}
