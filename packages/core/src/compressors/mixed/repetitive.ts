import { type Steps, stepsOf } from '../../steps.ts'
import type { Compressor } from '../../types/compressor.ts'
import { countLineFeeds } from '../lines.ts'
import { isShorterInSteps } from '../token-estimate.ts'
import { type Run, wholeOf } from './cut.ts'
import type { Part } from './part.ts'

/** Fewer lines are not looked at for how much they repeat. */
const MIN_LINES = 40
/** What a form must save of text that its room does not know by its looks: an unfamiliar spelling of it is worth less. */
const MIN_SAVED = 0.6
/** Lines of source code: their form tells them apart, however alike they are. */
const CODE_LINE = /[;{(]$|\)$|,$/gm
const MAX_CODE = 0.15
/** Characters from which the share of code, and of lines that are alike, is told. */
const LOOK = 20_000
/** Lines that begin with the same characters, so many, are alike. */
const START = 12
/** Share of lines that are like another from which a run is tried in other forms. */
const MANY = 0.5

/** A run that no room knows, in the form of one that makes it much shorter all the same: recordings, settings, tables of all sorts. */
export function* repetitivePart(text: string, run: Run, rooms: readonly Compressor[]): Steps<Part | undefined> {
  const block = wholeOf(run)
  if (block === undefined || block.lines !== undefined || block.isPatch === true) return undefined
  const source = text.slice(block.start, block.end)
  const piece = source.slice(0, LOOK)
  if (countLineFeeds(piece, MIN_LINES) < MIN_LINES || isCode(piece) || !isRepetitive([piece], MANY)) return undefined
  for (const room of rooms) {
    const opened = yield* stepsOf(room.open(source))
    if (opened?.canonical() !== source) continue
    const form = yield* stepsOf(opened.lossless())
    if (form === undefined || !(yield* isShorterInSteps(MIN_SAVED, form.text, source))) continue
    return {
      ...block,
      room,
      opened,
      isKnown: false,
      lossless: { room, text: form.text, canonical: source, spelling: '' },
    }
  }
  return undefined
}

function isCode(piece: string): boolean {
  return (piece.match(CODE_LINE)?.length ?? 0) > MAX_CODE * countLineFeeds(piece, Infinity)
}

/** Whether more than a share of the lines of some pieces of a text begin as another does. */
export function isRepetitive(pieces: readonly string[], share: number): boolean {
  const starts = new Set<string>()
  let lines = 0
  for (const line of pieces.join('\n').split('\n')) {
    const start = line.trimStart().slice(0, START)
    if (start.length < START) continue
    lines++
    starts.add(start)
  }
  return lines - starts.size > share * lines
}
