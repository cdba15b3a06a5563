import type { Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { cutInSteps } from '../lines.ts'
import { headAt } from './head.ts'
import { type Hunk, hunkAt, isHunkHeader } from './hunk.ts'

/** A diff as its lines, and which of them belong to which file. */
export interface DiffDocument extends Document {
  /** The source. */
  readonly text: string
  /** Cut at line feeds, which end the lines; a carriage return stays in its line. */
  readonly lines: readonly string[]
  /** In order. Lines between them are text: commit messages, signatures, files that are not read. */
  readonly files: readonly DiffFile[]
  /** Files that are not read, because a hunk has other lines than it counts: cut short, or a word diff. */
  readonly unread: number
}

/** One file of a diff, as a half-open range of line indices. */
export interface DiffFile {
  /** Index of its first line. */
  readonly start: number
  /** Index after its last line. */
  readonly end: number
  /** Its path as the diff has it. */
  readonly path: string
  /** What happened to it beside the changes of its lines: `new`, `deleted`, `renamed from src/a.ts`, `binary`, its modes. */
  readonly fates: readonly string[]
  /** Indices of head lines that say nothing but the path and hashes of contents. */
  readonly repeats: readonly number[]
  /** In order; together all lines from the first hunk to `end`. Empty for binary files, new empty files, renames and changes of mode. */
  readonly hunks: readonly Hunk[]
  /** Whether its content stands there encoded, as git writes with `--binary`. */
  readonly isBinaryPatch: boolean
  /** Lines that only the new version has. */
  readonly added: number
  /** Lines that only an old version has. */
  readonly removed: number
}

/** Below this share of lines that belong to files a text speaks of diffs, but is none; unless git begins it with a commit. */
const MIN_SHARE = 0.5
/** How git begins a commit, on its own and as a mail. */
const COMMIT = /^(?:commit|From) [0-9a-f]{40,64}[ \r\n]/

/** Reads a diff. Undefined where no file has hunks, or where most lines belong to no file. */
export function* parseDiff(text: string): Steps<DiffDocument | undefined> {
  const lines = yield* cutInSteps(text)
  // What follows the last line feed is no line.
  if (lines.at(-1) === '') lines.pop()
  const files: DiffFile[] = []
  let [owned, unread, looked] = [0, 0, 0]
  let isOwned = false
  for (let at = 0; at < lines.length;) {
    const { file, end } = yield* readFile(lines, at)
    if (file !== undefined) files.push(file)
    else if (end > at + 1) unread++
    isOwned = file !== undefined || end > at + 1 || (isOwned && SIGNED.test(lines[at] ?? ''))
    if (isOwned) owned += end - at
    at = end
    if (at - looked < LINES_PER_STEP) continue
    looked = at
    yield
  }
  if (files.every(({ hunks }) => hunks.length === 0) && unread === 0) return undefined
  if (owned < lines.length * MIN_SHARE && !COMMIT.test(text)) return undefined
  const units = yield* mapInSteps(lines, (line) => ({ text: line }))
  return { units, text, lines, files, unread }
}

const LINES_PER_STEP = 4_000
/** A line of a hunk, or the start of one. */
const SIGNED = /^[-+ \\@]/

/**
 * The file that starts at an index, and where to read on. Without a file: no file starts there, or one whose lines do not fit, up to
 * where they do not; what follows is read again as text.
 */
function* readFile(lines: readonly string[], start: number): Steps<{ readonly file?: DiffFile; readonly end: number }> {
  const head = headAt(lines, start)
  if (head === undefined) return { end: start + 1 }
  const { path, fates, repeats, body } = head
  const binaryEnd = body === 'binary patch' ? endOfBinary(lines, head.end + 1) : head.end
  if (binaryEnd === undefined) return { end: head.end }
  const hunks: Hunk[] = []
  let [end, looked] = [binaryEnd, binaryEnd]
  while (isHunkHeader(lines[end] ?? '')) {
    const hunk = yield* hunkAt(lines, end)
    if (hunk === undefined) return { end: end + 1 }
    hunks.push(hunk)
    end = hunk.end
    if (end - looked < LINES_PER_STEP) continue
    looked = end
    yield
  }
  const added = hunks.reduce((sum, hunk) => sum + hunk.added, 0)
  const removed = hunks.reduce((sum, hunk) => sum + hunk.removed, 0)
  return {
    file: { start, end, path, fates, repeats, hunks, isBinaryPatch: body === 'binary patch', added, removed },
    end,
  }
}

/** `literal 812` or `delta 97`: the bytes of what follows. */
const BINARY_SIZE = /^(?:literal|delta) \d{1,12}\r?$/
/** A length and bytes in base 85. */
const BINARY_LINE = /^[A-Za-z][!#-&(-+\-0-9;-Z^-~]{5,70}\r?$/

/** The end of the one or two blocks of a binary patch, each up to an empty line. */
function endOfBinary(lines: readonly string[], start: number): number | undefined {
  let at = start
  while (BINARY_SIZE.test(lines[at] ?? '')) {
    at++
    while (BINARY_LINE.test(lines[at] ?? '')) at++
    if (at < lines.length && lines[at] !== '' && lines[at] !== '\r') return undefined
    at = Math.min(at + 1, lines.length)
  }
  return at === start ? undefined : at
}
