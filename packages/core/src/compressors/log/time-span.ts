import { DAY, dateFields, type Time } from './time.ts'

/** Days of a year of equal months, as `Time.seconds` counts them. */
const YEAR = 12 * 31
/** After how many seconds a date that does not tell all comes again. */
const CYCLES: { readonly [dated in Time['dated']]?: number } = { undated: DAY, yearless: YEAR * DAY }

/**
 * The earliest and the latest of times, in words; a date that both have is said once.
 *
 * @param times In the order of their lines.
 * @returns Empty where there are none, and where which is the earliest cannot be told: zones or formats differ, midnight or the
 *   turn of the year may lie between times without a date or year, or dates differ in more than one number and none knows their order.
 */
export function spanOf(times: readonly Time[]): string {
  const [first] = times
  if (first === undefined || !areComparable(times, first)) return ''
  let [earliest, latest] = [first, first]
  for (const time of times) {
    if (compare(time, earliest) < 0) earliest = time
    if (compare(time, latest) > 0) latest = time
  }
  const start = `${earliest.date} ${earliest.clock}`.trim()
  if (earliest.date !== latest.date) return `${start} – ${`${latest.date} ${latest.clock}`.trim()}`
  return earliest.clock === latest.clock ? start : `${start} – ${latest.clock}`
}

function compare(a: Time, b: Time): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds
}

function areComparable(times: readonly Time[], first: Time): boolean {
  const cycle = CYCLES[first.dated] ?? Infinity
  const isSame = ({ dated, style }: Time): boolean => dated === first.dated && style === first.style
  return (
    times.every((time, at) => isSame(time) && Math.abs(time.seconds - (times[at - 1] ?? time).seconds) < cycle / 2) &&
    (first.dated !== 'unordered' || differsInOne(times, dateFields(first.date)))
  )
}

/** Whether dates differ from one in the same one of their numbers. */
function differsInOne(times: readonly Time[], fields: readonly number[]): boolean {
  const differing = new Set<number>()
  let last = ''
  for (const { date } of times) {
    if (date === last) continue
    last = date
    const others = dateFields(date)
    if (others.length !== fields.length) return false
    others.forEach((field, at) => {
      if (field !== fields[at]) differing.add(at)
    })
  }
  return differing.size <= 1
}
