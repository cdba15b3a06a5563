import type { Steps } from '../../steps.ts'
import type { Goal, Kept } from '../../types/compressor.ts'
import { blobLine } from './describe-blob.ts'
import { type BlobDocument, isUnread } from './document.ts'
import { excerptOf, shownOf, wordsOf } from './excerpt.ts'
import { hashSteps } from './hash.ts'

/** Every stretch that is kept, as it stands; in place of each other what it is, and of dense text its start and end. */
export function* renderStretches({ text, stretches }: BlobDocument, kept: Kept, goal: Goal): Steps<string> {
  const shown = new Set(kept.indices)
  const words = wordsOf(goal.query)
  const out: string[] = []
  for (const [index, stretch] of stretches.entries()) {
    const { start, end, blob } = stretch
    const original = text.slice(start, end)
    if (shown.has(index) || !isUnread(stretch)) out.push(original)
    else {
      const hash = yield* hashSteps(original)
      if (blob !== undefined) out.push(blobLine(blob, hash, end - start))
      else out.push(excerptOf(text, stretch, yield* shownOf(text, stretch, words), hash))
    }
  }
  return out.join('')
}
