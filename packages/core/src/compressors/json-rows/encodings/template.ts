import { type Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { findSequence, sequenceWriter } from './sequence.ts'
import type { Sequence } from './sequence.ts'

/** A piece of a template. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** The value of another column in the same row, or in the row that this one belongs to. */
  | { readonly kind: 'column'; readonly column: number; readonly ofParent: boolean }
  /** What the row's own cell holds. */
  | { readonly kind: 'cell' }
  | { readonly kind: 'sequence'; readonly sequence: Sequence }

/** A template and the cells it leaves; no cells where the template says it all. */
export interface Templated {
  readonly parts: readonly Part[]
  readonly cells?: readonly string[]
}

/** A column that templates may speak of. */
export interface Source {
  readonly column: number
  readonly ofParent: boolean
  /** Its text in each row, without quotes. */
  readonly texts: readonly string[]
}

/** Words, signs and columns taken from each end of a text. */
const MAX_PARTS = 64
/** Rows looked at before all are. */
const PROBED_ROWS = 12

/**
 * Finds what the texts of a column have in common with each other and with other columns of their rows, from both ends.
 * Texts are cut between words, never inside a word, a run of digits or an escape.
 *
 * @param texts One per row, without quotes, escapes as written.
 * @returns Undefined where they have nothing in common.
 */
export function* templateInSteps(texts: readonly string[], sources: readonly Source[]): Steps<Templated | undefined> {
  const rows = probedRows(texts.length)
  if (!mayStart(rows, texts, sources) && !mayEnd(rows, texts, sources)) return onlySequence(texts)
  const front = yield* partsFrom('start', texts, sources, new Uint32Array(texts.length))
  const back = yield* partsFrom('end', texts, sources, front.used)
  const rest = yield* mapInSteps(texts, (text, row) => text.slice(front.used[row], text.length - (back.used[row] ?? 0)))
  if (rest.every((text) => text === '')) return { parts: joined([...front.parts, ...back.parts]) }
  const sequence = rest.length >= MIN_SEQUENCE && rest.every((text) => text !== '') ? findSequence(rest) : undefined
  if (sequence === undefined && front.parts.length + back.parts.length === 0) return undefined
  const middle: Part = sequence ? { kind: 'sequence', sequence } : { kind: 'cell' }
  const parts = joined([...front.parts, middle, ...back.parts])
  return sequence ? { parts } : { parts, cells: rest }
}

/** The text of a row, from its parts. `valueOf` gives the text of another column. */
export function fillTemplate(
  parts: readonly Part[],
  row: number,
  cell: string,
  valueOf: (column: number, ofParent: boolean) => string,
): string {
  let text = ''
  for (const part of parts) {
    if (part.kind === 'text') text += part.text
    else if (part.kind === 'cell') text += cell
    else if (part.kind === 'column') text += valueOf(part.column, part.ofParent)
    else text += sequenceWriter(part.sequence)?.(row) ?? ''
  }
  return text
}

/** Fewer rows keep their values: a reader finds a row by its value, not by counting, and little is saved. */
const MIN_SEQUENCE = 64

function onlySequence(texts: readonly string[]): Templated | undefined {
  const sequence = texts.length < MIN_SEQUENCE ? undefined : findSequence(texts)
  return sequence && { parts: [{ kind: 'sequence', sequence }] }
}

function probedRows(count: number): number[] {
  const rows = Math.min(count, PROBED_ROWS)
  return Array.from({ length: rows }, (_, index) => Math.floor((index * count) / rows))
}

function mayStart(rows: readonly number[], texts: readonly string[], sources: readonly Source[]): boolean {
  const word = WORD_AT_START.exec(texts[0] ?? '')?.[0] ?? ''
  return (
    (word !== '' && rows.every((row) => texts[row]?.startsWith(word))) ||
    sources.some((source) => rows.every((row) => texts[row]?.startsWith(source.texts[row] ?? '')))
  )
}

function mayEnd(rows: readonly number[], texts: readonly string[], sources: readonly Source[]): boolean {
  const word = WORD_AT_END.exec((texts[0] ?? '').slice(-MAX_WORD))?.[0] ?? ''
  return (
    (word !== '' && rows.every((row) => texts[row]?.endsWith(word))) ||
    sources.some((source) => rows.every((row) => texts[row]?.endsWith(source.texts[row] ?? '')))
  )
}

/** Longest word that is looked at; longer runs are data. */
const MAX_WORD = 40
const WORD_AT_START = /^(?:[A-Za-z]{1,40}|\d{1,40}|[^A-Za-z0-9\\])/
const WORD_AT_END = /(?:[A-Za-z]{1,40}|\d{1,40}|[^A-Za-z0-9\\])$/

type Side = 'start' | 'end'

/** Each part of more texts is a step of its own. */
const MANY_ROWS = 4_096

interface Taken {
  readonly parts: Part[]
  /** Characters used from that side, by row. */
  readonly used: Uint32Array
}

function* partsFrom(
  side: Side,
  texts: readonly string[],
  sources: readonly Source[],
  usedBefore: Uint32Array,
): Steps<Taken> {
  const parts: Part[] = []
  const used = side === 'start' ? usedBefore : new Uint32Array(texts.length)
  const spare = (row: number): number =>
    (texts[row]?.length ?? 0) - (used[row] ?? 0) - (side === 'start' ? 0 : (usedBefore[row] ?? 0))
  while (parts.length < MAX_PARTS) {
    const source = sources.find((candidate) => takes(side, texts, used, spare, (row) => candidate.texts[row] ?? ''))
    const word = source ? '' : wordAt(side, texts[0] ?? '', used[0] ?? 0, spare(0))
    if (source === undefined && (word === '' || !takes(side, texts, used, spare, () => word, true))) break
    for (let row = 0; row < used.length; row++) {
      used[row] = (used[row] ?? 0) + (source ? (source.texts[row]?.length ?? 0) : word.length)
    }
    if (texts.length > MANY_ROWS) yield
    parts.push(
      source ? { kind: 'column', column: source.column, ofParent: source.ofParent } : { kind: 'text', text: word },
    )
  }
  return { parts: side === 'start' ? parts : parts.reverse(), used }
}

function wordAt(side: Side, text: string, used: number, spare: number): string {
  const rest =
    side === 'start'
      ? text.slice(used, used + Math.min(spare, MAX_WORD + 1))
      : text.slice(Math.max(text.length - used - Math.min(spare, MAX_WORD + 1), 0), text.length - used)
  const word = (side === 'start' ? WORD_AT_START : WORD_AT_END).exec(rest)?.[0] ?? ''
  return word.length >= MAX_WORD ? '' : word
}

/** Whether every row has its piece next on that side, ending between words. */
function takes(
  side: Side,
  texts: readonly string[],
  used: Uint32Array,
  spare: (row: number) => number,
  pieceOf: (row: number) => string,
  mayBeEmpty = false,
): boolean {
  let some = mayBeEmpty
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row] ?? ''
    const piece = pieceOf(row)
    const taken = used[row] ?? 0
    if (piece.length > spare(row)) return false
    const from = side === 'start' ? taken : text.length - taken - piece.length
    if (!text.startsWith(piece, from)) return false
    if (!isBoundary(text, side === 'start' ? from + piece.length : from)) return false
    some ||= piece !== ''
  }
  return some
}

/** Whether a text may be cut here: at its ends, and between characters that form no word, number or escape. */
function isBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  if (before === BACKSLASH || after === BACKSLASH || isInEscape(text, at))
    return before !== BACKSLASH && !isInEscape(text, at)
  return classOf(before) !== classOf(after) || classOf(before) === OTHER
}

const BACKSLASH = 92
const OTHER = 0

/** Whether a cut would fall between a backslash and the end of what it escapes. */
function isInEscape(text: string, at: number): boolean {
  return text.slice(Math.max(0, at - ESCAPE_LENGTH), at).includes('\\')
}

/** Characters of `\u00e9` before its last. */
const ESCAPE_LENGTH = 5

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return 1
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return 2
  // Letters outside ASCII, halves of surrogate pairs included: never cut between two of them.
  return code > 127 ? 3 : OTHER
}

function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (part.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + part.text }
    else result.push(part)
  }
  return result
}
