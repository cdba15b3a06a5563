import { PASS_LENGTH, STEP_LENGTH, type Steps } from '../../steps.ts'

/** What stands for a line, and perhaps for lines after it. */
export interface Replacement {
  /** Without a line feed at its end. */
  readonly text: string
  /** Where the lines that it stands for end: at a line feed, or at the end of the text. */
  readonly end: number
}

/**
 * A text with something else for lines that start with some characters, in parts to be joined.
 *
 * @param beginning What the lines start with.
 * @param replace What stands for the line from `start` to `end`. Undefined: the whole is given up.
 */
export function* replaceLines(
  text: string,
  beginning: string,
  replace: (start: number, end: number) => Replacement | undefined,
): Steps<readonly string[] | undefined> {
  const parts: string[] = []
  const wanted = `\n${beginning}`
  let start = text.startsWith(beginning) ? 0 : yield* behindNext(text, wanted, 0)
  let [copied, looked] = [0, 0]
  while (start >= 0) {
    const feed = text.indexOf('\n', start)
    const replacement = replace(start, feed < 0 ? text.length : feed)
    if (replacement === undefined) return undefined
    parts.push(text.slice(copied, start), replacement.text)
    copied = replacement.end
    start = yield* behindNext(text, wanted, copied)
    if (copied - looked < STEP_LENGTH) continue
    looked = copied
    yield
  }
  parts.push(text.slice(copied))
  return parts
}

/** The character behind the first line feed from a character on that the beginning of a line follows; -1 where there is none. */
function* behindNext(text: string, wanted: string, from: number): Steps<number> {
  for (let at = from; at < text.length; at += PASS_LENGTH) {
    const feed = text.slice(at, at + PASS_LENGTH + wanted.length - 1).indexOf(wanted)
    if (feed >= 0) return at + feed + 1
    yield
  }
  return -1
}
