import { type Steps, stepsOf } from '../../steps.ts'
import type { Compressor, Opened } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import type { Room } from '../define.ts'
import { chooseParts } from './choose.ts'
import { detectTree } from './detect.ts'
import { readTreeDocument } from './document.ts'
import type { TreeDocument } from './document.ts'
import { factsOf } from './facts.ts'
import { readTree } from './read.ts'
import { renderParts } from './render.ts'
import { writeTree } from './write.ts'

const room: Room<TreeDocument> = {
  name: 'json-tree',
  unit: 'rows',
  detect: detectTree,
  parse: readTreeDocument,
  canonical: ({ canonical }) => canonical,
  encode: writeTree,
  decode: readTree,
  select: chooseParts,
  render: renderParts,
  facts: factsOf,
}

/**
 * JSON of any shape: documents, NDJSON, and either where it was cut off or holds a few lines that are no JSON.
 *
 * Lossless as to lexemes: numbers, key order, duplicate keys and escapes come back as written, white space does not. Rows
 * stand in the tables of `json-rows`, which is a part of this room; the rest is an outline without quotes, repeated values
 * are said once, strings that hold JSON are opened. A view shows the rows that `json-rows` would, the head and tail of long
 * texts, and the deep branches that the query asks for.
 */
export const jsonTree: Compressor = { ...defineCompressor(room), open: openTree }

/** What a view counts differs from document to document. */
function* openTree(text: string): Steps<Opened | undefined> {
  const document = yield* readTreeDocument(text)
  if (document === undefined) return undefined
  return yield* stepsOf(defineCompressor({ ...room, unit: unitOf(document), parse: () => document }).open(text))
}

function unitOf({ rows, parts }: TreeDocument): string {
  if (parts.length === 0) return 'rows'
  return rows.units.length === 0 ? 'long parts' : 'rows and long parts'
}
