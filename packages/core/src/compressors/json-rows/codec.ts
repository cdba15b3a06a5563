import { canonicalOf } from './document.ts'
import type { RowsDocument } from './document.ts'
import { readDocument } from './read.ts'
import { writeDocument } from './tables.ts'

/** The first words of a text with tables. No JSON text starts so. */
const TITLE = 'JSON in tables'

/**
 * Writes a document so that `decodeRows()` gives its canonical form again: tables where they pay, else the minified text.
 */
export function encodeRows(document: RowsDocument): string {
  const { skeleton, lines, tableCount } = writeDocument(document.root, document.isLines, { literal: false })
  if (tableCount === 0) return canonicalOf(document)
  return [legendOf(), skeleton, ...lines].join('\n')
}

/** The canonical form of a document, from what `encodeRows()` wrote. Throws where the text is no such thing. */
export function decodeRows(text: string): string {
  if (!text.startsWith(TITLE)) return text
  return readDocument(text.split('\n').slice(1))
}

function legendOf(): string {
  return `${TITLE}. name=value: same in every row; {name} in a value: that cell of the row; {}: the cell; ~: no such member.`
}
