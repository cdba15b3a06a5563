import type { Steps } from '../../steps.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { type Asked, askedOf, isForApplying } from './asked.ts'
import { cutFile, sizeOf } from './cut.ts'
import type { DiffDocument, DiffFile } from './document.ts'
import { noiseOf } from './noise.ts'
import { sharesOf } from './shares.ts'
import { trimContext } from './trim.ts'

/**
 * Which lines a view shows: every changed line with the unchanged ones beside it, every line between files. Left out are unchanged
 * lines farther away, head lines that repeat the path, and the lines of files that nobody wrote, unless the query names them. Of a
 * diff that is too long to read, the files that the query names come first, then of each file as much as of any other.
 *
 * All lines where the query speaks of a patch to be applied.
 */
export function* chooseLines(document: DiffDocument, goal: Goal): Steps<Kept> {
  const { lines, files } = document
  if (isForApplying(goal.query)) return { indices: [...lines.keys()], reasons: [] }
  const asked = askedOf(goal.query)
  const isKept = new Uint8Array(lines.length).fill(1)
  const shown: DiffFile[] = []
  let hidden = 0
  let looked = 0
  for (const file of files) {
    const noise = noiseOf(file, lines)
    if (noise !== undefined && !asked.file(file.path, noise) && isWorthHiding(file, lines)) {
      isKept.fill(0, file.start, file.end)
      hidden++
    } else {
      shown.push(file)
      for (const at of file.repeats) isKept[at] = 0
      for (const hunk of file.hunks) {
        yield* trimContext(lines, hunk, isKept, asked)
        if (hunk.end - looked < LINES_PER_STEP) continue
        looked = hunk.end
        yield
      }
    }
  }
  const isCut = yield* cutToLength(document, goal, shown, isKept, asked)
  return { indices: indicesOf(isKept), reasons: reasonsOf(hidden, isCut) }
}

/** Lines worked through in one step. */
const LINES_PER_STEP = 2_000
/** Characters of changed lines that are read: some 20,000 tokens. Beyond the second figure a diff is cut down to the first. */
const READ_LENGTH = 60_000
const CUT_FROM = 80_000
/** However little is asked for, so much of the changed lines is shown: two or three hunks. */
const LEAST_LENGTH = 2_000
/** Shorter ones are shown: a line that stands for them takes some 40 characters. */
const MIN_HIDDEN = 200

function isWorthHiding({ start, end }: DiffFile, lines: readonly string[]): boolean {
  let length = 0
  for (let at = start; at < end && length < MIN_HIDDEN; at++) length += (lines[at]?.length ?? 0) + 1
  return length >= MIN_HIDDEN
}

function* cutToLength(
  { lines, text }: DiffDocument,
  { keepRatio }: Goal,
  files: readonly DiffFile[],
  isKept: Uint8Array,
  asked: Asked,
): Steps<boolean> {
  const sizes = files.map(({ hunks }) => hunks.reduce((sum, hunk) => sum + sizeOf(lines, hunk, isKept), 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const wanted = keepRatio === undefined ? Infinity : Math.max(LEAST_LENGTH, keepRatio * text.length)
  if (total <= Math.min(CUT_FROM, wanted)) return false
  yield
  const isNamed = files.map(({ path }) => asked.file(path, undefined))
  const shares = sharesOf(sizes, isNamed, Math.min(READ_LENGTH, wanted))
  for (const [index, file] of files.entries()) {
    const share = shares[index] ?? 0
    if (share < (sizes[index] ?? 0)) yield* cutFile(lines, file, share, isKept, asked)
  }
  return true
}

function indicesOf(isKept: Uint8Array): readonly number[] {
  const indices: number[] = []
  for (let index = 0; index < isKept.length; index++) if (isKept[index] === 1) indices.push(index)
  return indices
}

function reasonsOf(hidden: number, isCut: boolean): readonly string[] {
  const changed = isCut
    ? 'of each file as many changed lines as fit, files that were asked for first'
    : `all changed lines${hidden === 0 ? '' : ` but those of ${hidden} ${hidden === 1 ? 'file' : 'files'} told in one line`}`
  return [changed, 'unchanged lines beside them', 'each file as path: +added -removed']
}
