import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Compressor, Document } from '../../types/compressor.ts'
import { type Block, cutBlocks, type Run } from './cut.ts'
import { type KnownBlock, knownBlocks, MIN_PART } from './known-blocks.ts'
import { type Part, partOf } from './part.ts'
import { repetitivePart } from './repetitive.ts'

/** A text with parts that rooms have understood, in order; what stands between them is text. */
export interface MixedDocument extends Document {
  readonly text: string
  readonly parts: readonly Part[]
}

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
    const known = yield* knownBlocks(text, run, rooms)
    if (known.some((one) => isWhole(text, one.block) && isOnlyOf(given, one))) return undefined
    parts.push(...(yield* partsOf(text, run, known, rooms)))
    const end = run.at(-1)?.end ?? 0
    if (end > pause) yield void (pause = end + STEP_LENGTH)
  }
  return parts.length === 0 ? undefined : { text, parts, units: [] }
}

function isWhole(text: string, { start, end }: Block): boolean {
  return start === 0 && end > text.length - MAX_END && text.slice(end).trim() === ''
}

/** Empty lines at the end of a text that is of one kind take fewer characters. */
const MAX_END = 100

/** Whether each room that knows a block, as it stands in the text, is one of those given. */
function isOnlyOf(given: readonly Compressor[], { block, rooms }: KnownBlock): boolean {
  return block.lines === undefined && rooms.every((room) => given.includes(room))
}

/** The parts that rooms know; where none of them gets shorter, the whole run where it repeats itself. */
function* partsOf(
  text: string,
  run: Run,
  known: readonly KnownBlock[],
  rooms: readonly Compressor[],
): Steps<readonly Part[]> {
  const parts: Part[] = []
  for (const one of known) {
    const part = yield* partOf(text, one)
    if (part !== undefined) parts.push(part)
  }
  if (parts.some(({ lossless }) => lossless !== undefined)) return parts
  const repetitive = yield* repetitivePart(text, run, rooms)
  return repetitive === undefined ? parts : [repetitive]
}
