/** Values that grow by the same amount from row to row. */
export interface Sequence {
  /** The first value as written: a number, or an ISO 8601 time in UTC without fraction, or a date. */
  readonly first: string
  /** What each row adds: in units of the last decimal of the first two values, or in seconds. */
  readonly step: string
}

/**
 * Finds the sequence that gives exactly these lexemes.
 *
 * @param lexemes Numbers, or the insides of strings; at least two.
 */
export function findSequence(lexemes: readonly string[]): Sequence | undefined {
  const [first, second] = lexemes
  if (first === undefined || second === undefined || first === second) return undefined
  const step = stepBetween(first, second)
  if (step === undefined) return undefined
  const write = sequenceWriter({ first, step })
  return write !== undefined && lexemes.every((lexeme, row) => write(row) === lexeme) ? { first, step } : undefined
}

/** The value of any row, from 0. Undefined where this is no sequence. */
export function sequenceWriter({ first, step }: Sequence): ((row: number) => string) | undefined {
  const start = readTime(first)
  if (start !== undefined) {
    const length = first.length
    return (row) => writeTime(start + row * Number(step), length)
  }
  const decimals = Math.max(decimalsOf(first), decimalsOf(step))
  if (!NUMBER.test(first) || !NUMBER.test(step) || decimals > MAX_DECIMALS) return undefined
  const from = scaled(first, decimals)
  const by = scaled(step, decimals)
  const width = first.length > 1 && first.startsWith('0') && decimals === 0 ? first.length : 0
  return (row) => writeScaled(from + by * row, decimals, width)
}

/** Whether a value is a time, so that a step counts seconds. */
export function isTime(lexeme: string): boolean {
  return TIME.test(lexeme)
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/
/** More decimals than this do not add up exactly within the 53 bits of a number. */
const MAX_DECIMALS = 6

function stepBetween(first: string, second: string): string | undefined {
  const [from, to] = [readTime(first), readTime(second)]
  if (from !== undefined) return to === undefined ? undefined : String(to - from)
  if (!NUMBER.test(first) || !NUMBER.test(second)) return undefined
  const decimals = Math.max(decimalsOf(first), decimalsOf(second))
  return writeScaled(scaled(second, decimals) - scaled(first, decimals), decimals, 0)
}

function decimalsOf(lexeme: string): number {
  const point = lexeme.indexOf('.')
  return point < 0 ? 0 : lexeme.length - point - 1
}

/** The number in units of its last decimal; exact up to 15 digits. */
function scaled(lexeme: string, decimals: number): number {
  const missing = decimals - decimalsOf(lexeme)
  return Number(lexeme.replace('.', '') + '0'.repeat(missing))
}

/** Writes decimals as most languages do: no trailing zeros, but one decimal at least. */
function writeScaled(value: number, decimals: number, width: number): string {
  const sign = value < 0 ? '-' : ''
  const digits = String(Math.abs(value)).padStart(Math.max(decimals + 1, width), '0')
  if (decimals === 0) return sign + digits
  const whole = digits.slice(0, -decimals)
  const fraction = digits.slice(-decimals).replace(/0{1,6}$/, '')
  return `${sign}${whole}.${fraction === '' ? '0' : fraction}`
}

/** Seconds since 1970, or undefined where the text is no time. */
function readTime(text: string): number | undefined {
  if (!TIME.test(text)) return undefined
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = text.split(/[-T:Z]/).map(Number)
  const time = Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1000
  // What overflows (13th month, 61st second) is another time.
  return writeTime(time, text.length) === text ? time : undefined
}

function writeTime(seconds: number, length: number): string {
  const milliseconds = seconds * 1000
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > LAST_TIME) return ''
  const text = new Date(milliseconds).toISOString()
  return length === DATE_LENGTH ? text.slice(0, DATE_LENGTH) : `${text.slice(0, -MILLISECONDS_LENGTH)}Z`
}

/** Milliseconds of the last time that has four digits in its year. */
const LAST_TIME = 253_402_300_799_999
const DATE_LENGTH = '2024-01-15'.length
const MILLISECONDS_LENGTH = '.000Z'.length
