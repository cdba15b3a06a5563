import type { JsonNode } from '../../json/node.ts'
import { readNdjson } from '../../json/read-ndjson.ts'
import { readJson } from '../../json/read.ts'
import { writeMinified } from '../../json/write.ts'
import type { Document } from '../../types/compressor.ts'
import { listColumnsOf } from './view/list-columns.ts'
import type { ListColumn } from './view/list-columns.ts'
import { listsOf } from './view/lists.ts'
import type { List } from './view/lists.ts'

/** A JSON document, or several on lines of their own as one array. */
export interface RowsDocument extends Document {
  readonly root: JsonNode
  /** The items of the root array are lines (NDJSON). */
  readonly isLines: boolean
  /** The document minified, with every lexeme as written: what the lossless form decodes to. */
  readonly canonical: string
  /** What a view may shorten, in order; its rows, one after the other, are the units. */
  readonly lists: readonly SampledList[]
}

/** A list and what its rows hold. */
export interface SampledList extends List {
  /** The rows as columns, made at the first call: only views ask for them. */
  readonly columns: () => readonly ListColumn[]
}

/** Reads JSON or NDJSON. Undefined where the text is neither. */
export function readRowsDocument(text: string): RowsDocument | undefined {
  const root = readJson(text)
  if (root) return documentOf(text, root, false)
  const items = readNdjson(text)
  return items && documentOf(text, { kind: 'array', items, start: 0, end: text.length }, true)
}

function documentOf(text: string, root: JsonNode, isLines: boolean): RowsDocument {
  const lists = listsOf(root).map(withColumns)
  const units = lists.flatMap(({ rows }) => rows.map(({ start, end }) => ({ text: text.slice(start, end) })))
  return { root, isLines, canonical: minified(root, isLines), lists, units }
}

function withColumns(list: List): SampledList {
  let columns: readonly ListColumn[] | undefined
  return { ...list, columns: () => (columns ??= listColumnsOf(list)) }
}

/** A document without white space; of lines, each on its own. */
export function minified(root: JsonNode, isLines: boolean): string {
  return isLines && root.kind === 'array' ? root.items.map(writeMinified).join('\n') : writeMinified(root)
}
