/** A regular expression, as far as repetition is concerned. */
export type RegexNode =
  | { readonly kind: 'options'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly min: number; readonly max: number }
  /** One character, class or escape, by its source. */
  | { readonly kind: 'char'; readonly source: string }
  /** Takes no character: `^`, `\b`; or takes what was taken before: `\1`. */
  | { readonly kind: 'empty' }
  /** A look ahead or behind: takes no character, but its body is matched. */
  | { readonly kind: 'look'; readonly body: RegexNode }

/** Reads the source of a valid regular expression. */
export function parseRegex({ source, unicodeSets }: Pick<RegExp, 'source' | 'unicodeSets'>): RegexNode {
  return readOptions({ source, hasNestedClasses: unicodeSets, at: 0 })
}

interface Cursor {
  readonly source: string
  readonly hasNestedClasses: boolean
  at: number
}

function readOptions(cursor: Cursor): RegexNode {
  const options = [readSequence(cursor)]
  while (take(cursor, /\|/y) !== undefined) options.push(readSequence(cursor))
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'options', options }
}

function readSequence(cursor: Cursor): RegexNode {
  const parts: RegexNode[] = []
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source.charAt(cursor.at)))
    parts.push(readRepeat(cursor))
  return { kind: 'sequence', parts }
}

function readRepeat(cursor: Cursor): RegexNode {
  const body = readAtom(cursor)
  const quantifier = take(cursor, /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y)
  return quantifier === undefined ? body : { kind: 'repeat', body, ...boundsOf(quantifier) }
}

function readAtom(cursor: Cursor): RegexNode {
  if (take(cursor, /\^|\$|\\[bB]|\\[1-9]\d*|\\k<[^>]*>/y) !== undefined) return { kind: 'empty' }
  const opening = take(cursor, /\((?:\?(?:<?[=!]|:|<[^>=!]*>|[a-z]*(?:-[a-z]*)?:))?/y)
  if (opening === undefined) return { kind: 'char', source: readClass(cursor) ?? readCharacter(cursor) }
  const body = readOptions(cursor)
  take(cursor, /\)/y)
  return /[=!]$/.test(opening) ? { kind: 'look', body } : body
}

/** A class in brackets; with the `v` flag, classes stand in classes. */
function readClass(cursor: Cursor): string | undefined {
  if (!cursor.hasNestedClasses) return take(cursor, /\[(?:\\[^]|[^\]\\])*\]/y)
  const start = cursor.at
  let depth = 0
  do {
    const token = take(cursor, /\\[^]|[^]/y)
    if (token === '[') depth++
    if (token === ']') depth--
    if (token === undefined) break
  } while (depth > 0)
  if (cursor.source[start] === '[') return cursor.source.slice(start, cursor.at)
  cursor.at = start
  return undefined
}

function readCharacter(cursor: Cursor): string {
  return take(cursor, /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[A-Za-z]|\\?[^]/uy) ?? ''
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.source)?.[0]
  cursor.at += found?.length ?? 0
  return found
}

function boundsOf(quantifier: string): { readonly min: number; readonly max: number } {
  if (quantifier.startsWith('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
  if (quantifier.startsWith('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
  if (quantifier.startsWith('?')) return { min: 0, max: 1 }
  const [, min = '', comma = '', max = ''] = /\{(\d+)(,?)(\d*)/.exec(quantifier) ?? []
  if (comma === '') return { min: Number(min), max: Number(min) }
  return { min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) }
}
