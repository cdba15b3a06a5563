import type { Steps } from '../../steps.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { type BlobDocument, isUnread } from './document.ts'
import { shownOf, wordsOf } from './excerpt.ts'
import { grouped } from './grouped.ts'

/** Keeps every stretch but those that nobody reads; says which these are and how many characters of them are not shown. */
export function* chooseStretches({ text, stretches }: BlobDocument, goal: Goal): Steps<Kept> {
  const words = wordsOf(goal.query)
  const indices: number[] = []
  const kinds = new Set<string>()
  let left = 0
  for (const [index, stretch] of stretches.entries()) {
    if (!isUnread(stretch)) {
      indices.push(index)
      continue
    }
    const { start, end, blob, what = 'text' } = stretch
    kinds.add(blob === undefined ? what : `${blob.base} data`)
    left += end - start
    if (blob === undefined) for (const { from, to } of yield* shownOf(text, stretch, words)) left -= to - from
  }
  const reasons = [
    `all but ${[...kinds].join(' and ')}`,
    `${grouped(left)} of ${grouped(text.length)} characters left out`,
  ]
  return { indices, reasons }
}
