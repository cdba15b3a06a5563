/** How much of a text is looked at, in UTF-16 units. */
export interface SampleLengths {
  /** At its start. */
  readonly head: number
  /** In its middle, and at its end. */
  readonly later: number
}

/**
 * The lines at the start of a text, in its middle and at its end: three lists, or one where the text is no longer than its start.
 * What a place begins and ends within is left out. Carriage returns stay.
 */
export function sampledLines(text: string, { head, later }: SampleLengths): readonly (readonly string[])[] {
  const first = text.slice(0, head).split('\n')
  if (text.length <= head) return [first]
  const end = Math.max(head, text.length - later)
  const middle = Math.max(head, Math.floor(text.length / 2))
  const others = [text.slice(middle, Math.min(middle + later, end)), text.slice(end)]
  return [first.slice(0, -1), ...others.map((part) => part.split('\n').slice(1, -1))]
}

/** As `sampledLines()`, without the carriage returns of the line ends. */
export function sampledLinesWithoutReturns(text: string, lengths: SampleLengths): readonly (readonly string[])[] {
  const samples = sampledLines(text, lengths)
  if (!text.includes('\r')) return samples
  // No line end follows on the last line of a whole text.
  const isEnded = (lines: readonly string[], index: number): boolean => samples.length > 1 || index < lines.length - 1
  return samples.map((lines) =>
    lines.map((line, index) => (line.endsWith('\r') && isEnded(lines, index) ? line.slice(0, -1) : line)),
  )
}
