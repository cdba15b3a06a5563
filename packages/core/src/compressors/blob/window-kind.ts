/** What dense text is. */
export type WindowKind = 'code' | 'source map' | 'unbroken text'

/** Share of white space up to which text is dense: minified code has 1 to 5 %, code as written and prose 12 % and more. */
const CODE_SPACE = 0.08
/** Share of `(){}=;` from which dense text is code: minified JavaScript has 10 to 20 %, CSS 5 to 8 %, JSON 1 to 4 %. */
const CODE_SIGNS = 0.045
/** Share of brackets among these without which they are a list: settings, cookies, the query of a URL. */
const CODE_BRACKETS = 0.01
/** Share of double quotes and of tags up to which it is no data and no markup. */
const QUOTES = 0.06
const TAGS = 0.012
/** Share of digits up to which unbroken text is no data. */
const NUMBERS = 0.4
/** Share of breaks from which text is a list: of paths, names or arguments with some hundred characters each. */
const LIST_BREAKS = 1 / 128
/** Share of backslashes from which they write bytes, as in serialised data: below, they are line ends and paths. */
const ESCAPES = 0.1
/** Share of commas and semicolons from which base64 digits are a source map's mappings. They have 16 % and more. */
const MAPPING_SEPARATORS = 0.1
/** Share of `A`, the zero of mappings, among their letters: mappings have 34 % and more, lists of words and codes 15 % at most. */
const MAPPING_ZEROS = 0.25

/** What a stretch of a text holds, some 500 characters; undefined: something to read, such as prose, data, a list or markup. */
export function kindOfWindow(text: string, from: number, to: number): WindowKind | undefined {
  const counts = countsOf(text, from, to)
  const length = to - from
  const count = (sort: number): number => counts[sort] ?? 0
  if (isMapping(count, length)) return 'source map'
  if (count(SPACE) > length * CODE_SPACE || count(QUOTE) > length * QUOTES || count(TAG) > length * TAGS)
    return undefined
  const signs = count(BRACKET) + count(EQUALS) + count(CLOSE)
  if (signs >= length * CODE_SIGNS && count(BRACKET) >= length * CODE_BRACKETS) return 'code'
  const isData = count(DIGIT) > length * NUMBERS || count(WIDE) > 0
  return isData || breaksIn(count, length) >= length * LIST_BREAKS ? undefined : 'unbroken text'
}

type Count = (sort: number) => number

function isMapping(count: Count, length: number): boolean {
  const letters = count(LETTER) + count(ZERO) + count(SLASH)
  const separators = count(SEPARATOR) + count(CLOSE)
  const isAll = letters + count(DIGIT) + separators === length
  return isAll && separators > length * MAPPING_SEPARATORS && count(ZERO) > letters * MAPPING_ZEROS
}

function breaksIn(count: Count, length: number): number {
  const escapes = count(BACKSLASH) < length * ESCAPES ? count(BACKSLASH) : 0
  const signs = count(EQUALS) + count(CLOSE) + count(SEPARATOR) + count(SLASH) + count(BREAK)
  return count(SPACE) + count(QUOTE) + escapes + signs
}

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const SPACE = 3
const QUOTE = 4
const TAG = 5
const BRACKET = 6
const EQUALS = 7
/** `;`, which both code and mappings have. */
const CLOSE = 8
const SEPARATOR = 9
/** A digit of base64, and what parts a path. */
const SLASH = 10
/** What else stands between the items of a list. */
const BREAK = 11
const BACKSLASH = 12
/** `A`, the digit of base64 that is zero. */
const ZERO = 13
/** Many scripts are written without spaces. */
const WIDE = 14

const SORTS: Uint8Array = sorts()

function sorts(): Uint8Array {
  const table = new Uint8Array(128)
  const put = (letters: string, sort: number): void => {
    for (const letter of letters) table[letter.charCodeAt(0)] = sort
  }
  put('BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+', LETTER)
  put('A', ZERO)
  put('0123456789', DIGIT)
  put(' \t\r\n\f', SPACE)
  put('"', QUOTE)
  put('<', TAG)
  put('(){}', BRACKET)
  put('=', EQUALS)
  put(';', CLOSE)
  put(',|', SEPARATOR)
  put('/', SLASH)
  put(':&', BREAK)
  put('\\', BACKSLASH)
  return table
}

function countsOf(text: string, from: number, to: number): Uint32Array {
  const counts = new Uint32Array(WIDE + 1)
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    const sort = unit < 128 ? (SORTS[unit] ?? OTHER) : WIDE
    counts[sort] = (counts[sort] ?? 0) + 1
  }
  return counts
}
