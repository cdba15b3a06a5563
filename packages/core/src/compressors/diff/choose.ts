import type { Steps } from '../../steps.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { mapInSteps } from '../each-in-steps.ts'
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
  const isKept = new Uint8Array(lines.length).fill(1)
  if (isForApplying(goal.query)) return { indices: yield* indicesOf(isKept), reasons: [] }
  const asked = askedOf(goal.query)
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
    if (file.end - looked < LINES_PER_STEP) continue
    looked = file.end
    yield
  }
  const isCut = yield* cutToLength(document, goal, shown, isKept, asked)
  return { indices: yield* indicesOf(isKept), reasons: reasonsOf(hidden, isCut) }
}

/** Lines worked through in one step. */
const LINES_PER_STEP = 2_000
/** Indices of lines gathered in one step. */
const INDICES_PER_STEP = 100_000
/** Characters of changed lines that are read: some 20,000 tokens. Beyond the second figure a diff is cut down to the first. */
const READ_LENGTH = 60_000
const CUT_FROM = 80_000
/** What the look at a path costs, in characters of text worked through. */
const PATH_COST = 256
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
  const sizes: number[] = []
  let [total, looked] = [0, 0]
  for (const file of files) {
    let size = 0
    for (const hunk of file.hunks) {
      size += yield* sizeOf(lines, hunk, isKept)
      if (hunk.end - looked < LINES_PER_STEP) continue
      looked = hunk.end
      yield
    }
    sizes.push(size)
    total += size
  }
  const wanted = keepRatio === undefined ? Infinity : Math.max(LEAST_LENGTH, keepRatio * text.length)
  if (total <= Math.min(CUT_FROM, wanted)) return false
  const isNamed = yield* mapInSteps(files, ({ path }) => asked.file(path, undefined), PATH_COST)
  const shares = sharesOf(sizes, isNamed, Math.min(READ_LENGTH, wanted))
  looked = 0
  for (const [index, file] of files.entries()) {
    const share = shares[index] ?? 0
    if (share < (sizes[index] ?? 0)) yield* cutFile(lines, file, share, isKept, asked)
    if (file.end - looked < LINES_PER_STEP) continue
    looked = file.end
    yield
  }
  return true
}

function* indicesOf(isKept: Uint8Array): Steps<readonly number[]> {
  const indices: number[] = []
  for (let index = 0; index < isKept.length; index++) {
    if (isKept[index] === 1) indices.push(index)
    if (index % INDICES_PER_STEP === INDICES_PER_STEP - 1) yield
  }
  return indices
}

function reasonsOf(hidden: number, isCut: boolean): readonly string[] {
  const changed = isCut
    ? 'of each file as many changed lines as fit, files that were asked for first'
    : `all changed lines${hidden === 0 ? '' : ` but those of ${hidden} ${hidden === 1 ? 'file' : 'files'} told in one line`}`
  return [changed, 'unchanged lines beside them', 'each file as path: +added -removed']
}
