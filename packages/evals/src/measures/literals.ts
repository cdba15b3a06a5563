import type { LiteralCounts } from '../types/report.ts'
import { pathLinesIn, pathsOf } from './path-lines.ts'
import { type Scan, scanLiterals } from './scan-literals.ts'

/** The literals of an original text. Found once, compared with every form of the text. */
export interface Literals {
  readonly scan: Scan
  /** Paths with a line number. */
  readonly pathLines: ReadonlySet<string>
  /** The paths of these. */
  readonly paths: ReadonlySet<string>
}

/** Finds the literals of an original. */
export function literalsOf(text: string): Literals {
  const pathLines = pathLinesIn(text, new Set())
  return { scan: scanLiterals(text), pathLines, paths: pathsOf(pathLines) }
}

/** Literals of a text that became nothing else. */
export function unchanged({ scan, pathLines }: Literals): LiteralCounts {
  const total = scan.literals.length + pathLines.size
  return { total, visible: total, apart: 0, encoded: 0, dropped: 0 }
}

/**
 * Where the literals of an original are in its shortened text.
 *
 * A literal is visible where it stands as a whole token, and its neighbour on that line or above it: in a heading, in the head of
 * a table, in a legend. It is apart where only the neighbour fails. That a value is beside the right neighbour of several is
 * proven by decoding, not here.
 */
export function literalsIn(original: Literals, shortened: string, form: 'lossless' | 'view'): LiteralCounts {
  const { lastLine, firstLine } = scanLiterals(shortened)
  const pathLines = pathLinesIn(shortened, original.paths)
  let [visible, apart, absent] = [0, 0, 0]
  for (const { text, neighbour } of original.scan.literals) {
    const line = lastLine.get(text)
    if (line === undefined) absent++
    else if (neighbour === '' || (firstLine.get(neighbour) ?? Infinity) <= line) visible++
    else apart++
  }
  for (const pair of original.pathLines) {
    if (pathLines.has(pair)) visible++
    else absent++
  }
  const total = original.scan.literals.length + original.pathLines.size
  return { total, visible, apart, encoded: form === 'lossless' ? absent : 0, dropped: form === 'view' ? absent : 0 }
}

/** Literals of an original that are not in what its lossless form decodes to. */
export function lostLiterals(original: Literals, decoded: string): readonly string[] {
  const { lastLine } = scanLiterals(decoded)
  const pathLines = pathLinesIn(decoded, new Set())
  const lost = [...original.scan.lastLine.keys()].filter((literal) => !lastLine.has(literal))
  return [...lost, ...[...original.pathLines].filter((pair) => !pathLines.has(pair))]
}

/** Literals of one view that are looked for in the original, character by character. */
const MAX_SEARCHED = 500

/**
 * Literals of a view that the original does not hold: altered, or fused of several.
 *
 * The header is not looked at: it counts and sums up. Whole numbers up to `counted`, and ranges of them, may be places of rows and
 * lines, or count what was left out; so may numbers with the name of a unit behind them, and the hash of a blob. A part of a
 * longer run of characters of the original is no new literal.
 *
 * @param counted The largest number of units, lines or characters that the view may speak of.
 */
export function alteredLiterals(original: Literals, text: string, view: string, counted: number): readonly string[] {
  const shown = scanLiterals(view.slice(view.indexOf('\n') + 1).replace(STATEMENT, ' '))
  const strange = [...shown.lastLine.keys()].filter(
    (literal) => !original.scan.lastLine.has(literal) && !isPlace(literal, counted),
  )
  return strange.slice(0, MAX_SEARCHED).filter((literal) => !text.includes(literal))
}

/** What a mark says of what it stands for: `3,044 characters`, `hash 05c3f318d8c517ab`. */
const STATEMENT =
  /(?<![\w.])\d[\d,]{0,20} (?:characters|bytes|lines|items|keys|rows|members|entries|files|hunks|in all)\b|\bhash [\da-f]{16}\b/g

const PLACE = /^L?(\d+)(?:-(\d+))?$/

/** Whether a literal may be the number of a unit, or a range of them. */
function isPlace(literal: string, counted: number): boolean {
  const [, first, last = first] = PLACE.exec(literal) ?? []
  return first !== undefined && Number(first) <= Number(last) && Number(last) <= counted
}
