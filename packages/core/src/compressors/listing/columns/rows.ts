import { type Kind, kindOf } from './kinds.ts'

/** How rows are written on one line each. */
export interface Notation {
  /** What ends each cell but the last. */
  readonly ends: readonly string[]
  /** Those with most fixed values first. Never empty. */
  readonly kinds: readonly Kind[]
}

/** Stands, in the line of a kind, for what a row says itself. */
export const OPEN = '{}'

/** The line that stands for a kind. */
export function printKind({ letter, fixed }: Kind, ends: readonly string[]): string {
  return (
    (letter === '' ? '' : `${letter} `) +
    joined(
      fixed.map((value) => value ?? OPEN),
      fixed.map((_, at) => ends[at] ?? ''),
    )
  )
}

/**
 * Reads what `printKind` writes.
 *
 * @throws {SyntaxError} For any other line.
 */
export function parseKind(line: string, ends: readonly string[], isCommonest: boolean): Kind {
  const letter = isCommonest ? '' : line.charAt(0)
  const values = cut(isCommonest ? line : line.slice(2), ends)
  if (values === undefined) throw new SyntaxError(`no kind of rows: ${line}`)
  return kindOf(
    letter,
    values.map((value) => (value === OPEN ? undefined : value)),
  )
}

/** What a row says beside its kind. */
export function printRow(cells: readonly string[], { letter, open }: Kind, ends: readonly string[]): string {
  let text = letter === '' ? '' : `${letter} `
  const last = open.at(-1)
  for (const at of open) text += at === last ? (cells[at] ?? '') : (cells[at] ?? '') + (ends[at] ?? '')
  return text
}

/** Reads what `printRow` writes. Undefined: the line says no row. */
export function parseRow(line: string, { ends, kinds }: Notation): readonly string[] | undefined {
  const letter = line.charAt(1) === ' ' ? line.charAt(0) : ''
  const lettered = letter === '' ? undefined : kinds.find((kind) => kind.letter === letter)
  const kind = lettered ?? kinds.find((each) => each.letter === '')
  if (kind === undefined) return undefined
  const cells = [...kind.fixed]
  const last = kind.open.at(-1)
  let from = lettered === undefined ? 0 : 2
  for (const at of kind.open) {
    const end = ends[at] ?? ''
    const to = at === last ? line.length : line.indexOf(end, from)
    if (to < 0) return undefined
    cells[at] = line.slice(from, to)
    from = to + end.length
  }
  return cells.map((cell) => cell ?? '')
}

function joined(cells: readonly string[], ends: readonly string[]): string {
  let text = ''
  for (const [at, cell] of cells.entries()) text += at === cells.length - 1 ? cell : cell + (ends[at] ?? '')
  return text
}

/** A line cut after each of some ends; the last cell is what remains. */
function cut(line: string, ends: readonly string[]): string[] | undefined {
  const cells: string[] = []
  let from = 0
  for (const end of ends) {
    const to = line.indexOf(end, from)
    if (to < 0) return undefined
    cells.push(line.slice(from, to))
    from = to + end.length
  }
  cells.push(line.slice(from))
  return cells
}
