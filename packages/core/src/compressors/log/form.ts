import type { Template } from './template.ts'

/** Marks a line of the written form that stands for itself though it looks like one of the form's own. */
export const VERBATIM = '\\'
/** Marks a line that ends in a line feed alone where the others end in carriage return and line feed. */
export const BARE = '\\\\'
/** Starts a line that says how often the line above it comes again. */
export const TIMES = '×'
/** Stands for the value that the letter had last in this place. */
export const SAME = '='

/** A line that repeats the one above it. */
export const REPEAT: RegExp = /^×(\d{1,9})$/

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The letter (or two) that names a template. */
export function letterOf(index: number): string {
  const last = LETTERS[index % LETTERS.length] ?? ''
  return index < LETTERS.length ? last : letterOf(Math.floor(index / LETTERS.length) - 1) + last
}

/** Where a written line has the letter of a template. */
export interface Found {
  readonly id: number
  /** Words before the letter. */
  readonly before: number
  /** Index of the first character after the letter and its space. */
  readonly rest: number
}

/** Finds the letter of a template among a line's first words: it comes after as many words as the template has head values, or fewer. */
export function findLetter(
  line: string,
  names: ReadonlyMap<string, number>,
  templates: readonly Template[],
  head: number,
): Found | undefined {
  let start = 0
  for (let before = 0; before <= head; before++) {
    let end = line.indexOf(' ', start)
    if (end < 0) end = line.length
    const id = end - start > 2 ? undefined : names.get(line.slice(start, end))
    if (id !== undefined)
      return before <= (templates[id]?.head ?? 0) ? { id, before, rest: Math.min(end + 1, line.length) } : undefined
    if (end === line.length) return undefined
    start = end + 1
  }
  return undefined
}
