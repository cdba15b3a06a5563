import { hitCoordinate } from './coordinate.ts'
import { NUMBERED } from './layout.ts'
import type { SearchDocument } from './document.ts'
import type { ResultLine } from './result-line.ts'

/** Whether a line of no file says something, such as `Binary file x matches`. */
export function isNote({ path, text }: ResultLine): boolean {
  return path === undefined && /[\p{L}\p{N}]/u.test(text)
}

/** Whether a line that seems to be of no file may be a result all the same, of a file whose name is read as none. */
export function mayBeResult(line: ResultLine, { layout }: SearchDocument): boolean {
  if (!isNote(line) || BINARY.test(line.text)) return false
  return layout.kind === 'bare' || NUMBERED.test(line.text) || hitCoordinate(line.text) !== undefined
}

/** What grep and rg say of files that they do not print. */
const BINARY = /^(?:Binary file |.*: binary file )/
