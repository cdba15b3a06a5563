/**
 * Lines of a text without the numbers that a reading tool put before them, so that a line that only moved is still the same.
 * A line whose number follows from the line before starts with `#` and its separator, any other with `=`.
 */
export interface NumberedLines {
  readonly lines: readonly string[]
  /** Number of the first numbered line; undefined where no line is numbered. */
  readonly first: number | undefined
  /** Columns that numbers are padded to: 1 where they are not. */
  readonly width: number
}

/** A number as reading tools write it: `    12→`, `12\t`, `12: `, `12| `. */
const NUMBER = /^( {0,12})(\d{1,9})(→|\t|: |\| )/

/** Lines that a tool may say before the first numbered one. */
const MAX_HEAD = 3

/** Reads a text's line numbers. */
export function readNumbers(text: string): NumberedLines {
  const lines = text.split('\n')
  const [lead = '', spaces = '', digits = ''] =
    lines
      .slice(0, MAX_HEAD)
      .map((line) => NUMBER.exec(line))
      .find((match) => match !== null) ?? []
  if (lead === '') return { lines: lines.map((line) => `=${line}`), first: undefined, width: 1 }
  const width = spaces.length + digits.length
  const first = Number(digits)
  let next = first
  const plain = lines.map((line) => {
    const number = paddedNumber(next, width)
    if (!line.startsWith(number)) return `=${line}`
    next++
    return `#${line.slice(number.length)}`
  })
  return { lines: plain, first, width }
}

/** The text that `readNumbers` was given. */
export function writeNumbers({ lines, first, width }: NumberedLines): string {
  let next = first ?? 0
  const numbered = lines.map((line) => (line.startsWith('#') ? paddedNumber(next++, width) : '') + line.slice(1))
  return numbered.join('\n')
}

function paddedNumber(number: number, width: number): string {
  return String(number).padStart(width)
}
