import type { MixedDocument } from './document.ts'
import { frameOf, LEGEND } from './frame.ts'

/**
 * Writes a text with its parts in their lossless forms, each behind a mark that tells how many lines it takes. A form that is
 * what it decodes to (minified JSON) needs no mark. Undefined where no part has a form that pays.
 */
export function writeMixed({ text, parts }: MixedDocument): string | undefined {
  let written = ''
  let at = 0
  let isFramed = false
  for (const { start, end, room, lossless } of parts) {
    if (lossless === undefined) continue
    const isPlain = lossless.text === lossless.canonical
    written += text.slice(at, start) + (isPlain ? '' : frameOf(room.name, lossless.text)) + lossless.text
    isFramed ||= !isPlain
    at = end
  }
  if (at === 0) return undefined
  return (isFramed ? LEGEND : '') + written + text.slice(at)
}

/** The text with the parts that are written in another form in their canonical spelling: what `readMixed` gives back. */
export function canonicalOf({ text, parts }: MixedDocument): string {
  let canonical = ''
  let at = 0
  for (const { start, end, lossless } of parts) {
    if (lossless === undefined) continue
    canonical += text.slice(at, start) + lossless.canonical
    at = end
  }
  return canonical + text.slice(at)
}
