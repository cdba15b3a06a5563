import type { Steps } from '../../steps.ts'
import type { MixedDocument } from './document.ts'
import { frameOf, inlineFrameOf, LEGEND } from './frame.ts'
import type { PartForm } from './part.ts'

/** Writes a text with its parts in their lossless forms, each behind a mark. Undefined where no part has a form that pays. */
export function* writeMixed({ text, parts }: MixedDocument): Steps<string | undefined> {
  const pieces = [LEGEND]
  let at = 0
  for (const { start, end, lossless } of parts) {
    if (lossless === undefined) continue
    pieces.push(text.slice(at, start), writtenForm(lossless))
    at = end
  }
  if (at === 0) return undefined
  yield
  const written = [...pieces, text.slice(at)].join('')
  yield
  return written
}

/** A form behind its mark: that of its room on the lines below, or minified JSON on the same line. */
export function writtenForm({ room, text, canonical, spelling }: PartForm): string {
  const isMinified = spelling !== '' && text === canonical && !text.includes('\n')
  return (isMinified ? inlineFrameOf(spelling) : frameOf(room.name, text, spelling)) + text
}
