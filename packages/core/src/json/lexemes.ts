const SPACE = 32
const QUOTE = 34
const MINUS = 45
const POINT = 46
const ZERO = 48
const BACKSLASH = 92

/** Offset after the string that starts at a quote, or -1 where it is not a valid string. */
export function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === QUOTE) return index + 1
    if (code < SPACE) return -1
    if (code === BACKSLASH) {
      const width = escapeWidth(text, ++index)
      if (width === 0) return -1
      index += width - 1
    }
  }
  return -1
}

const SIMPLE_ESCAPES = '"\\/bfnrt'
const HEX_DIGITS = /^[0-9a-fA-F]{4}$/

/** Characters of an escape after its backslash, or 0 where it is none. */
function escapeWidth(text: string, at: number): number {
  const sign = text.charAt(at)
  if (sign !== 'u') return sign !== '' && SIMPLE_ESCAPES.includes(sign) ? 1 : 0
  return HEX_DIGITS.test(text.slice(at + 1, at + 5)) ? 5 : 0
}

/** Offset after the number that starts at a digit or a minus, or -1 where it is not a valid number. */
export function endOfNumber(text: string, start: number): number {
  const whole = text.charCodeAt(start) === MINUS ? start + 1 : start
  let at = skipDigits(text, whole)
  if (at === whole || (at > whole + 1 && text.charCodeAt(whole) === ZERO)) return -1
  if (text.charCodeAt(at) === POINT) {
    const fraction = skipDigits(text, at + 1)
    if (fraction === at + 1) return -1
    at = fraction
  }
  if ((text.charCodeAt(at) | 32) !== LETTER_E) return at
  const sign = text.charAt(at + 1) === '+' || text.charAt(at + 1) === '-' ? 2 : 1
  const exponent = skipDigits(text, at + sign)
  return exponent === at + sign ? -1 : exponent
}

const LETTER_E = 101

function skipDigits(text: string, at: number): number {
  let index = at
  while (isDigit(text.charCodeAt(index))) index++
  return index
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 57
}

/** Offset after `true`, `false` or `null`, or -1 where none of them stands. */
export function endOfLiteral(text: string, start: number): number {
  const code = text.charCodeAt(start)
  const raw = code === 116 ? 'true' : code === 102 ? 'false' : code === 110 ? 'null' : undefined
  return raw !== undefined && text.startsWith(raw, start) ? start + raw.length : -1
}
