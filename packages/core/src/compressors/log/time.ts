/** When a line was written, as its own start says. */
export interface Time {
  /** As it stands in the line; with the year that some formats put last. Empty where it has none. */
  readonly date: string
  /** The time of day as it stands in the line; six digits get colons. */
  readonly clock: string
  /** What its date tells: all, all but the year, nothing, or fields of which none knows which is the day. */
  readonly dated: 'full' | 'yearless' | 'undated' | 'unordered'
  /** Its zone and the words before it. Only times of the same style can be compared. */
  readonly style: string
  /** Grows with time among times of one style. In seconds, of no meaning on its own. */
  readonly seconds: number
  /** What its second has on top, in nanoseconds. */
  readonly nanoseconds: number
  /** How many words stand before it. */
  readonly words: number
  /** Where it ends in the line. */
  readonly end: number
}

/** Words before the time: a source's name, a process id, a weekday. Thunderbird's syslog has four. */
const MAX_WORDS = 4
const OPENING = /\s{0,16}(?:[{"']{0,2}(?:time|timestamp|ts|@timestamp)["']?[:=] ?)?["'([<]{0,3}/y
/** A word that may stand before the time; prose may not. */
const WORD = /([^\s"'{}=,;]{1,80})(?:[\t ]{1,12}\|)?[\t ]{1,12}/y
const SOURCE =
  /^(?:[^\p{L}]+|.*\d.*|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)$/u
/** Date in full, with the month's name, without a year, of unknown order; time of day; sign and fraction; zone; year. */
const STAMP =
  /(?:(\d{4}[-/.]\d\d[-/.]\d\d|(?:19|20)\d{6})(?:[T _:-]|, )|(\d{1,2}[ /-][A-Z][a-z]{2}[ /-]\d{4})[T :]|([A-Z][a-z]{2} {1,2}\d{1,2}) |(\d\d[-/.]\d\d(?:[-/.]\d\d(?:\d\d)?)?|\d{6})[T ])?(\d{1,2}:\d{1,2}:\d{1,2}|\d{6}(?![\d:]))(?:([.,:])(\d{1,9}))?(?![\d]|:\d| ?[AaPp][Mm]\b)( ?(?:Z|UTC|GMT|[A-Z]{2,4}T)\b| ?[+-][01]\d:?[0-5]\d\b)?(?: ((?:19|20)\d\d)(?=\]))?/y

/**
 * Reads the time that a line starts with: before it stand brackets, a weekday, a level or names with digits in them, no prose.
 *
 * @returns Undefined where there is none, or one whose parts cannot be told.
 */
export function timeOf(line: string): Time | undefined {
  let at = 0
  for (let words = 0; words <= MAX_WORDS; words++) {
    if (!isDigit(line, at)) at += matchAt(OPENING, line, at)?.[0].length ?? 0
    const stamp = matchAt(STAMP, line, at)
    if (stamp !== null) return read(stamp, words, at + stamp[0].length)
    const word = matchAt(WORD, line, at)
    const opened = '[(<'.includes(line[at - 1] ?? ' ')
    if (word?.[1] === undefined || !(opened || SOURCE.test(word[1]))) return undefined
    at += word[0].length
  }
  return undefined
}

function isDigit(line: string, at: number): boolean {
  const code = line.charCodeAt(at)
  return code >= 48 && code <= 57
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(line)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function read(stamp: readonly (string | undefined)[], words: number, end: number): Time | undefined {
  const [, full, named, month, loose, clock = '', sign, part = '', zone = '', year] = stamp
  const bare = !clock.includes(':')
  // Six digits are a time of day only after a date.
  if (bare && full === undefined && loose === undefined) return undefined
  const numbers = bare ? pairs(clock) : clock.split(':')
  const [hour, minute, second] = [Number(numbers[0]), Number(numbers[1]), Number(numbers[2])]
  const day = dayOf(full, named, month, loose, year)
  if (day === undefined || hour > 24 || minute > 59 || second > 60) return undefined
  const shown = bare ? numbers.join(':') : clock
  return {
    date: (full ?? named ?? month ?? loose ?? '') + (year === undefined ? '' : ` ${year}`),
    clock: sign === undefined ? shown : shown + sign + part,
    dated: loose !== undefined ? 'unordered' : (full ?? named ?? year) ? 'full' : month ? 'yearless' : 'undated',
    style: `${words} ${zone.trim()}`,
    seconds: day * DAY + hour * 3600 + minute * 60 + second,
    // After a colon stand milliseconds, without leading zeros; else a fraction.
    nanoseconds: sign === undefined ? 0 : sign === ':' ? Number(part) * 1e6 : Number(part.padEnd(9, '0')),
    words,
    end,
  }
}

/** Seconds of a day. */
export const DAY = 86_400

/** A number that grows with the date; undefined for a date that is none. */
function dayOf(full?: string, named?: string, month?: string, loose?: string, year = '0'): number | undefined {
  if (loose !== undefined) return dateFields(loose).reduce((sum, field) => sum * 10_000 + field, 0)
  if (full !== undefined) {
    const signs = full.length > 8 ? 1 : 0
    return dayNumber(full.slice(0, 4), Number(full.slice(4 + signs, 6 + signs)), full.slice(-2))
  }
  if (named !== undefined)
    return dayNumber(named.slice(-4), monthNumber(named.slice(-8, -5)), named.split(/[ /-]/, 1)[0])
  return month === undefined ? 0 : dayNumber(year, monthNumber(month.slice(0, 3)), month.slice(4))
}

function dayNumber(year: string, month: number, day = '0'): number | undefined {
  const inRange = month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31
  return inRange ? (Number(year) * 12 + month - 1) * 31 + Number(day) - 1 : undefined
}

function monthNumber(name: string): number {
  return MONTHS.indexOf(name) + 1
}

/** The numbers of a date of unknown order: `17/06/09`, `12-17`, `081109`. */
export function dateFields(date: string): number[] {
  return (/^\d{6}$/.test(date) ? pairs(date) : date.split(/\D/)).map(Number)
}

function pairs(digits: string): string[] {
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)]
}
