import type { Steps } from '../../steps.ts'
import type { Asked } from './asked.ts'
import { type Hunk, kindOfLine } from './hunk.ts'

/** Unchanged lines that stay on each side of a change. */
const CONTEXT = 1
/** Fewer lines or characters than this are left: the mark in their place takes some six tokens. */
const MIN_LINES = 2
const MIN_LENGTH = 24
/** Lines worked through in one step. */
const LINES_PER_STEP = 2_000

/**
 * Takes the unchanged lines of a hunk out, but for one on each side of a change, those that hold what is asked for, and those that
 * a remark follows. A few short ones stay: a mark would take as much.
 */
export function* trimContext(lines: readonly string[], hunk: Hunk, isKept: Uint8Array, asked: Asked): Steps<void> {
  let start = hunk.start + 1
  for (let at = start; at <= hunk.end; at++) {
    if ((at - hunk.start) % LINES_PER_STEP === 0) yield
    if (at < hunk.end && kindOfLine(lines[at] ?? '', hunk.parents) === 'unchanged') continue
    const from = start === hunk.start + 1 ? start : start + CONTEXT
    const to = at === hunk.end ? at : at - CONTEXT
    if (to - from >= MIN_LINES) yield* dropFar(lines, from, to, isKept, asked)
    start = at + 1
  }
}

/** Takes out lines, in stretches between those that hold what is asked for. */
function* dropFar(lines: readonly string[], from: number, to: number, isKept: Uint8Array, asked: Asked): Steps<void> {
  let start = from
  let length = 0
  for (let at = from; at <= to; at++) {
    const line = lines[at] ?? ''
    if ((at - from) % LINES_PER_STEP === LINES_PER_STEP - 1) yield
    if (at < to && !asked.line(line)) {
      length += line.length
      continue
    }
    if (at - start >= MIN_LINES && length >= MIN_LENGTH) isKept.fill(0, start, at)
    start = at + 1
    length = 0
  }
}
