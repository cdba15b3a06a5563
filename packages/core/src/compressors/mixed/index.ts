import { atOnce, stepsOf } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { detectMixed } from './detect.ts'
import { type MixedDocument, readMixed } from './document.ts'
import { MIN_PART } from './known-blocks.ts'
import type { PartForm } from './part.ts'
import { type PartDecoder, partDecoder, readForm } from './read.ts'
import { serverEvents } from './server-events.ts'
import { viewMixed } from './view.ts'
import { writeMixed } from './write.ts'

/**
 * Texts made of parts: prose with fences, JSON, logs, tables, search results, diffs and listings in it. Each part is given to
 * the room that is surest of it; the text between the parts stays as it is.
 *
 * The lossless form decodes to the text byte for byte: where a room takes the white space of JSON away, a mark says how it was
 * spelled, and JSON that is spelled in no known way stays as it is. A view has the parts in their views.
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
        encode: writeMixed,
        decode: (form) => readForm(form, knownOr(document, decodePart)),
      })
      const opened = yield* stepsOf(proven.open(text))
      return opened && { ...opened, view: (goal) => viewMixed(document, goal) }
    },
  }
}

/** Parts from this length are not decoded a second time: their rooms have just done so, in steps. In UTF-16 units. */
const LONG_PART = 50_000

function knownOr({ parts }: MixedDocument, decodePart: PartDecoder): PartDecoder {
  const long = parts.flatMap(({ lossless }) => (lossless !== undefined && isLong(lossless) ? [lossless] : []))
  return (name, form) => {
    const known = long.find(({ room, text }) => room.name === name && text === form)
    return known?.canonical ?? decodePart(name, form)
  }
}

function isLong({ canonical }: PartForm): boolean {
  return canonical.length >= LONG_PART
}
