import { atOnce, PASS_LENGTH, type Steps } from '../steps.ts'
import { eachInSteps, mapInSteps } from './each-in-steps.ts'

/** A text cut into lines, so that `textOf` gives it back to the byte. */
export interface Lines {
  /** Without their line ends. A carriage return that is not part of the common line end stays in the line. */
  readonly lines: readonly string[]
  /** The line end of most lines. */
  readonly end: '\n' | '\r\n'
  /** Where `end` is `\r\n`: indices of the lines that end in `\n` alone. */
  readonly bare: ReadonlySet<number>
}

/** Cuts a text at its line feeds. The last line is what follows the last line feed: empty where the text ends in one. */
export function linesOf(text: string): Lines {
  return atOnce(linesInSteps(text))
}

/** As `linesOf()`, in steps. */
export function* linesInSteps(text: string): Steps<Lines> {
  const lines = yield* cutInSteps(text)
  const last = lines.length - 1
  let returns = 0
  if (text.includes('\r')) {
    yield* eachInSteps(lines, (line, index) => {
      if (index < last && line.endsWith('\r')) returns++
    })
  }
  if (returns * 2 <= last) return { lines, end: '\n', bare: new Set() }
  const bare = new Set<number>()
  yield* eachInSteps(lines, (line, index) => {
    if (index === last) return
    if (line.endsWith('\r')) lines[index] = line.slice(0, -1)
    else bare.add(index)
  })
  return { lines, end: '\r\n', bare }
}

/** A text cut at its line feeds, in steps. */
export function* cutInSteps(text: string): Steps<string[]> {
  const lines: string[] = []
  let from = 0
  while (text.length - from > PASS_LENGTH) {
    const feed = text.indexOf('\n', from + PASS_LENGTH)
    if (feed < 0) break
    for (const line of text.slice(from, feed).split('\n')) lines.push(line)
    from = feed + 1
    yield
  }
  for (const line of text.slice(from).split('\n')) lines.push(line)
  return lines
}

/** The text that `linesOf` was given. */
export function textOf(lines: Lines): string {
  return atOnce(textInSteps(lines))
}

/** As `textOf()`, in steps. */
export function* textInSteps({ lines, end, bare }: Lines): Steps<string> {
  if (bare.size === 0) return yield* joinInSteps(lines, end)
  const last = lines.length - 1
  const ended = yield* mapInSteps(lines, (line, index) =>
    index === last ? line : line + (bare.has(index) ? '\n' : end),
  )
  return yield* joinInSteps(ended, '')
}

/** Lines that are joined at once. */
const JOINED_LINES = 4_096

/** Texts joined to one, in steps. */
export function* joinInSteps(lines: readonly string[], between: string): Steps<string> {
  if (lines.length <= JOINED_LINES) return lines.join(between)
  const parts: string[] = []
  for (let from = 0; from < lines.length; from += JOINED_LINES) {
    parts.push(lines.slice(from, from + JOINED_LINES).join(between))
    yield
  }
  return parts.join(between)
}

/** Line feeds in a text, counted up to a limit. */
export function countLineFeeds(text: string, limit: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && count < limit; at = text.indexOf('\n', at + 1)) count++
  return count
}
