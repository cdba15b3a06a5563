import type { JsonNode } from '../../json/node.ts'
import type { Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import { minified, rowsDocumentInSteps } from '../json-rows/document.ts'
import type { RowsDocument } from '../json-rows/document.ts'
import type { Cut } from './legend.ts'
import type { Style } from './json-style.ts'
import { openStrings } from './opened-strings.ts'
import { partsOf } from './parts.ts'
import type { Part } from './parts.ts'
import { readBroken } from './read-broken.ts'

/** JSON as a tree. */
export interface TreeDocument extends Document {
  /** Strings that hold JSON are opened. */
  readonly root: JsonNode
  /** How those are spelled; empty where no string was opened. */
  readonly styles: ReadonlySet<Style>
  /** The items of the root array are lines (NDJSON); a string among them is a line that is no JSON. */
  readonly isLines: boolean
  /** Where the text was cut off; undefined where it is whole. */
  readonly cut: Cut | undefined
  /** The text minified, with every lexeme as written: what the lossless form decodes to. */
  readonly canonical: string
  /** The opened document as `json-rows` reads it, with the lists that a view may shorten. */
  readonly rows: RowsDocument
  /** What else a view may shorten, in order: long texts and deep branches. */
  readonly parts: readonly Part[]
}

/**
 * Reads JSON, or lines of JSON; also where it was cut off, or where a few of the lines are no JSON.
 * Undefined where the text is neither, or a single scalar.
 */
export function* readTreeDocument(text: string): Steps<TreeDocument | undefined> {
  const whole = yield* rowsDocumentInSteps(text)
  if (whole !== undefined)
    return isTree(whole.root) ? yield* documentOf(whole, text, whole.canonical, undefined) : undefined
  const broken = yield* readBroken(text)
  if (broken === undefined) return undefined
  const { root, isLines, cut } = broken
  const rows: RowsDocument = { root, isLines, dense: undefined, canonical: broken.canonical, lists: [], units: [] }
  return yield* documentOf(rows, text, broken.canonical, cut)
}

function isTree(root: JsonNode): boolean {
  return root.kind === 'array' || root.kind === 'object'
}

function* documentOf(given: RowsDocument, read: string, canonical: string, cut: Cut | undefined): Steps<TreeDocument> {
  const { root, styles, rows, source } = yield* openedRows(given, read, cut !== undefined)
  const parts = yield* partsOf(rows, source, styles.size > 0)
  const units = parts.length === 0 ? rows.units : [...rows.units, ...parts.map((part) => ({ text: part.text }))]
  return { root, styles, isLines: given.isLines, cut, canonical, rows, parts, units }
}

interface OpenedRows {
  readonly root: JsonNode
  readonly styles: ReadonlySet<Style>
  readonly rows: RowsDocument
  /** The text in which the values of `rows` have their places. */
  readonly source: string
}

/** The document with its strings opened; read again, so that the places of its values are those in one text. */
function* openedRows(given: RowsDocument, source: string, isCut: boolean): Steps<OpenedRows> {
  const { root, styles } = yield* openStrings(given.root)
  const same = { root: given.root, styles: NO_STYLES, rows: given, source }
  // What was cut off has no lists: its last rows are missing.
  if (root === given.root || isCut) return same
  const own = yield* minified(root, given.isLines)
  const rows = yield* rowsDocumentInSteps(own)
  return rows === undefined || rows.isLines !== given.isLines ? same : { root: rows.root, styles, rows, source: own }
}

const NO_STYLES: ReadonlySet<Style> = new Set()
