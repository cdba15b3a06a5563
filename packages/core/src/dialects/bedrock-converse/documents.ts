import type { Segment } from '../../types/segment.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf } from '../wire-value.ts'
import { isOnly } from './only-member.ts'

/** Where texts stand, and what they have in common. */
export type Place = Omit<Segment, 'text'>

/**
 * The texts of a document block: `source.text`, or the texts of `source.content`. None where it is to be cited (citations count
 * its characters) or of a format that is no text.
 *
 * @param place Where the block stands.
 */
export function* documentSegments(block: WireObject, place: Place): Generator<Segment> {
  const document = objectOf(block['document'])
  const source = objectOf(document?.['source'])
  if (document === undefined || source === undefined || isCited(document)) return
  if (!TEXT_FORMATS.has(document['format'])) return
  const path = [...place.path, 'document', 'source']
  if (isOnly(source, 'text')) yield* textAt(source['text'], { ...place, path: [...path, 'text'] })
  if (isOnly(source, 'content')) yield* textsAt(source['content'], { ...place, path: [...path, 'content'] })
}

/**
 * The texts of a search result block; its source and title stay. None where it is to be cited.
 *
 * @param place Where the block stands.
 */
export function* searchResultSegments(block: WireObject, place: Place): Generator<Segment> {
  const result = objectOf(block['searchResult'])
  if (result === undefined || isCited(result)) return
  yield* textsAt(result['content'], { ...place, path: [...place.path, 'searchResult', 'content'] })
}

/** Formats of a document whose source is its text. The API takes text without one too. */
const TEXT_FORMATS: ReadonlySet<unknown> = new Set([undefined, 'txt', 'md', 'csv', 'html'])

function isCited({ citations }: WireObject): boolean {
  return objectOf(citations)?.['enabled'] === true
}

function* textsAt(content: unknown, place: Place): Generator<Segment> {
  for (const [index, item] of listOf(content).entries()) {
    const block = objectOf(item)
    if (block !== undefined && isOnly(block, 'text')) {
      yield* textAt(block['text'], { ...place, path: [...place.path, index, 'text'] })
    }
  }
}

/** A text, if it is one and not empty. */
export function* textAt(text: unknown, place: Place): Generator<Segment> {
  if (typeof text === 'string' && text !== '') yield { ...place, text }
}
