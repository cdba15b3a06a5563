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
  const lines = text.split('\n')
  const last = lines.length - 1
  const returns = lines.reduce((sum, line, index) => sum + (index < last && line.endsWith('\r') ? 1 : 0), 0)
  if (returns * 2 <= last) return { lines, end: '\n', bare: new Set() }
  const bare = new Set<number>()
  for (let index = 0; index < last; index++) {
    const line = lines[index] ?? ''
    if (line.endsWith('\r')) lines[index] = line.slice(0, -1)
    else bare.add(index)
  }
  return { lines, end: '\r\n', bare }
}

/** The text that `linesOf` was given. */
export function textOf({ lines, end, bare }: Lines): string {
  if (bare.size === 0) return lines.join(end)
  const last = lines.length - 1
  return lines.map((line, index) => (index === last ? line : line + (bare.has(index) ? '\n' : end))).join('')
}

/** Line feeds in a text, counted up to a limit. */
export function countLineFeeds(text: string, limit: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && count < limit; at = text.indexOf('\n', at + 1)) count++
  return count
}
