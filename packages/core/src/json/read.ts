import { atOnce, PASS_LENGTH, type Steps } from '../steps.ts'
import type { JsonNode } from './node.ts'
import { nextCode, type Reader, readerAt, readUntil } from './reader.ts'

export { MAX_JSON_DEPTH } from './reader.ts'

/** Why a text was not read as JSON. */
export interface JsonRefusal {
  /** `too-deep`: valid so far, but nested beyond `MAX_JSON_DEPTH`. */
  readonly reason: 'invalid' | 'too-deep'
  /** Offset at which reading stopped. */
  readonly offset: number
}

/** What came of reading a text: a tree, or why there is none. */
export type JsonReading =
  /** `isDense`: no white space stands within the value, so that it is its own minified form. */
  { readonly node: JsonNode; readonly isDense: boolean } | { readonly refusal: JsonRefusal }

/**
 * Reads one JSON text (RFC 8259; a leading byte order mark is skipped) into a tree of lexemes.
 *
 * Linear in the text. Strict: what `JSON.parse` refuses is refused.
 *
 * @returns The tree, or undefined where the text is not JSON or nests too deeply.
 */
export function readJson(text: string): JsonNode | undefined {
  const reading = tryReadJson(text)
  return 'node' in reading ? reading.node : undefined
}

/** As `readJson()`, but says why where there is no tree. */
export function tryReadJson(text: string): JsonReading {
  return atOnce(readJsonInSteps(text, 0, text.length))
}

/**
 * Reads the JSON text that fills a stretch of a text. Offsets in the tree count from the start of the whole text.
 *
 * @param start A byte order mark here is skipped.
 * @param shapes Shared by readers of several texts of one kind.
 */
export function* readJsonInSteps(
  text: string,
  start: number,
  end: number,
  shapes?: Reader['shapes'],
): Steps<JsonReading> {
  const reader = readerAt(text, text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start, shapes)
  nextCode(reader)
  reader.isDense = true
  readUntil(reader, Math.min(start + PASS_LENGTH, end))
  while (reader.at < end && reader.root === undefined && reader.refused === undefined) {
    yield
    readUntil(reader, Math.min(reader.at + PASS_LENGTH, end))
  }
  const { root, isDense } = reader
  if (root === undefined || root.end > end) return refusalOf(reader)
  nextCode(reader)
  return reader.at >= end ? { node: root, isDense } : refusalOf(reader)
}

const BYTE_ORDER_MARK = 0xfeff

function refusalOf({ refused, at }: Reader): JsonReading {
  return { refusal: { reason: refused ?? 'invalid', offset: at } }
}
