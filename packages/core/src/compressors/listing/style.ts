import type { Steps } from '../../steps.ts'

/** One way of listing things, a thing a line, and how it is written shorter. */
export interface Style {
  /** Kebab-case, unique. */
  readonly name: string
  /** Whether a line follows the grammar: strictly, so that prose, code and logs do not. */
  isEntry(line: string): boolean
  /**
   * The share of lines, 0 to 1, that follow the grammar, where lines have to be seen together to tell: in place of `isEntry`.
   *
   * @param lines How the text begins, whole lines, empty ones too.
   */
  shareIn?(lines: readonly string[]): number
  /** Whether entries are names in the directory that the last heading above them announces. Default: they are paths, or rows. */
  readonly isUnderHeading?: boolean
  /** What a view says instead of counts by directory and extension. Default: those. */
  summary?(lines: readonly string[]): Steps<Summary>
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

/** What holds for all entries of a listing that are no files. */
export interface Summary {
  /** How many entries there are. */
  readonly entries: number
  /** Counts, each a line. */
  readonly counts: readonly string[]
  /** Indices of the lines that are unlike the others, ascending. */
  readonly unlike: readonly number[]
}

/** Stands before a line that is to be read as it is, where it looks like something written by a style. */
export const ESCAPE = '\\'

/** A line that is no entry, so that it is read back as it is. */
export function plainLine(line: string, looksWritten: boolean): string {
  return looksWritten || line.startsWith(ESCAPE) ? ESCAPE + line : line
}
