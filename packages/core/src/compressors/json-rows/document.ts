import type { JsonNode } from '../../json/node.ts'
import { readNdjson } from '../../json/read-ndjson.ts'
import { readJson } from '../../json/read.ts'
import { writeMinified } from '../../json/write.ts'

/** A JSON document, or several on lines of their own as one array. */
export interface RowsDocument {
  readonly root: JsonNode
  /** The items of the root array are lines (NDJSON). */
  readonly isLines: boolean
}

/** Reads JSON or NDJSON. Undefined where the text is neither. */
export function readRowsDocument(text: string): RowsDocument | undefined {
  const root = readJson(text)
  if (root) return { root, isLines: false }
  const items = readNdjson(text)
  return items && { root: { kind: 'array', items, start: 0, end: text.length }, isLines: true }
}

/** The document minified, with every lexeme as written: what the lossless form decodes to. */
export function canonicalOf({ root, isLines }: RowsDocument): string {
  return isLines && root.kind === 'array' ? root.items.map(writeMinified).join('\n') : writeMinified(root)
}
