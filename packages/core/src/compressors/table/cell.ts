import { endOfQuoted } from '../json-rows/cell.ts'
import type { Cell } from './grid.ts'

/** The cell of a row that has what the row above has. */
export const SAME = '='
/** An empty cell, where nothing would not be seen. */
const EMPTY = '~'
/** The cell of a row that has fewer cells than its head. */
const NONE = '\\-'

/** What may stand between two cells. */
export type Separator = ' ' | ',' | ', ' | '|' | '| '

/**
 * Writes a cell: as it is wherever that can be read back, else as a JSON string.
 *
 * @param separator What follows the cell; undefined at the end of a line.
 * @param isSeen Whether an empty cell shows by the signs around it.
 */
export function writeCell(cell: Cell, separator: Separator | undefined, isSeen: boolean): string {
  if (cell === undefined) return NONE
  if (cell === '') return isSeen ? '' : EMPTY
  return needsQuotes(cell, separator) ? JSON.stringify(cell) : cell
}

/** Whether a cell cannot stand as it is before a separator. */
export function needsQuotes(cell: string, separator: Separator | undefined): boolean {
  const code = cell.charCodeAt(0)
  if (code === 34 || code === 92 || cell === SAME || cell === EMPTY) return true
  if (separator !== undefined && cell.includes(separator)) return true
  if (separator !== undefined && separator.length > 1 && (cell + separator).indexOf(separator) !== cell.length)
    return true
  return cell.includes('\n') || cell.includes('\r')
}

/** Where a cell that starts here ends. */
export function endOfCell(line: string, start: number, separator: Separator | undefined): number {
  if (line.charCodeAt(start) === 34) return endOfQuoted(line, start)
  const end = separator === undefined ? -1 : line.indexOf(separator, start)
  return end < 0 ? line.length : end
}

/** Reads a cell back; `=` is left to the caller. */
export function readCell(written: string): Cell {
  if (written === NONE) return undefined
  if (written === EMPTY) return ''
  return written.charCodeAt(0) === 34 ? String(JSON.parse(written)) : written
}
