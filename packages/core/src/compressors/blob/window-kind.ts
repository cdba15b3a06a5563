/** What dense text is. */
export type WindowKind = 'code' | 'source map' | 'unbroken text'

/** Share of white space up to which text is dense: minified code has 1 to 5 %, code as written and prose 12 % and more. */
const CODE_SPACE = 0.08
const UNBROKEN_SPACE = 0.02
/** Share of `(){};=` from which dense text is code: minified JavaScript has 10 to 20 %, CSS 5 to 8 %, JSON 1 to 4 %. */
const CODE_SIGNS = 0.045
/** Share of double quotes and of tags up to which it is no data and no markup. */
const QUOTES = 0.06
const TAGS = 0.012
/** Share of digits and of separators up to which unbroken text is no data. */
const NUMBERS = 0.4
const SEPARATORS = 0.05
/** Share of commas and semicolons from which base64 digits are a source map's mappings. */
const MAPPING_SEPARATORS = 0.1
/** Share of letters from which they are digits of base64 and no numbers. */
const MAPPING_LETTERS = 0.5

/** What a stretch of a text holds, some 500 characters; undefined: something to read, such as prose, data or markup. */
export function kindOfWindow(text: string, from: number, to: number): WindowKind | undefined {
  const counts = countsOf(text, from, to)
  const length = to - from
  const shareOf = (sort: number): number => (counts[sort] ?? 0) / length
  const mapped = shareOf(LETTER) + shareOf(DIGIT) + shareOf(SEPARATOR) + shareOf(CLOSE)
  const separators = shareOf(SEPARATOR)
  const signs = shareOf(SIGN) + shareOf(CLOSE)
  const isMapped = mapped === 1 && shareOf(LETTER) > MAPPING_LETTERS
  if (isMapped && separators + shareOf(CLOSE) > MAPPING_SEPARATORS) return 'source map'
  if (shareOf(SPACE) > CODE_SPACE || shareOf(QUOTE) > QUOTES || shareOf(TAG) > TAGS) return undefined
  if (signs >= CODE_SIGNS) return 'code'
  const isData = shareOf(DIGIT) > NUMBERS || separators + shareOf(QUOTE) > SEPARATORS || shareOf(WIDE) > 0
  return shareOf(SPACE) > UNBROKEN_SPACE || isData ? undefined : 'unbroken text'
}

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const SPACE = 3
const QUOTE = 4
const TAG = 5
const SIGN = 6
/** `;`, which both code and mappings have. */
const CLOSE = 7
const SEPARATOR = 8
/** Many scripts are written without spaces. */
const WIDE = 9

const SORTS: Uint8Array = sorts()

function sorts(): Uint8Array {
  const table = new Uint8Array(128)
  const put = (letters: string, sort: number): void => {
    for (const letter of letters) table[letter.charCodeAt(0)] = sort
  }
  put('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/', LETTER)
  put('0123456789', DIGIT)
  put(' \t\r\n\f', SPACE)
  put('"', QUOTE)
  put('<', TAG)
  put('(){}=', SIGN)
  put(';', CLOSE)
  put(',|', SEPARATOR)
  return table
}

function countsOf(text: string, from: number, to: number): Uint32Array {
  const counts = new Uint32Array(10)
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    const sort = unit < 128 ? (SORTS[unit] ?? OTHER) : WIDE
    counts[sort] = (counts[sort] ?? 0) + 1
  }
  return counts
}
