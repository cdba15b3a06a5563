import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { endOfNumber } from './coordinate.ts'
import type { SearchDocument } from './document.ts'
import { type Form, isBlank } from './form.ts'
import type { Layout } from './layout.ts'
import type { ResultLine } from './result-line.ts'

/**
 * Lines of context among the results, as a share, from which an output is a stretch of a file, read by way of a search
 * (`grep -A 50`): an agent edits by quoting such lines, so they stay as printed.
 */
const MAX_CONTEXT = 0.9

/**
 * Chooses how results are written: what all of them have in common is said once, in the first line.
 * Undefined: they are to stay as they are.
 */
export function* formFor({ units, layout }: SearchDocument): Steps<Form | undefined> {
  const signs = yield* signsOf(units)
  if (signs.dashes > signs.results * MAX_CONTEXT) return undefined
  return {
    paths: pathsFor(signs, layout.kind),
    joint: layout.kind === 'headed' || layout.kind === 'single' ? 'same' : layout.joint,
    lines: linesFor(signs, layout.kind),
    folder: layout.kind === 'headed' ? '' : signs.folder,
    root: layout.kind === 'numbered' && layout.joint === 'same' ? rootOf(signs) : '',
    hasGaps: false,
  }
}

function pathsFor({ headings, blanks }: Signs, kind: Layout['kind']): Form['paths'] {
  if (kind === 'single') return 'nowhere'
  if (kind !== 'headed') return 'beside'
  return blanks * 2 >= headings ? 'above' : 'tight'
}

function linesFor({ results, colons, dashes, columns }: Signs, kind: Layout['kind']): Form['lines'] {
  if (kind === 'bare') return 'bare'
  // `12:5:text` has a column: a space would make it a text that starts with a number.
  if (columns * 2 > results) return 'printed'
  if (colons === results) return 'spaced'
  return dashes * 2 > results && kind !== 'single' ? 'context-spaced' : 'printed'
}

/** What the results of a document have in common. */
interface Signs {
  readonly results: number
  /** Results with a colon after their number. */
  readonly colons: number
  /** Results with a dash there: context. */
  readonly dashes: number
  /** Results with a second number, as of a column, behind which a colon or a space stands. */
  readonly columns: number
  /** Paths on lines of their own but the first line, and those with a blank line before them. */
  readonly headings: number
  readonly blanks: number
  /** `./` or `.\` where every path starts so. */
  readonly folder: string
  /** Paths in full, and those from some folder. */
  readonly absolute: ReadonlySet<string>
  readonly relative: ReadonlySet<string>
}

function* signsOf(units: readonly ResultLine[]): Steps<Signs> {
  let [results, colons, dashes, columns, headings, blanks] = [0, 0, 0, 0, 0, 0]
  let folder: string | undefined
  const absolute = new Set<string>()
  const relative = new Set<string>()
  yield* eachInSteps(units, ({ text, path, rest }, index) => {
    if (rest < 0 && index > 0) {
      headings++
      if (isBlank(units[index - 1]?.text ?? ' ')) blanks++
    }
    if (path === undefined || rest < 0) return
    results++
    const end = endOfNumber(text, rest)
    if (text[end] === ':') colons++
    if (text[end] === '-') dashes++
    const second = endOfNumber(text, end + 1)
    if (second > end + 1 && (text[second] === ':' || text[second] === ' ')) columns++
    const start = path.startsWith('./') || path.startsWith('.\\') ? path.slice(0, 2) : ''
    folder = folder === undefined || folder === start ? start : ''
    if (path.startsWith('/')) absolute.add(path)
    else relative.add(path)
  })
  return { results, colons, dashes, columns, headings, blanks, folder: folder ?? '', absolute, relative }
}

/** The folder that stands before the paths of some lines where those of others begin below it; empty: there is none. */
function rootOf({ absolute, relative }: Signs): string {
  for (const path of absolute) {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      if (relative.has(path.slice(at + 1))) return path.slice(0, at + 1)
    }
  }
  return ''
}
