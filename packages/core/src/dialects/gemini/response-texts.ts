import type { Segment } from '../../types/segment.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, listOf, objectOf, stringOf } from '../wire-value.ts'

/** Where the texts of a response stand, and what they have in common. */
export type ResultPlace = Omit<Segment, 'text' | 'wrap'>

/**
 * The texts of a `functionResponse`. Its `response` is an object and stays one with the same members: each member is a text of its own.
 *
 * - A string is its own text: `output`, `result`, `content`, `stdout`, whatever the client calls it.
 * - A list of text blocks, as MCP has them, is one text per block of text; other blocks are left alone.
 * - Any other list or object is its JSON text, and a new text takes its place as a string. JSON of the parsed value says all there is:
 *   the API reads the response into a protobuf `Struct`, whose numbers are doubles and whose members have no order. What the escapes of
 *   that string add is counted (`isQuoted`), as the model may read them.
 *
 * So an edit never renames, adds or removes a member, a member that became a string is found again where it was, and the original
 * text gives the original value. Considered and left: the whole object as one text in `{ output }`. It shortens an object of very
 * many small members better, but it hides which member is a log and which a table, and the path of an edited response changes.
 *
 * Where media stand beside the response (`parts`), a list or object may refer to them and is left alone.
 *
 * @param place Of the `functionResponse`. A member `error`, and every member beside `isError: true` (MCP), is an error.
 */
export function* responseTexts(functionResponse: WireObject, place: ResultPlace): Generator<Segment> {
  const response = objectOf(functionResponse['response'])
  if (response === undefined) return
  const hasMedia = listOf(functionResponse['parts']).length > 0
  for (const [name, value] of Object.entries(response)) {
    // The AI SDK and RubyLLM repeat the function's name inside.
    if (name === 'name' && value === functionResponse['name']) continue
    const here = { ...place, path: [...place.path, 'response', name] }
    const isError = name === 'error' || response['isError'] === true
    yield* memberTexts(value, isError ? { ...here, isError } : here, hasMedia)
  }
}

function* memberTexts(value: unknown, place: ResultPlace, hasMedia: boolean): Generator<Segment> {
  if (typeof value === 'string') {
    if (value !== '') yield { ...place, text: value }
  } else if (isBlockList(value)) {
    yield* blockTexts(value, place)
  } else if (!hasMedia && typeof value === 'object' && value !== null) {
    const json = jsonOf(value)
    if (json.startsWith('{') || json.startsWith('['))
      yield { ...place, text: json, isQuoted: true, wrap: (text) => (text === json ? value : text) }
  }
}

/** Whether a value is a list of content blocks, with or without a type, that has text in it. Rows of data have other members. */
function isBlockList(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false
  const blocks = value.map(objectOf)
  const isTyped = blocks.every((block) => typeof block?.['type'] === 'string')
  if (isTyped) return blocks.some(isTextBlock)
  return blocks.every((block) => block !== undefined && isTextBlock(block) && Object.keys(block).length === 1)
}

function isTextBlock(block: WireObject | undefined): boolean {
  return typeof block?.['text'] === 'string' && (block['type'] === undefined || block['type'] === 'text')
}

function* blockTexts(blocks: readonly unknown[], place: ResultPlace): Generator<Segment> {
  for (const [index, item] of blocks.entries()) {
    const block = objectOf(item)
    const text = stringOf(block?.['text'])
    if (isTextBlock(block) && text !== '') yield { ...place, path: [...place.path, index, 'text'], text }
  }
}
