import { readJson } from '../../json/read.ts'

/** The cell of a row that has nothing in a column. */
export const MISSING = '~'
/** The cell of a row that has in a column what the row above has. */
export const SAME = '='

/**
 * How the cells of a column are read.
 *
 * - `any`: by their looks.
 * - `text`: as texts wherever they carry no quotes, even where they look like numbers.
 * - `json`: by their looks, but arrays and objects are texts that hold JSON.
 */
export type CellMode = 'any' | 'text' | 'json'

const NUMBER_OR_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/
/** The same, one branch on the first character cheaper: most texts start with another letter. */
const MAY_BE_OTHER = /^[-\dtfn]/

/**
 * Writes a value as a cell: texts without their quotes wherever that can be read back.
 *
 * @param json Minified JSON text, or undefined for nothing.
 */
export function writeCell(json: string | undefined, mode: CellMode): string {
  if (json === undefined) return MISSING
  if (json.charCodeAt(0) !== 34) return json
  if (mode === 'json' && isJsonText(json)) return String(JSON.parse(json))
  const text = json.slice(1, -1)
  return isBare(text, mode) ? text : json
}

/** Reads a cell back: minified JSON text, or undefined for nothing. The inverse of `writeCell()`. */
export function readCell(cell: string, mode: CellMode): string | undefined {
  if (cell === MISSING) return undefined
  if (mode === 'json' && isNested(cell)) return JSON.stringify(cell)
  if (isDelimited(cell)) return cell
  return mode !== 'text' && NUMBER_OR_LITERAL.test(cell) ? cell : `"${cell}"`
}

/** Puts quotes around a cell that would be cut at `separator`. */
export function guardCell(cell: string, separator: string): string {
  return isCutAt(cell, separator) ? `"${cell}"` : cell
}

/** Whether a cell would be cut at `separator`. */
export function isCutAt(cell: string, separator: string): boolean {
  return cell.includes(separator) && !isDelimited(cell)
}

/** Whether a value is a string that holds JSON that can stand in a cell unescaped: on one line, and escaped just as `JSON.stringify` would. */
export function isJsonText(json: string): boolean {
  if (json.charCodeAt(0) !== 34 || !isNested(json.slice(1, 2)) || !json.includes('\\"')) return false
  const text = String(JSON.parse(json))
  return !text.includes('\n') && JSON.stringify(text) === json && readJson(text)?.end === text.length
}

/** Whether a cell is an array or an object. */
export function isNested(cell: string): boolean {
  const code = cell.charCodeAt(0)
  return code === 91 || code === 123
}

/** Whether a cell shows where it ends: a quoted text, an array or an object. */
function isDelimited(cell: string): boolean {
  const code = cell.charCodeAt(0)
  return code === 34 || code === 91 || code === 123
}

/** Whether a text (as written between quotes, escapes and all) can stand without them. */
export function isBare(text: string, mode: CellMode): boolean {
  if (text === '' || text === MISSING || text === SAME || isDelimited(text)) return false
  if (text.charCodeAt(0) === 32 || text.charCodeAt(text.length - 1) === 32) return false
  return mode === 'text' || !MAY_BE_OTHER.test(text) || !NUMBER_OR_LITERAL.test(text)
}

/**
 * The end of the cell that starts at `start`: of its quoted text, array or object, or else the next separator.
 *
 * @param separator The text between cells; undefined where the cell fills the rest of the line.
 */
export function endOfCell(line: string, start: number, separator: string | undefined): number {
  const code = line.charCodeAt(start)
  if (code === 34) return endOfQuoted(line, start)
  if (code === 91 || code === 123) return endOfNested(line, start)
  const end = separator === undefined ? -1 : line.indexOf(separator, start)
  return end < 0 ? line.length : end
}

/** Offset after the quoted text that starts at `start`. */
export function endOfQuoted(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 34) return at + 1
    if (code === 92) at++
  }
  return line.length
}

function endOfNested(line: string, start: number): number {
  let depth = 0
  for (let at = start; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 34) at = endOfQuoted(line, at) - 1
    else if (code === 91 || code === 123) depth++
    else if ((code === 93 || code === 125) && --depth === 0) return at + 1
  }
  return line.length
}
