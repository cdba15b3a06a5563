import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { countLineFeeds } from '../lines.ts'
import { type Block, type Run, wholeOf } from './cut.ts'
import { isPlain } from './plain.ts'

/** Blocks of fewer characters stay as they are: a mark in front of them costs more than is saved. */
export const MIN_PART = 300
/** A room must be so sure of a block. A text that only holds parts of its kind has 0.3. */
const MIN_SURENESS = 0.3
/** A room must be so sure of a whole run, so that paragraphs that are none of its kind are not taken along. */
const SURE_OF_RUN = 0.5

/** A block and the rooms that know it, the surest first: at least one. */
export interface KnownBlock {
  readonly block: Block
  readonly rooms: readonly Compressor[]
}

/** A run as one block where a room is sure of it; else its blocks that some room knows, as one where they follow on each other. */
export function* knownBlocks(text: string, run: Run, rooms: readonly Compressor[]): Steps<readonly KnownBlock[]> {
  const whole = wholeOf(run)
  if (whole === undefined || !isLongEnough(whole)) return []
  const claims = claimsOf(text, whole, rooms)
  const [best] = claims
  if (best !== undefined && (best.sureness > SURE_OF_RUN || run.length === 1)) return [knownBy(whole, claims)]
  return run.length === 1 ? [] : yield* knownAmong(text, run, rooms)
}

function* knownAmong(text: string, run: Run, rooms: readonly Compressor[]): Steps<readonly KnownBlock[]> {
  const found: KnownBlock[] = []
  let above: Compressor | undefined
  let pause = (run[0]?.start ?? 0) + STEP_LENGTH
  for (const block of run) {
    if (block.start > pause) yield void (pause = block.start + STEP_LENGTH)
    const claims = isLongEnough(block) ? claimsOf(text, block, rooms) : []
    const room = claims[0]?.room
    const last = room !== undefined && room === above ? found.pop() : undefined
    if (last !== undefined) {
      const joined = { ...last.block, end: block.end }
      found.push({ block: joined, rooms: last.rooms })
    } else if (room !== undefined) found.push(knownBy(block, claims))
    above = room
  }
  return found
}

interface Claim {
  readonly room: Compressor
  readonly sureness: number
}

function knownBy(block: Block, claims: readonly Claim[]): KnownBlock {
  return { block, rooms: claims.map(({ room }) => room) }
}

function isLongEnough({ start, end }: Block): boolean {
  return end - start >= MIN_PART
}

function claimsOf(text: string, block: Block, rooms: readonly Compressor[]): readonly Claim[] {
  if (!mayBePart(text, block)) return []
  const source = block.lines ?? text.slice(block.start, block.end)
  return roomsFor(block, rooms)
    .map((room) => ({ room, sureness: room.detect(source) }))
    .filter(({ sureness }) => sureness > MIN_SURENESS)
    .sort((a, b) => b.sureness - a.sureness)
}

/** A patch is not cut: only the room that knows patches is asked about a block with hunks. */
function roomsFor({ isPatch }: Block, rooms: readonly Compressor[]): readonly Compressor[] {
  return isPatch === true ? rooms.filter(({ name }) => name === PATCHES) : rooms
}

const PATCHES = 'diff'

/** Rooms of lines want some lines; a JSON value or a blob may stand on one. */
const MIN_FEEDS = 3
/** A line from this length may hold a blob. */
const LONG_LINE = 400
const SPACED = /\s/
const JSON_OPENING = /^[{[]\s{0,200}["{}[\]\d]/

/** Whether it is worth asking rooms. */
function mayBePart(text: string, { start, end }: Block): boolean {
  if (JSON_OPENING.test(text.slice(start, start + LONG_LINE))) return true
  const hasLines = countLineFeeds(text.slice(start, end), MIN_FEEDS) >= MIN_FEEDS
  return hasLines ? !isPlain(text, start, end) : !SPACED.test(text.slice(start + 1, start + LONG_LINE))
}
