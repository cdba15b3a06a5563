import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Document } from '../../types/compressor.ts'
import type { Blob } from './blob-run.ts'
import { findRuns, MIN_BLOB } from './find-blobs.ts'
import { findDense } from './find-dense.ts'

/** A stretch of a text: bytes, dense text, or anything else. */
export interface Stretch {
  readonly start: number
  readonly end: number
  /** Number of the line that it begins on, from 1. */
  readonly line: number
  /** Number of the line that it ends on. */
  readonly lastLine: number
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
  const unread: Place[] = []
  let at = 0
  for (const { start, end, blob } of [
    ...(yield* findRuns(text)),
    { start: text.length, end: text.length, blob: undefined },
  ]) {
    unread.push(...(yield* findDense(text, at, start)))
    if (blob !== undefined) unread.push({ start, end, blob })
    at = end
  }
  if (unread.length === 0) return undefined
  const places = withGaps(unread, text.length)
  const units = places.map(({ start, end }) => ({ text: text.slice(start, end) }))
  return { text, stretches: yield* withLines(text, places), units }
}

type Place = Omit<Stretch, 'line' | 'lastLine'>

/** Whether a view tells what a stretch is in its place. */
export function isUnread({ blob, what }: Pick<Stretch, 'blob' | 'what'>): boolean {
  return blob !== undefined || what !== undefined
}

function withGaps(unread: readonly Place[], length: number): readonly Place[] {
  const places: Place[] = []
  let at = 0
  for (const place of unread) {
    if (place.start > at) places.push({ start: at, end: place.start })
    places.push(place)
    at = place.end
  }
  if (length > at) places.push({ start: at, end: length })
  return places
}

function* withLines(text: string, places: readonly Place[]): Steps<readonly Stretch[]> {
  const numbered: Stretch[] = []
  let line = 1
  let feed = text.indexOf('\n')
  let stop = STEP_LENGTH
  for (const place of places) {
    const first = line
    for (; feed >= 0 && feed < place.end; feed = text.indexOf('\n', feed + 1)) {
      line++
      if (feed >= stop) yield void (stop = feed + STEP_LENGTH)
    }
    const isAfterEnd = text.charAt(place.end - 1) === '\n'
    numbered.push({ ...place, line: first, lastLine: isAfterEnd ? line - 1 : line })
  }
  return numbered
}
