import { STEP_LENGTH, type Steps } from '../../steps.ts'

/** What stands for a line, and perhaps for lines after it. */
export interface Replacement {
  /** Without a line feed at its end. */
  readonly text: string
  /** Where the lines that it stands for end: at a line feed, or at the end of the text. */
  readonly end: number
}

/**
 * A text with something else for lines that start with some characters.
 *
 * @param beginning What the lines start with.
 * @param replace What stands for the line from `start` to `end`. Undefined: the whole is given up.
 */
export function* replaceLines(
  text: string,
  beginning: string,
  replace: (start: number, end: number) => Replacement | undefined,
): Steps<string | undefined> {
  const parts: string[] = []
  let copied = 0
  let looked = 0
  for (let start = nextLine(text, beginning, 0); start >= 0; start = nextLine(text, beginning, copied)) {
    const feed = text.indexOf('\n', start)
    const replacement = replace(start, feed < 0 ? text.length : feed)
    if (replacement === undefined) return undefined
    parts.push(text.slice(copied, start), replacement.text)
    copied = replacement.end
    if (copied - looked < STEP_LENGTH) continue
    looked = copied
    yield
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

/** The first line of the text, or the first behind a line feed from a character on; -1 where none starts so. */
function nextLine(text: string, beginning: string, from: number): number {
  if (from === 0 && text.startsWith(beginning)) return 0
  const feed = text.indexOf(`\n${beginning}`, from)
  return feed < 0 ? -1 : feed + 1
}
