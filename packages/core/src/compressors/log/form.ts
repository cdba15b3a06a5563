import type { Template } from './template.ts'

/** Marks a line of the written form that stands for itself though it looks like one of the form's own. */
export const VERBATIM = '\\'
/** Marks a line that ends in a line feed alone where the others end in carriage return and line feed. */
export const BARE = '\\\\'
/** Starts a line that says how often the line above it comes again. */
export const TIMES = '×'
/** Stands for the value that the letter had last in this place. No value is written so: words hold no such sign, and the rest of a line starts with a word. */
export const SAME = '='

/** A line that repeats the one above it. */
export const REPEAT: RegExp = /^×(\d{1,9})$/

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The letter (or two) that names a template. */
export function letterOf(index: number): string {
  const last = LETTERS[index % LETTERS.length] ?? ''
  return index < LETTERS.length ? last : letterOf(Math.floor(index / LETTERS.length) - 1) + last
}

/** The templates of a form, to find the letters of its lines. */
export interface Book {
  readonly templates: readonly Template[]
  /** Index of the template that a letter names. */
  readonly names: ReadonlyMap<string, number>
  /** The most values that any template has before its letter. */
  readonly head: number
}

/** Puts the templates of a form in a book. */
export function bookOf(templates: readonly Template[]): Book {
  const names = new Map(templates.map((_, id) => [letterOf(id), id]))
  return { templates, names, head: templates.reduce((most, template) => Math.max(most, template.head), 0) }
}

/** Where a written line has the letter of a template. */
export interface Found {
  /** Index of the template. */
  readonly id: number
  /** Words before the letter. */
  readonly before: number
  /** Index of the first character after the letter and its space. */
  readonly rest: number
}

/** Finds the letter of a template among a line's first words: it comes after as many words as any template has values before it, or fewer. */
export function findLetter(line: string, { names, head }: Book): Found | undefined {
  let start = 0
  for (let before = 0; before <= head; before++) {
    let end = line.indexOf(' ', start)
    if (end < 0) end = line.length
    const id = end - start > MAX_LETTERS ? undefined : names.get(line.slice(start, end))
    if (id !== undefined) return { id, before, rest: Math.min(end + 1, line.length) }
    if (end === line.length) return undefined
    start = end + 1
  }
  return undefined
}

/** Letters in the name of a template: one or two are enough for 2,756 templates. */
const MAX_LETTERS = 2
