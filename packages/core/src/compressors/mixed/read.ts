import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { FRAME, INLINE_FRAME, INLINE_START, LEGEND, MAX_FRAME } from './frame.ts'
import { type Spelling, spelled } from './spelling.ts'

/** What a part's form decodes to; undefined where no room has such a name. */
export type PartDecoder = (name: string, form: string) => string | undefined

/** Decodes parts by the decoders of rooms. */
export function partDecoder(rooms: readonly Compressor[]): PartDecoder {
  return (name, form) => rooms.find((room) => room.name === name)?.decode?.(form)
}

/**
 * The text that `writeMixed` was given, from what it wrote.
 *
 * @throws {SyntaxError} For a text with a mark that no part stands behind.
 */
export function* readForm(form: string, decodePart: PartDecoder): Steps<string> {
  if (!form.startsWith(LEGEND)) return form
  const pieces: string[] = []
  let copied = LEGEND.length
  let pause = STEP_LENGTH
  let inline = form.indexOf(INLINE_START, copied)
  for (let at = copied; at <= form.length;) {
    const end = lineEnd(form, at)
    if (inline >= 0 && inline < at) inline = form.indexOf(INLINE_START, at)
    const part = framedAt(form, at, end) ?? (inline >= 0 && inline < end ? inlineAt(form, inline, end) : undefined)
    if (part !== undefined) {
      pieces.push(form.slice(copied, part.mark), yield* textOf(form, at, part, decodePart))
      copied = part.end
    }
    at = (part === undefined ? end : lineEnd(form, part.end)) + 1
    if (at > pause) yield void (pause = at + STEP_LENGTH)
  }
  pieces.push(form.slice(copied))
  const text = pieces.join('')
  // The proof compares the text in a step of its own.
  yield
  return text
}

/** A part of a form. */
interface Framed {
  /** Where its mark begins. */
  readonly mark: number
  readonly start: number
  readonly end: number
  /** Whose form it is; undefined for minified JSON. */
  readonly name?: string
  readonly spelling: Spelling
}

const CLOSING = 93

function framedAt(form: string, at: number, end: number): Framed | undefined {
  if (form.charCodeAt(end - 1) !== CLOSING) return undefined
  const [mark, count, name = '', spelling = ''] = FRAME.exec(form.slice(Math.max(at, end - MAX_FRAME), end)) ?? []
  if (mark === undefined) return undefined
  if (end === form.length) throw new SyntaxError('a mark that no part stands behind')
  const last = withoutReturn(form, afterLines(form, end + 1, Number(count)))
  return { mark: end - mark.length, start: end + 1, end: last, name, spelling }
}

function inlineAt(form: string, at: number, end: number): Framed | undefined {
  const [mark, spelling] = INLINE_FRAME.exec(form.slice(at, Math.min(end, at + MAX_FRAME))) ?? []
  if (mark === undefined || spelling === undefined) return undefined
  return { mark: at, start: at + mark.length, end: withoutReturn(form, end), spelling }
}

function* textOf(form: string, line: number, part: Framed, decodePart: PartDecoder): Steps<string> {
  const { mark, start, end, name, spelling } = part
  const own = form.slice(start, end)
  const text = name === undefined ? own : decodePart(name, own)
  if (text === undefined) throw new SyntaxError('a part in a form that no room reads')
  if (spelling === '') return text
  const place = { before: form.slice(line, mark), after: form.charAt(end) }
  const written = yield* spelled(text, spelling, place)
  if (written === undefined) throw new SyntaxError('a part in a spelling that it cannot have')
  return written
}

const RETURN = 13

/** The line end after a part is that of the text: its carriage return is no part of the form. */
function withoutReturn(form: string, end: number): number {
  return form.charCodeAt(end - 1) === RETURN ? end - 1 : end
}

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
