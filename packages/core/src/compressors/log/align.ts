import type { Group } from './groups.ts'

/** Lines of a group that are spaced alike. */
export interface Aligned {
  readonly lines: readonly number[]
  readonly rows: readonly (readonly string[])[]
  /** The wording, with the spaces that all the lines have. */
  readonly fixed: readonly string[]
  /** For each value: the number of characters it is right-aligned in, or undefined where it is not aligned. */
  readonly widths: readonly (number | undefined)[]
}

/**
 * Finds how the values of a group are spaced: by the same number of spaces in every line, or right-aligned in a column.
 * Lines that are spaced in another way than the first are left out.
 */
export function aligned({ fixed, lines, rows, pads }: Group): Aligned {
  if (pads.every((pad) => pad === undefined)) return { lines, rows, fixed, widths: [] }
  const extra = (row: number, at: number): number => Math.max(1, pads[row]?.[at] ?? 1) - 1
  const widthOf = (row: number, at: number): number => extra(row, at) + (rows[row]?.[at] ?? '').length
  const widths: (number | undefined)[] = []
  const spaced = [...fixed]
  rows[0]?.forEach((_, at) => {
    const same = rows.every((__, row) => extra(row, at) === extra(0, at))
    widths.push(
      same
        ? undefined
        : widthOf(
            rows.findIndex((__, row) => extra(row, at) > 0),
            at,
          ),
    )
    if (same) spaced[at] = (fixed[at] ?? '') + ' '.repeat(extra(0, at))
  })
  const fits = rows.map((_, row) => widths.every((width, at) => width === undefined || widthOf(row, at) === width))
  return {
    lines: lines.filter((_, row) => fits[row]),
    rows: rows.filter((_, row) => fits[row]),
    fixed: spaced,
    widths,
  }
}
