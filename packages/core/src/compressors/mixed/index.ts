import { atOnce, stepsOf } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { detectMixed } from './detect.ts'
import { MIN_PART, type MixedDocument, readMixed } from './document.ts'
import { type PartDecoder, partDecoder, readForm } from './read.ts'
import { serverEvents } from './server-events.ts'
import { viewMixed } from './view.ts'
import { canonicalOf, writeMixed } from './write.ts'

/**
 * Texts made of parts: prose with fences, JSON, logs, tables, search results, diffs and listings in it. Each part is given to
 * the room that is surest of it; the text between the parts stays as it is.
 *
 * The lossless form decodes to the text byte for byte, but for what a part's room holds insignificant: the white space of JSON.
 * A view has the parts in their views.
 *
 * @param rooms The compressors of the parts. A form can be decoded with the rooms that it was made with.
 */
export function mixed(rooms: readonly Compressor[]): Compressor {
  const all = [...rooms, serverEvents(rooms)]
  const decodePart = partDecoder(all)
  return {
    name: 'mixed',
    detect: (text) => detectMixed(text, all, MIN_PART),
    decode: (form) => atOnce(readForm(form, decodePart)),
    *open(text) {
      const document = yield* readMixed(text, all, rooms)
      if (document === undefined) return undefined
      const proven = defineCompressor<MixedDocument>({
        name: 'mixed',
        unit: 'lines',
        detect: () => 0,
        parse: () => document,
        canonical: canonicalOf,
        encode: writeMixed,
        decode: (form) => readForm(form, knownOr(document, decodePart)),
      })
      const opened = yield* stepsOf(proven.open(text))
      return opened && { ...opened, view: (goal) => viewMixed(document, goal) }
    },
  }
}

/** Forms from this length are not decoded a second time: their rooms have just done so, in steps. In UTF-16 units. */
const LONG_FORM = 100_000

function knownOr({ parts }: MixedDocument, decodePart: PartDecoder): PartDecoder {
  const known = new Map<string, string>()
  for (const { lossless, room } of parts)
    if (lossless !== undefined && lossless.text.length >= LONG_FORM)
      known.set(`${room.name}\n${lossless.text}`, lossless.canonical)
  return (name, form) => (form.length < LONG_FORM ? undefined : known.get(`${name}\n${form}`)) ?? decodePart(name, form)
}
