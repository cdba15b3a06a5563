import { endOfNumber } from './coordinate.ts'

/** How a lossless form is written: what its first line says, and what its decoder does. */
export interface Form {
  /**
   * Where the paths stood in the source: at the start of each line (`beside`), on lines of their own with a blank line before all
   * but the first (`above`) or without (`tight`), or nowhere (one file).
   */
  readonly paths: 'beside' | 'above' | 'tight' | 'nowhere'
  /** What stood between a path and its line: the sign that follows the number, a colon always, a null character. */
  readonly joint: 'same' | 'colon' | 'null'
  /**
   * How a line is written: as printed after its path; as number, space, text (`spaced`); so if it is context, matches with
   * their colon (`context-spaced`); or as what followed the path from its sign on (`bare`).
   */
  readonly lines: 'printed' | 'spaced' | 'context-spaced' | 'bare'
  /** What is left out at the start of every path: `./` or nothing. */
  readonly folder: string
  /** What stood before the path in lines without a colon, as some agents print them; or nothing. */
  readonly root: string
  /** Whether the separators (`--`) are left out before paths and where numbers do not follow on each other. */
  readonly hasGaps: boolean
}

/**
 * The first line of a form.
 *
 * @param hasVerbatim Whether some line stands behind `VERBATIM`.
 */
export function legendOf({ paths, joint, lines, folder, root, hasGaps }: Form, hasVerbatim: boolean): string {
  const text = WORDING[lines] + (hasGaps ? GAPS : '') + (hasVerbatim ? VERBATIM_NOTE : '')
  if (paths === 'nowhere') return `By number${text}:`
  if (paths === 'tight') return `Below files${text}:`
  if (paths === 'above') return `By file, no blank lines between${text}:`
  const after = joint === 'same' ? '' : `, ${joint} after path`
  const full = root === '' ? '' : `; lines without a colon had the full path, in ${root}`
  return `By file${folder === '' ? '' : ` in ${folder}`}${after}${text}${full}:`
}

const GAPS = ', no -- at gaps'
const WORDING: Readonly<Record<Form['lines'], string>> = {
  printed: '',
  spaced: ', number then text',
  'context-spaced': ', number then text, colon at matches',
  bare: ', sign then text',
}
const LEGEND =
  /^(?:By (number)|(Below files)|By file(?:(, no blank lines between)| in (\.[/\\]))?)(?:, (null|colon) after path)?(, number then text(?:, colon at matches)?|, sign then text)?(, no -- at gaps)?(?:, \\: line as printed)?(?:; lines without a colon had the full path, in ([^\n]+))?:$/

const LINES: readonly Form['lines'][] = ['printed', 'spaced', 'context-spaced', 'bare']

/** What the first line of a form says. Undefined: it is no form's. */
export function formOf(legend: string): Form | undefined {
  const match = LEGEND.exec(legend)
  if (match === null) return undefined
  const [, number, tight, blank, folder = '', joint = 'same', text = '', gaps, root = ''] = match
  return {
    paths: number ? 'nowhere' : tight ? 'tight' : blank ? 'above' : 'beside',
    joint: joint === 'null' || joint === 'colon' ? joint : 'same',
    lines: LINES.find((lines) => WORDING[lines] === text) ?? 'printed',
    folder,
    root,
    hasGaps: gaps !== undefined,
  }
}

/** Stands before a line of the form that would be read as something else. */
export const VERBATIM = '\\'
/** How a first line says what that sign is, where some line has it. */
export const VERBATIM_NOTE: string = `, ${VERBATIM}: line as printed`

/** What may follow the number of a line in a form; the empty text is the end of the line. */
const SIGNS: Readonly<Record<Exclude<Form['lines'], 'bare'>, readonly string[]>> = {
  printed: [':', '-', '=', '\0'],
  spaced: ['', ' '],
  'context-spaced': ['', ' ', ':', '='],
}
const WITH_SIGN = /^[:-](?!-\r?$)/

/** Whether a line of a form belongs to the path above it. */
export function isResult(line: string, { lines, joint }: Form): boolean {
  if (lines === 'bare') return joint === 'null' ? line.startsWith(':') : WITH_SIGN.test(line)
  const end = endOfNumber(line, 0)
  return end > 0 && SIGNS[lines].includes(line.charAt(end))
}

/** Whether a line of a form is the path of the line below it. */
export function isPathLine(line: string, next: string | undefined, form: Form): boolean {
  if (next === undefined || line.startsWith(VERBATIM) || isBlank(line) || isSeparator(line)) return false
  return isResult(next, form) && !isResult(line, form)
}

/** Whether a line separates two stretches of one file. */
export function isSeparator(line: string): boolean {
  return line === '--' || line === '--\r'
}

/** Whether a line is empty, but for a carriage return. */
export function isBlank(line: string): boolean {
  return line === '' || line === '\r'
}

/** The blank line that stands before a path on a line of its own. */
export function blankBefore(heading: string): string {
  return heading.endsWith('\r') ? '\r' : ''
}
