import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { FRAME, LEGEND, MAX_FRAME } from './frame.ts'

/** What a part's form decodes to; undefined where no room has such a name. */
export type PartDecoder = (name: string, form: string) => string | undefined

/** Decodes parts by the decoders of rooms. */
export function partDecoder(rooms: readonly Compressor[]): PartDecoder {
  return (name, form) => rooms.find((room) => room.name === name)?.decode?.(form)
}

/**
 * The canonical text that `writeMixed` was given, from what it wrote.
 *
 * @throws {SyntaxError} For a text with a mark that no part stands behind.
 */
export function* readForm(form: string, decodePart: PartDecoder): Steps<string> {
  if (!form.startsWith(LEGEND)) return form
  let text = ''
  let pause = STEP_LENGTH
  for (let at = LEGEND.length; at <= form.length;) {
    const end = lineEnd(form, at)
    const mark = FRAME.exec(form.slice(Math.max(at, end - MAX_FRAME), end))
    if (mark === null) {
      text += form.slice(at, end + 1)
      at = end + 1
    } else {
      if (end === form.length) throw new SyntaxError('a mark that no part stands behind')
      const last = afterLines(form, end + 1, Number(mark[1]))
      // The line end after a part is that of the text: its carriage return is no part of the form.
      const stop = form.charCodeAt(last - 1) === RETURN ? last - 1 : last
      const part = decodePart(mark[2] ?? '', form.slice(end + 1, stop))
      if (part === undefined) throw new SyntaxError('a part in a form that no room reads')
      text += form.slice(at, end - mark[0].length) + part + form.slice(stop, last + 1)
      at = last + 1
    }
    if (at > pause) yield void (pause = at + STEP_LENGTH)
  }
  return text
}

const RETURN = 13

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  return feed < 0 ? text.length : feed
}

/** Where the last of so many lines ends. */
function afterLines(text: string, from: number, count: number): number {
  let end = from - 1
  for (let line = 0; line < count; line++) {
    if (end >= text.length) throw new SyntaxError('fewer lines than the mark says')
    end = lineEnd(text, end + 1)
  }
  return end
}
