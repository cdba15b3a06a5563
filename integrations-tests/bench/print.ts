/** One line of a table: cells as text or numbers. */
export type Row = readonly (string | number)[]

/** Prints a titled table with aligned columns. */
export function printTable(title: string, head: readonly string[], rows: readonly Row[]): void {
  const lines = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  const write = (line: readonly string[]): string =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  console.log(`\n${title}`)
  console.log(write(head))
  console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  for (const line of lines.slice(1)) console.log(write(line))
}

/** A share as a percentage with one decimal: `0.4567` is `45.7 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Milliseconds with one decimal. */
export function milliseconds(time: number): string {
  return `${time.toFixed(1)} ms`
}

/** The middle of a list of numbers; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}
