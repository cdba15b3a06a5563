import type { JsonNode } from '../../json/node.ts'
import { textOfJson } from '../../json/text.ts'
import { pathText } from '../../retrieve/json-path.ts'
import type { Steps } from '../../steps.ts'
import { describeBlob } from '../blob/describe-blob.ts'
import type { RowsDocument } from '../json-rows/document.ts'
import type { Part } from './parts.ts'
import { shortenText } from './shorten-text.ts'
import { replaceInSteps, valuesOf } from './walk.ts'

/**
 * A document in which some parts are folded: texts show their head and tail, branches say what they are:
 * `{…12 keys, 1893 characters: $.paths.users}`. Its lists hold the same rows, of which none is left out here.
 */
export function* foldParts(rows: RowsDocument, folded: readonly Part[], query: string): Steps<RowsDocument> {
  const marks = new Map<JsonNode, JsonNode>()
  for (const part of folded) marks.set(part.node, yield* folding(part, query))
  if (marks.size === 0) return rows
  const copies = new Map<JsonNode, JsonNode>()
  const root = yield* replaceInSteps(rows.root, (node) => marks.get(node), copies)
  const lists = rows.lists.map((list) => {
    const node = copies.get(list.node) ?? list.node
    return node.kind === 'array' || node.kind === 'object' ? { ...list, node } : list
  })
  return { ...rows, root, lists }
}

function* folding({ kind, node, path, length }: Part, query: string): Steps<JsonNode> {
  const { start, end } = node
  if (kind !== 'branch' && node.kind === 'string') {
    const text = textOfJson(node.raw)
    const short = describeBlob(text) ?? (yield* shortenText(text, query))
    return { kind: 'string', raw: JSON.stringify(short), start, end }
  }
  const [opening, closing] = node.kind === 'array' ? '[]' : '{}'
  const characters = length === undefined ? '' : `, ${length} characters`
  const raw = `${opening}…${sizeOf(node)}${characters}${placeOf(path)}${closing}`
  return { kind: 'literal', raw, start, end }
}

function sizeOf(node: JsonNode): string {
  const count = valuesOf(node).length
  const unit = node.kind === 'array' ? 'item' : 'key'
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** Paths of short names without escapes only: the mark stands where JSON does, and must not look like more of it. */
const PLAIN = /^\$(?:\.[\w-]{1,100}|\[\d{1,9}\]|\["[\x20\x21\x23-\x5b\x5d-\x7e]{1,100}"\]){1,40}$/

function placeOf(path: readonly (string | number)[]): string {
  const text = pathText(path)
  return PLAIN.test(text) ? `: ${text}` : ''
}
