import { type Steps, stepsOf } from '../../steps.ts'
import type { Compressor, Opened } from '../../types/compressor.ts'
import { isShorterInSteps } from '../token-estimate.ts'
import type { Block } from './cut.ts'
import type { KnownBlock } from './known-blocks.ts'
import { type Spelling, spellingOf } from './spelling.ts'

/** A block that a room has understood. */
export interface Part extends Block {
  readonly room: Compressor
  readonly opened: Opened
  /** Whether the room knew it by its looks: only then is there a view of it. */
  readonly isKnown: boolean
  /** Its lossless form where that pays. */
  readonly lossless?: PartForm
}

/** A lossless form of a part. */
export interface PartForm {
  readonly room: Compressor
  /** What the room wrote. */
  readonly text: string
  /** What the room's decoder makes of it: the part, or the part minified. */
  readonly canonical: string
  /** How the part is made of that; empty where it is that. */
  readonly spelling: Spelling
}

/** A part's lossless form must save this share of its tokens, by estimate. */
const MIN_SAVED = 0.1

/** The block as the surest room reads it that has a lossless form that pays; where none has, as the surest that reads it. */
export function* partOf(text: string, { block, rooms }: KnownBlock): Steps<Part | undefined> {
  const source = block.lines ?? text.slice(block.start, block.end)
  let known: Part | undefined
  for (const room of rooms) {
    const opened = yield* stepsOf(room.open(source))
    if (opened === undefined) continue
    known ??= { ...block, room, opened, isKnown: true }
    const lossless = yield* formOf(text, block, room, opened)
    if (lossless !== undefined) return { ...block, room, opened, isKnown: true, lossless }
  }
  return known
}

function* formOf(text: string, block: Block, room: Compressor, opened: Opened): Steps<PartForm | undefined> {
  const own = text.slice(block.start, block.end)
  const canonical = opened.canonical()
  const spelling = canonical === own ? '' : yield* spellingAt(text, block, canonical)
  if (spelling === undefined) return undefined
  const form = yield* stepsOf(opened.lossless())
  if (form === undefined || !(yield* isShorterInSteps(MIN_SAVED, form.text, own))) return undefined
  return { room, text: form.text, canonical, spelling }
}

const AT_LINE_END = /^(?:\r?\n|$)/

function* spellingAt(text: string, { start, end }: Block, minified: string): Steps<Spelling | undefined> {
  if (!AT_LINE_END.test(text.slice(end, end + 2))) return undefined
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  return yield* spellingOf(text.slice(start, end), minified, { before, after: text.charAt(end) })
}
