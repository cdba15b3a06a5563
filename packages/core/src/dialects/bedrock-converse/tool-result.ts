import type { Segment } from '../../types/segment.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf } from '../wire-value.ts'
import { documentSegments, type Place, searchResultSegments, textAt } from './documents.ts'
import { isOnly } from './only-member.ts'

/**
 * The texts of one block in a tool result.
 *
 * A `json` block is read as its JSON text, and becomes a `text` block when that is changed: the API takes either from a tool, and
 * what is compressed would reach the model escaped if it stood in a JSON value. Its path is the block's own, and the value written is
 * a block; the text it had gives the very block.
 *
 * Left alone: JSON that is no object or array, and JSON with whole numbers that a double may have rounded when it was parsed.
 *
 * @param place Where the block stands.
 */
export function* resultSegments(block: WireObject, place: Place): Generator<Segment> {
  if (isOnly(block, 'document')) yield* documentSegments(block, place)
  if (isOnly(block, 'searchResult')) yield* searchResultSegments(block, place)
  if (isOnly(block, 'text')) yield* textAt(block['text'], { ...place, path: [...place.path, 'text'] })
  const own = isOnly(block, 'json') ? textOfJson(block['json']) : ''
  if (own === '') return
  const { json: _, ...kept } = block
  yield { ...place, text: own, wrap: (text) => (text === own ? block : { ...kept, text }) }
}

function textOfJson(json: unknown): string {
  if (typeof json !== 'object' || json === null) return ''
  const text = jsonOf(json)
  return MAY_HOLD_ROUNDED.test(text) && holdsRounded(json) ? '' : text
}

/** A quick look before the sure one: such numbers are written with 16 digits or an exponent. */
const MAY_HOLD_ROUNDED = /\d{16}|\de\+/

function holdsRounded(json: object): boolean {
  let found = false
  try {
    JSON.stringify(json, (_, member: unknown) => {
      found ||= Number.isInteger(member) && !Number.isSafeInteger(member)
      return member
    })
    return found
  } catch {
    // Nested too deep to look through; as text it was not. Nobody can tell.
    return true
  }
}
