import { STEP_LENGTH, type Steps, stepsOf } from '../../steps.ts'
import type { Compressor, Document, Opened } from '../../types/compressor.ts'
import { countLineFeeds } from '../lines.ts'
import { isShorterBy } from '../token-estimate.ts'
import { type Block, cutBlocks, type Run } from './cut.ts'

/** A block that a room has understood. */
export interface Part extends Block {
  readonly room: Compressor
  readonly opened: Opened
  /** Whether the room knew it by its looks: only then is there a view of it. */
  readonly isKnown: boolean
  /** Its lossless form where that pays; then also what it decodes to. */
  readonly lossless?: { readonly text: string; readonly canonical: string }
}

/** A text with parts that rooms have understood, in order; what stands between them is text. */
export interface MixedDocument extends Document {
  readonly text: string
  readonly parts: readonly Part[]
}

/** Blocks of fewer characters stay as they are: a frame around them costs more than is saved. */
export const MIN_PART = 300
/** A room must be so sure of a block. A text that only holds parts of its kind has 0.3. */
const MIN_SURENESS = 0.3
/** A room must be so sure of a whole run, so that paragraphs that are none of its kind are not taken along. */
const SURE_OF_RUN = 0.5
/** A part's lossless form must save this share of its tokens, by estimate. */
const MIN_SAVED = 0.1

/**
 * Reads a text of several parts. Undefined where no room knows a part of it, or where one knows the whole that is given, too.
 *
 * @param given Rooms that are asked before any text comes here.
 */
export function* readMixed(
  text: string,
  rooms: readonly Compressor[],
  given: readonly Compressor[],
): Steps<MixedDocument | undefined> {
  const parts: Part[] = []
  let pause = STEP_LENGTH
  for (const run of yield* cutBlocks(text, MIN_PART)) {
    parts.push(...(yield* partsOf(text, run, rooms)))
    const end = run.at(-1)?.end ?? 0
    if (end > pause) yield void (pause = end + STEP_LENGTH)
  }
  const [first, ...others] = parts
  const isWhole = first?.start === 0 && others.length === 0 && text.slice(first.end).trim() === ''
  const isOfOneKind = isWhole && first.isKnown && first.lines === undefined && given.includes(first.room)
  return first === undefined || isOfOneKind ? undefined : { text, parts, units: [] }
}

/** The parts that rooms know; where none of them gets shorter, the whole run where it repeats itself. */
function* partsOf(text: string, run: Run, rooms: readonly Compressor[]): Steps<readonly Part[]> {
  const parts: Part[] = []
  for (const block of yield* knownBlocks(text, run, rooms)) {
    const part = yield* partOf(text, block, rooms)
    if (part !== undefined) parts.push(part)
  }
  if (parts.some(({ lossless }) => lossless !== undefined)) return parts
  const repetitive = yield* repetitivePart(text, run, rooms)
  return repetitive === undefined ? parts : [repetitive]
}

/** A run as one block where a room is sure of it; else its blocks that some room knows, as one where they follow on each other. */
function* knownBlocks(text: string, run: Run, rooms: readonly Compressor[]): Steps<readonly Block[]> {
  const whole = wholeOf(run)
  if (whole === undefined || !mayBePart(text, whole)) return []
  const { sureness } = surest(text, whole, rooms)
  if (sureness > SURE_OF_RUN || run.length === 1) return sureness > 0 ? [whole] : []
  const blocks: Block[] = []
  let above: Compressor | undefined
  let pause = whole.start + STEP_LENGTH
  for (const block of run) {
    if (block.start > pause) yield void (pause = block.start + STEP_LENGTH)
    const { room } = mayBePart(text, block) ? surest(text, block, rooms) : {}
    const last = room !== undefined && room === above ? blocks.pop() : undefined
    if (room !== undefined) blocks.push(last === undefined ? block : { ...last, end: block.end })
    above = room
  }
  return blocks
}

/** Rooms of lines want some lines; a JSON value or a blob may stand on one. */
const MIN_FEEDS = 3
/** A line from this length may hold a blob. */
const LONG_LINE = 400

function mayBePart(text: string, { start, end }: Block): boolean {
  if (end - start < MIN_PART) return false
  const opening = text.charAt(start)
  if (opening === '{' || opening === '[') return true
  return (
    countLineFeeds(text.slice(start, end), MIN_FEEDS) >= MIN_FEEDS ||
    !SPACED.test(text.slice(start + 1, start + LONG_LINE))
  )
}

const SPACED = /\s/

function wholeOf(run: Run): Block | undefined {
  const [first] = run
  return run.length === 1 || first === undefined ? first : { ...first, end: run.at(-1)?.end ?? first.end }
}

/** A block as rooms read it. */
function sourceOf(text: string, { start, end, lines }: Block): string {
  return lines ?? text.slice(start, end)
}

function surest(text: string, block: Block, rooms: readonly Compressor[]): { room?: Compressor; sureness: number } {
  const [best] = bySureness(sourceOf(text, block), rooms)
  return best ?? { sureness: 0 }
}

function bySureness(text: string, rooms: readonly Compressor[]): { room: Compressor; sureness: number }[] {
  return rooms
    .map((room) => ({ room, sureness: room.detect(text) }))
    .filter(({ sureness }) => sureness > MIN_SURENESS)
    .sort((a, b) => b.sureness - a.sureness)
}

/** The block as the surest room reads it that has a lossless form that pays; where none has, as the surest that reads it. */
function* partOf(text: string, block: Block, rooms: readonly Compressor[]): Steps<Part | undefined> {
  const source = sourceOf(text, block)
  let known: Part | undefined
  for (const { room } of bySureness(source, rooms)) {
    const opened = yield* stepsOf(room.open(source))
    if (opened === undefined) continue
    known ??= { ...block, room, opened, isKnown: true }
    const form = yield* stepsOf(opened.lossless())
    if (form === undefined || !isShorterBy(MIN_SAVED, form.text, text.slice(block.start, block.end))) continue
    const lossless = { text: form.text, canonical: opened.canonical() }
    return { ...block, room, opened, isKnown: true, lossless }
  }
  return known
}

/** Fewer lines are not looked at for how much they repeat. */
const MIN_REPETITIVE = 40
/** What a form must save of text that its room does not know by its looks: an unfamiliar spelling of it is worth less. */
const MIN_SAVED_UNKNOWN = 0.6
/** Lines of source code: their form tells them apart, however alike they are. */
const CODE_LINE = /[;{(]$|\)$|,$/gm
const MAX_CODE = 0.15
/** Characters from which the share of code is told. */
const LOOK = 20_000

/** A run that no room knows, in the form of one that makes it much shorter all the same: recordings, settings, tables of all sorts. */
function* repetitivePart(text: string, run: Run, rooms: readonly Compressor[]): Steps<Part | undefined> {
  const block = wholeOf(run)
  if (block === undefined) return undefined
  const source = text.slice(block.start, block.end)
  if (block.lines !== undefined || countLineFeeds(source, MIN_REPETITIVE) < MIN_REPETITIVE || isCode(source))
    return undefined
  for (const room of rooms) {
    const opened = yield* stepsOf(room.open(source))
    const form = opened && (yield* stepsOf(opened.lossless()))
    if (opened === undefined || form === undefined || !isShorterBy(MIN_SAVED_UNKNOWN, form.text, source)) continue
    return { ...block, room, opened, isKnown: false, lossless: { text: form.text, canonical: opened.canonical() } }
  }
  return undefined
}

function isCode(text: string): boolean {
  const piece = text.slice(0, LOOK)
  return (piece.match(CODE_LINE)?.length ?? 0) > MAX_CODE * countLineFeeds(piece, Infinity)
}
