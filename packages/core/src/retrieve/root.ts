import { readBroken } from '../compressors/json-tree/read-broken.ts'
import type { JsonNode } from '../json/node.ts'
import { readJson } from '../json/read.ts'
import { readNdjson } from '../json/read-ndjson.ts'
import { atOnce } from '../steps.ts'

/**
 * The JSON that a text is, with offsets into it: one value, its lines as an array, and what is whole of a text that was cut off or
 * of lines some of which are no JSON. Undefined: not JSON. Linear in the text.
 */
export function rootOf(text: string): JsonNode | undefined {
  const root = readJson(text)
  if (root !== undefined) return root
  const items = readNdjson(text)
  if (items !== undefined) return { kind: 'array', items, start: 0, end: text.length }
  return /^\uFEFF?\s{0,100}[[{]/.test(text) ? atOnce(readBroken(text))?.root : undefined
}
