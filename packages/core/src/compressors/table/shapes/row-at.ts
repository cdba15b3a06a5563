import type { Delimiter } from './delimiter.ts'

/** A row of delimited cells. */
export interface ReadRow {
  /** As written, quotes included. */
  readonly cells: readonly string[]
  /** Offset after the row's line end. */
  readonly next: number
  /** Whether its line end has a carriage return. */
  readonly hasReturn: boolean
}

/**
 * The row that starts at an offset; undefined where its quotes do not close.
 *
 * @param quote Offset of the next quote in the text, from `start` on; the text's length where there is none.
 */
export function rowAt(text: string, start: number, quote: number, delimiter: Delimiter): ReadRow | undefined {
  const feed = text.indexOf('\n', start)
  const lineEnd = feed < 0 ? text.length : feed
  if (quote < lineEnd) return quotedRowAt(text, start, delimiter)
  const hasReturn = text.charCodeAt(lineEnd - 1) === 13 && lineEnd > start
  const line = text.slice(start, hasReturn ? lineEnd - 1 : lineEnd)
  return { cells: line.split(delimiter), next: lineEnd + 1, hasReturn }
}

function quotedRowAt(text: string, start: number, delimiter: Delimiter): ReadRow | undefined {
  const cells: string[] = []
  let at = start
  for (;;) {
    const end = text.charCodeAt(at) === QUOTE ? endOfQuoted(text, at) : endOfPlain(text, at, delimiter)
    if (end === undefined) return undefined
    cells.push(text.slice(at, end))
    if (!text.startsWith(delimiter, end)) {
      const hasReturn = text.startsWith('\r\n', end)
      return { cells, next: end + (hasReturn ? 2 : 1), hasReturn }
    }
    at = end + 1
  }
}

const QUOTE = 34
/** Characters of a quoted cell; where a quote stands open, most of the text would be one. */
const MAX_CELL = 100_000

function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at + 1
    if (at - start > MAX_CELL) return undefined
  }
  return undefined
}

function endOfPlain(text: string, start: number, delimiter: Delimiter): number {
  const sign = delimiter.charCodeAt(0)
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === sign) return at
    if (code === 10) return text.charCodeAt(at - 1) === 13 && at > start ? at - 1 : at
  }
  return at
}
