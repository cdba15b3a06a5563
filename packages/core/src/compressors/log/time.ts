/** A time near the start of a line, with its date where that is written before it. */
const TIME =
  /^.{0,80}?((?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d(?:[-/.]\d\d(?:\d\d)?)?|[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2}[ /][A-Z][a-z]{2}[ /]\d{4}|\d{6,8})[T :_-])?((?<!\d)\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,9})?|(?<!\d)\d{6}(?= ))/

/** When a line was written: its date, where it has one, and its time of day, as they stand in it. */
export interface Time {
  readonly date: string
  readonly clock: string
}

/** The time that a line starts with; undefined where it has none. */
export function timeOf(line: string): Time | undefined {
  const match = TIME.exec(line)
  if (match?.[2] === undefined) return undefined
  // Six digits are a time only where a date stands before them.
  if (match[1] === undefined && !match[2].includes(':')) return undefined
  return { date: (match[1] ?? '').slice(0, -1), clock: match[2] }
}

/** From one time to another in words; the date is said once where it is the same. Empty where a time is missing. */
export function spanOf(first: Time | undefined, last: Time | undefined): string {
  if (first === undefined || last === undefined) return ''
  const start = `${first.date} ${first.clock}`.trim()
  if (first.date !== last.date) return `${start} – ${`${last.date} ${last.clock}`.trim()}`
  return first.clock === last.clock ? start : `${start} – ${last.clock}`
}
