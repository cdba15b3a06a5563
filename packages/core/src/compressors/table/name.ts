import { endOfQuoted } from '../json-rows/cell.ts'

/** Stands in a head for a space between cells where names themselves have spaces. */
export const SPACE = '\t'
/** Stands for a head that ends before this column. */
const NO_NAME = '\\'
/** Signs that end a name. A parenthesis after a space is part of it. */
const STOP = /[\s,|[\]=(]/g
const STOP_SPACED = /[\t\n\r,|[\]=]|(?<! )\(/g

/**
 * Whether a name of a column stands in the head as it is.
 *
 * @param isSpaced Whether spaces are part of names in this head.
 */
export function isBareName(name: string, isSpaced: boolean): boolean {
  return name !== '' && name.trim() === name && !/^["\\]/.test(name) && endOfBare(name, 0, isSpaced) === name.length
}

function endOfBare(line: string, start: number, isSpaced: boolean): number {
  const stop = isSpaced ? STOP_SPACED : STOP
  stop.lastIndex = start
  return stop.exec(line)?.index ?? line.length
}

/** Writes the name of a column: as it is, or in quotes. */
export function nameText(name: string | undefined, isSpaced: boolean): string {
  if (name === undefined) return NO_NAME
  return isBareName(name, isSpaced) ? name : JSON.stringify(name)
}

/** Reads a name back, and where it ends. */
export function readName(
  line: string,
  start: number,
  isSpaced: boolean,
): { readonly name: string | undefined; readonly end: number } {
  if (line.charAt(start) === '"') {
    const end = endOfQuoted(line, start)
    return { name: String(JSON.parse(line.slice(start, end))), end }
  }
  const end = endOfBare(line, start, isSpaced)
  const text = line.slice(start, end)
  return { name: text === NO_NAME ? undefined : text, end }
}
