/**
 * A JSON text without the white space between its lexemes and without a byte order mark; lexemes as they were written. Lines of
 * JSON stay lines. Undefined: the text is no JSON.
 *
 * Written apart from the engine's own reader, so that a fault in one is not hidden by the same fault in the other.
 */
export function minifiedJson(text: string): string | undefined {
  const start = text.trimStart()[0]
  // A single number or string is no document that anything would shorten.
  if (start !== '{' && start !== '[') return undefined
  const bare = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
  if (isJson(bare)) return withoutSpace(bare)
  const lines = bare.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every(isJson) ? lines.map(withoutSpace).join('\n') : undefined
}

const BYTE_ORDER_MARK = 0xfeff

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Not JSON.
    return false
  }
}

function withoutSpace(json: string): string {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfString(json, at)
    else if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) {
      parts.push(json.slice(from, at))
      from = at + 1
    }
  }
  parts.push(json.slice(from))
  return parts.join('')
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

function endOfString(json: string, open: number): number {
  let at = open + 1
  while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at
}
