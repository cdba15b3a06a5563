import type { Steps } from '../../steps.ts'
import { joinInSteps } from '../lines.ts'
import { HEAD_START, headLineAt, headLinesOf } from './head-line.ts'
import { replaceLines } from './replace-lines.ts'

/** The first line of the lossless form. It speaks of headers alone: other text may stand around the diff. */
export const LEGEND = 'Git diff headers of each file in one line:\n'

/**
 * Writes a diff with one header line a file and everything else as it is. `readDiff` reads it back. Undefined where no header can be
 * told in one line, or where a line of the diff looks like one that is.
 */
export function* writeDiff(text: string): Steps<string | undefined> {
  const parts = yield* replaceLines(text, HEAD_START, (start, end) => {
    const head = headLineAt(text, start)
    if (head !== undefined) return { text: head.line, end: head.end }
    const line = text.slice(start, end)
    return headLinesOf(line) === undefined ? { text: line, end } : undefined
  })
  if (parts === undefined) return undefined
  const form = yield* joinInSteps([LEGEND, ...parts], '')
  return form.length < text.length ? form : undefined
}
