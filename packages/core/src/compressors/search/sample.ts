/** Characters that are looked at from the start, the middle and the end of a text. */
const FIRST = 6000
const OTHER = 3000

/** Whole lines from the start, the middle and the end of a text; all of a short one. Without empty lines at its ends. */
export function sampleOf(text: string): readonly string[] {
  if (text.length <= FIRST + 2 * OTHER) return trimmed(text.split('\n'))
  const middle = Math.floor(text.length / 2)
  return trimmed([
    ...text.slice(0, FIRST).split('\n').slice(0, -1),
    ...text
      .slice(middle, middle + OTHER)
      .split('\n')
      .slice(1, -1),
    ...text.slice(-OTHER).split('\n').slice(1),
  ])
}

function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '' && line !== '\r')
  const last = lines.findLastIndex((line) => line !== '' && line !== '\r')
  return first < 0 ? [] : lines.slice(first, last + 1)
}
