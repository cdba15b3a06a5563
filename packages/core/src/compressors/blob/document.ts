import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import type { Blob } from './blob-run.ts'
import { findBlobs, MIN_BLOB } from './find-blobs.ts'
import { type Dense, findDense } from './find-dense.ts'

/** A stretch of a text: bytes, dense text, or anything else. */
export interface Stretch {
  readonly start: number
  readonly end: number
  /** Number of the line that it begins on, from 1. */
  readonly line: number
  /** Set where it stands for bytes. */
  readonly blob?: Blob
  /** What it is where it is dense. */
  readonly what?: string
}

/** A text as stretches; its units are their texts. */
export interface BlobDocument extends Document {
  readonly text: string
  /** In order, end to end: together the text. */
  readonly stretches: readonly Stretch[]
}

/** Cuts a text at the stretches that nobody reads. Undefined where it has none. Linear. */
export function* readBlobs(text: string): Steps<BlobDocument | undefined> {
  if (text.length < MIN_BLOB) return undefined
  const stretches: Omit<Stretch, 'line'>[] = []
  let at = 0
  for (const blob of [...(yield* findBlobs(text)), undefined]) {
    const gapEnd = blob?.start ?? text.length
    addGap(stretches, at, gapEnd, yield* findDense(text, at, gapEnd))
    if (blob !== undefined) stretches.push({ start: blob.start, end: blob.end, blob })
    at = blob?.end ?? at
  }
  if (!stretches.some(isUnread)) return undefined
  const units = stretches.map(({ start, end }) => ({ text: text.slice(start, end) }))
  return { text, stretches: yield* withLines(text, stretches), units }
}

/** Whether a view tells what a stretch is in its place. */
export function isUnread({ blob, what }: Pick<Stretch, 'blob' | 'what'>): boolean {
  return blob !== undefined || what !== undefined
}

function addGap(stretches: Omit<Stretch, 'line'>[], from: number, to: number, dense: readonly Dense[]): void {
  let at = from
  for (const { start, end, what } of dense) {
    if (start > at) stretches.push({ start: at, end: start })
    stretches.push({ start, end, what })
    at = end
  }
  if (to > at) stretches.push({ start: at, end: to })
}

function* withLines(text: string, stretches: readonly Omit<Stretch, 'line'>[]): Steps<readonly Stretch[]> {
  let line = 1
  let at = text.indexOf('\n')
  let stop = STEP_LENGTH
  const numbered: Stretch[] = []
  for (const stretch of stretches) {
    for (; at >= 0 && at < stretch.start; at = text.indexOf('\n', at + 1)) {
      line++
      if (at >= stop) yield void (stop = at + STEP_LENGTH)
    }
    numbered.push({ ...stretch, line })
  }
  return numbered
}
