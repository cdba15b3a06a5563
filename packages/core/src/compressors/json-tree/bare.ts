import { endOfQuoted } from '../json-rows/cell.ts'

/** Signs that a key may have without its quotes. A dot joins keys, a comma lists them, a space ends them. */
const BARE_KEY = /^"[A-Za-z_$@#/][\w$@#:/-]{0,199}"$/
const BARE_KEY_AT = /[A-Za-z_$@#/][\w$@#:/-]{0,199}/y
const NUMBER_OR_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/
/** What starts a quoted text, an array, an object or a mark; spaces at the ends are easily lost. */
const STARTS = new Set(['"', '[', '{', '<', ' '])

/** A key without its quotes where it can be read back. */
export function bareKey(key: string): string {
  return BARE_KEY.test(key) ? key.slice(1, -1) : key
}

/** The end of a key without quotes that starts at `at`; `at` itself where there is none. */
export function endOfBareKey(line: string, at: number): number {
  BARE_KEY_AT.lastIndex = at
  return BARE_KEY_AT.exec(line) === null ? at : BARE_KEY_AT.lastIndex
}

/** A value without the quotes of a string where it can be read back. */
export function bareValue(raw: string): string {
  if (raw.charCodeAt(0) !== 34) return raw
  const text = raw.slice(1, -1)
  if (text === '' || STARTS.has(text.charAt(0)) || text.endsWith(' ')) return raw
  if (NUMBER_OR_LITERAL.test(text) || endOfBareValue(text, 0) < text.length || opens(text)) return raw
  return text
}

/** An item of an array on one line: a reference such as `@1` without its quotes, anything else as written in JSON. */
export function bareItem(raw: string): string {
  return raw.charCodeAt(1) === AT && REFERENCE.test(raw) ? raw.slice(1, -1) : raw
}

/** An array as written in JSON, of one whose items `bareItem()` wrote. */
export function unbaredItems(text: string): string {
  if (!text.includes('@')) return text
  let json = ''
  let written = 0
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    if (code === 34) at = endOfQuoted(text, at)
    else if (code !== AT) at++
    else {
      const end = endOfDigits(text, at + 1)
      json += `${text.slice(written, at)}"${text.slice(at, end)}"`
      written = at = end
    }
  }
  return json + text.slice(written)
}

const AT = 64
const REFERENCE = /^"@\d{1,6}"$/

function endOfDigits(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++
  return at
}

/** The value as written in JSON, of one that `bareValue()` wrote. */
export function unbared(text: string): string {
  return NUMBER_OR_LITERAL.test(text) || text.charCodeAt(0) === 34 ? text : `"${text}"`
}

/** The end of a value without quotes: the first closing bracket that nothing within it opened, or the line's end. */
export function endOfBareValue(line: string, from: number): number {
  let depth = 0
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 91 || code === 123) depth++
    else if ((code === 93 || code === 125) && --depth < 0) return at
  }
  return line.length
}

/** Whether a text opens brackets that it does not close: what closes the containers around it would close those. */
function opens(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 91 || code === 123) depth++
    else if (code === 93 || code === 125) depth--
  }
  return depth !== 0
}
