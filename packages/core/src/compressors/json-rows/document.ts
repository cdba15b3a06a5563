import type { JsonNode } from '../../json/node.ts'
import { readNdjsonInSteps } from '../../json/read-ndjson.ts'
import { readJsonInSteps } from '../../json/read.ts'
import { minifiedInSteps, writeMinified } from '../../json/write.ts'
import { atOnce, type Steps } from '../../steps.ts'
import type { Document, Unit } from '../../types/compressor.ts'
import { eachInSteps, mapInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import { listColumnsInSteps } from './view/list-columns.ts'
import type { ListColumn } from './view/list-columns.ts'
import { listsInSteps } from './view/lists.ts'
import type { List } from './view/lists.ts'

/** A JSON document, or several on lines of their own as one array. */
export interface RowsDocument extends Document {
  readonly root: JsonNode
  /** The items of the root array are lines (NDJSON). */
  readonly isLines: boolean
  /** The document minified, with every lexeme as written: what the lossless form decodes to. */
  readonly canonical: string
  /** The text, where every value in it is its own minified form. */
  readonly dense: string | undefined
  /** What a view may shorten, in order; its rows, one after the other, are the units. */
  readonly lists: readonly SampledList[]
}

/** A list and what its rows hold. */
export interface SampledList extends List {
  /** The rows as columns, made at the first call: only views ask for them. */
  readonly columns: () => Steps<readonly ListColumn[]>
}

/** Reads JSON or NDJSON. Undefined where the text is neither. */
export function readRowsDocument(text: string): RowsDocument | undefined {
  return atOnce(rowsDocumentInSteps(text))
}

/** As `readRowsDocument()`, in steps. */
export function* rowsDocumentInSteps(text: string): Steps<RowsDocument | undefined> {
  const reading = yield* readJsonInSteps(text, 0, text.length)
  if ('node' in reading) return yield* documentOf(text, reading.node, false, reading.isDense)
  const lines = yield* readNdjsonInSteps(text)
  if (lines === undefined) return undefined
  const { items, isDense } = lines
  return yield* documentOf(text, { kind: 'array', items, start: 0, end: text.length }, true, isDense)
}

function* documentOf(text: string, root: JsonNode, isLines: boolean, isDense: boolean): Steps<RowsDocument> {
  const dense = isDense ? text : undefined
  const lists = (yield* listsInSteps(root)).map(withColumns)
  const units: Unit[] = []
  for (const { rows } of lists) {
    yield* eachInSteps(rows, ({ start, end }) => {
      units.push({ text: text.slice(start, end) })
    })
  }
  return { root, isLines, dense, canonical: yield* canonicalOf(root, isLines, dense), lists, units }
}

function* canonicalOf(root: JsonNode, isLines: boolean, dense: string | undefined): Steps<string> {
  if (dense === undefined) return yield* minified(root, isLines)
  if (!isLines || root.kind !== 'array') return dense.slice(root.start, root.end)
  return yield* joinInSteps(yield* mapInSteps(root.items, ({ start, end }) => dense.slice(start, end)), '\n')
}

function withColumns(list: List): SampledList {
  let columns: readonly ListColumn[] | undefined
  return {
    ...list,
    columns: function* () {
      return (columns ??= yield* listColumnsInSteps(list))
    },
  }
}

/** A document without white space; of lines, each on its own. */
export function* minified(root: JsonNode, isLines: boolean): Steps<string> {
  if (!isLines || root.kind !== 'array') return yield* minifiedInSteps(root)
  return yield* joinInSteps(yield* mapInSteps(root.items, writeMinified), '\n')
}
