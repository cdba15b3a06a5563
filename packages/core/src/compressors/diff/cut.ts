import type { Steps } from '../../steps.ts'
import type { Asked } from './asked.ts'
import type { DiffFile } from './document.ts'
import { type Hunk, kindOfLine } from './hunk.ts'

/** Lines worked through in one step. */
const LINES_PER_STEP = 2_000
/** Below this many characters the start of a hunk says too little to be shown. */
const MIN_PART = 200

/** Characters of the changed lines of a hunk that are kept. */
export function* sizeOf(lines: readonly string[], { start, end, parents }: Hunk, isKept: Uint8Array): Steps<number> {
  let size = 0
  for (let at = start + 1; at < end; at++) {
    size += changedLength(lines[at] ?? '', parents, isKept[at])
    if ((at - start) % LINES_PER_STEP === 0) yield
  }
  return size
}

/**
 * Takes lines of a file out until its changed lines fit a share: kept are the hunks that hold what is asked for, then those from the
 * file's start, the last of them in part.
 */
export function* cutFile(
  lines: readonly string[],
  { hunks }: DiffFile,
  share: number,
  isKept: Uint8Array,
  asked: Asked,
): Steps<void> {
  const holds: boolean[] = []
  let looked = hunks[0]?.start ?? 0
  for (const hunk of hunks) {
    // A single hunk has no other to stand before.
    holds.push(hunks.length > 1 && holdsAsked(lines, hunk, asked))
    if (hunk.end - looked < LINES_PER_STEP) continue
    looked = hunk.end
    yield
  }
  const order = [...hunks.keys()].sort((a, b) => Number(holds[b]) - Number(holds[a]) || a - b)
  let left = share
  looked = 0
  for (const index of order) {
    const hunk = hunks[index]
    if (hunk === undefined) continue
    looked += hunk.end - hunk.start
    if (looked >= LINES_PER_STEP) {
      looked = 0
      yield
    }
    const size = yield* sizeOf(lines, hunk, isKept)
    if (size > left) cutHunk(lines, hunk, left, isKept)
    left = Math.max(0, left - size)
  }
}

function holdsAsked(lines: readonly string[], { start, end }: Hunk, asked: Asked): boolean {
  for (let at = start + 1; at < end; at++) if (asked.line(lines[at] ?? '')) return true
  return false
}

/** Keeps the start of a hunk, or nothing of it where that would be too little. */
function cutHunk(lines: readonly string[], hunk: Hunk, share: number, isKept: Uint8Array): void {
  const end = share < MIN_PART ? hunk.start : endOfPart(lines, hunk, share, isKept)
  isKept.fill(0, end === hunk.start + 1 ? hunk.start : end, hunk.end)
}

/** The first changed line that does not fit. */
function endOfPart(lines: readonly string[], { start, end, parents }: Hunk, share: number, isKept: Uint8Array): number {
  let left = share
  for (let at = start + 1; at < end; at++) {
    left -= changedLength(lines[at] ?? '', parents, isKept[at])
    if (left < 0) return at
  }
  return end
}

/** Characters of a kept line with its line feed, where it is changed. */
function changedLength(line: string, parents: number, isKept: number | undefined): number {
  const kind = isKept === 1 ? kindOfLine(line, parents) : 'unchanged'
  return kind === 'added' || kind === 'removed' ? line.length + 1 : 0
}
