import type { Steps } from '../../steps.ts'

/** One way of listing things, a thing a line, and how it is written shorter. */
export interface Style {
  /** Kebab-case, unique. */
  readonly name: string
  /** Whether a line follows the grammar: strictly, so that prose, code and logs do not. */
  isEntry(line: string): boolean
  /**
   * The lines of the form. The first is the legend: it says in English what the form is, `legend` matches it, and it ends in a colon.
   * Lines that the style does not know stay as they are. Undefined: nothing that it could write shorter.
   *
   * @param isAsked Whether the question names an entry: such a line is kept whole where the form would split it.
   */
  write(lines: readonly string[], isAsked: (line: string) => boolean): Steps<readonly string[] | undefined>
  /** Matches the legend without its colon. */
  readonly legend: RegExp
  /**
   * The lines that were written.
   *
   * @throws {SyntaxError} For what `write` does not write.
   */
  read(form: readonly string[]): Steps<readonly string[]>
}

/** Stands before a line that is to be read as it is, where it looks like something written by a style. */
export const ESCAPE = '\\'

/** A line that is no entry, so that it is read back as it is. */
export function plainLine(line: string, looksWritten: boolean): string {
  return looksWritten || line.startsWith(ESCAPE) ? ESCAPE + line : line
}
