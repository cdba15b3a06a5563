import { meaningOfStyles, OPENED, type Style } from './json-style.ts'

/** Where a text was cut off. */
export interface Cut {
  /** Arrays and objects that are open there. */
  readonly levels: number
  /** What follows the last whole value, as it stands. */
  readonly rest: string
}

/** What the first line of a lossless form says beside its title. */
export interface Legend {
  /** The document is lines of their own (NDJSON), not one value. */
  readonly isLines: boolean
  /** Where the text was cut off. Undefined: it is whole. */
  readonly cut: Cut | undefined
  /** Values that occur several times stand once, at the end, under `@1`, `@2` …; the sign is `@`. */
  readonly hasShared: boolean
  /** Strings that hold JSON stand as that JSON under a key such as `@json`: the keys used. */
  readonly styles: ReadonlySet<Style>
  /** The document stands under `@all`, beside the values that occur several times. */
  readonly isWrapped: boolean
  /** Texts of several lines stand as lines, and there are backslashes that mean something else within them than outside. */
  readonly hasBlocks: boolean
  /** What the tables' notations mean, as `meaningsOf()` of `json-rows` writes it; empty for none. */
  readonly meanings: string
}

/** The first words of a lossless form. No JSON text starts so. */
const TITLE = 'JSON without quotes'
const LINES_TITLE = 'JSON lines without quotes'
const SHARED = '@1: value of @1 below'
const WRAPPED = '@all: the document'
const BLOCKS = '<n lines>: as is, else \\ as in JSON'
const CUT = /, cut off (\d{1,4}) levels deep before ("(?:[^"\\]|\\.){0,30000}"):$/

/** Writes the first line. The inverse of `readLegend()`. */
export function writeLegend({ isLines, cut, styles, hasShared, isWrapped, hasBlocks, meanings }: Legend): string {
  const clauses = [
    meaningOfStyles(styles),
    hasShared ? SHARED : '',
    isWrapped ? WRAPPED : '',
    hasBlocks ? BLOCKS : '',
    meanings,
  ].filter((clause) => clause !== '')
  const notes = clauses.length === 0 ? '' : ` (${clauses.join('; ')})`
  return `${isLines ? LINES_TITLE : TITLE}${notes}${cut === undefined ? '' : cutText(cut)}:`
}

function cutText({ levels, rest }: Cut): string {
  return `, cut off ${levels} levels deep before ${JSON.stringify(rest)}`
}

/** What a first line says to the decoder; the rest of it is for readers of the text. */
export interface ReadLegend extends Pick<Legend, 'isLines' | 'cut' | 'hasShared'> {
  /** Strings that hold JSON stand as that JSON. */
  readonly hasOpened: boolean
}

/** Reads the first line; undefined where it is none. */
export function readLegend(line: string): ReadLegend | undefined {
  const isLines = line.startsWith(LINES_TITLE)
  if (!isLines && !line.startsWith(TITLE)) return undefined
  const cut = CUT.exec(line)
  const notes = cut === null ? line : line.slice(0, cut.index)
  return {
    isLines,
    cut: cut === null ? undefined : { levels: Number(cut[1]), rest: String(JSON.parse(cut[2] ?? '""')) },
    hasShared: notes.includes(SHARED),
    hasOpened: notes.includes(OPENED),
  }
}
