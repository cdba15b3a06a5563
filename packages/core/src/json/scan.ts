/**
 * Where the first character that is not JSON white space stands.
 *
 * @param text JSON text.
 * @param from Index to start at.
 * @returns Its index; the length of the text where only white space is left.
 */
export function nextNonSpace(text: string, from: number): number {
  let position = from
  while (isSpace(text.charCodeAt(position))) position += 1
  return position
}

/**
 * Where the last run of JSON white space before a place begins.
 *
 * @param text JSON text.
 * @param from Index to look back from, exclusive.
 * @returns Index after the last character before `from` that is not white space; 0 where there is none.
 */
export function afterLastNonSpace(text: string, from: number): number {
  let position = from
  while (position > 0 && isSpace(text.charCodeAt(position - 1))) position -= 1
  return position
}

/**
 * Where a JSON string ends. Escapes are skipped, not checked.
 *
 * @param text JSON text.
 * @param start Index of the opening quote.
 * @returns Index after the closing quote; -1 where no string starts here or it is not closed.
 */
export function endOfString(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) return -1
  let quote = text.indexOf('"', start + 1)
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote === -1 ? -1 : quote + 1
}

/**
 * Where a JSON value ends. Linear, in constant memory, at any depth of nesting.
 *
 * What stands inside is not checked: for a text that `JSON.parse` accepts the answer is exact, for any other it is some
 * index or -1.
 *
 * @param text JSON text.
 * @param start Index of the value's first character.
 * @returns Index after the value's last character; -1 where no value starts here or it is not closed.
 */
export function endOfValue(text: string, start: number): number {
  const code = text.charCodeAt(start)
  if (code === QUOTE) return endOfString(text, start)
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return endOfContainer(text, start + 1)
  const end = endOfScalar(text, start)
  return end === start ? -1 : end
}

/**
 * Where the object or array around a place ends, under the same terms as `endOfValue`.
 *
 * @param text JSON text.
 * @param from Index inside the container, between two of its tokens.
 * @returns Index after its closing bracket; -1 where it is not closed.
 */
export function endOfContainer(text: string, from: number): number {
  let depth = 1
  let position = from
  while (position < text.length) {
    const code = text.charCodeAt(position)
    if (code === QUOTE) {
      position = endOfString(text, position)
      if (position === -1) return -1
      continue
    }
    position += 1
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1
    if (depth === 0) return position
  }
  return -1
}

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** White space of RFC 8259, section 2. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function isEscaped(text: string, quote: number): boolean {
  let first = quote
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1
  return (quote - first) % 2 === 1
}

function endOfScalar(text: string, start: number): number {
  let position = start
  while (position < text.length && !endsScalar(text.charCodeAt(position))) position += 1
  return position
}

function endsScalar(code: number): boolean {
  return code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE || isSpace(code)
}
