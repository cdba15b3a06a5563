import { sampledLines, type SampleLengths } from '../sampled-lines.ts'
import { isHunkHeader } from './hunk.ts'

/** How much of a text is looked at, from its start, from its middle and from its end, in characters. */
const LOOK: SampleLengths = { head: 12_000, later: 6_000 }

/** Lines that only diffs have. */
const HEADER =
  /^(?:diff --?\w|index [0-9a-f]{4,64}(?:,[0-9a-f]{4,64})*\.\.[0-9a-f]{4,64}|GIT binary patch\r?$|Only in [^:]{1,400}: )/
/** Signs before the lines of a hunk. */
const SIGNED = /^(?:[-+ \\]|\r?$|(?:new|old|deleted|similarity|rename|Binary) )/
/** How git begins a commit, on its own and as a mail; its message may be longer than its diff. */
const COMMIT = /^(?:commit|From) [0-9a-f]{40,64}[ \r\n]/
/** Share of lines of a diff from which a text may be one, and from which it is nothing else. */
const PERHAPS = 0.5
const SURELY = 0.75

/**
 * How surely a text is a diff. Reads the first 12,000 characters, 6,000 in the middle and the last 6,000: it needs headers of files
 * or of hunks, and lines with signs below them. 0 for lists, logs, Markdown and YAML, whatever stands at the start of their lines.
 */
export function detectDiff(text: string): number {
  const samples = sampledLines(text, LOOK)
  let [own, other, headers] = [0, 0, 0]
  for (const lines of samples) {
    // A sample from the middle starts within a hunk; before the first header of the text there is only text.
    let isWithin = lines !== samples[0]
    for (const [index, line] of lines.entries()) {
      const isHeader = HEADER.test(line) || isHunkHeader(line)
      if (isHeader) headers++
      isWithin = isHeader || isNamePair(lines, index) || (isWithin && SIGNED.test(line))
      if (isWithin) own++
      else if (line !== '') other++
    }
  }
  const share = own / (own + other)
  if (headers > 0 && COMMIT.test(text)) return 0.95
  if (headers === 0 || share < PERHAPS) return 0
  return share < SURELY ? 0.3 : 0.9 + 0.1 * share
}

function isNamePair(lines: readonly string[], index: number): boolean {
  const [line = '', next = ''] = [lines[index], lines[index + 1]]
  return line.startsWith('--- ') && next.startsWith('+++ ')
}
