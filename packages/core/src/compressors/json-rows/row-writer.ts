import type { Step } from './table.ts'

/** Writes what stands between the values of a row: the brackets and keys that lead from one path to the next. */
export interface RowWriter {
  /** What stands before the value of a column that follows another; of the first one where that is -1. */
  before(column: number, previous: number): string
  /** What stands after the last value of a row. */
  after(column: number): string
}

/** The writer for columns of these paths. What it has once written it remembers: rows are alike. */
export function rowWriter(paths: readonly (readonly Step[])[]): RowWriter {
  const known = new Map<number, string>()
  const ends = new Map<number, string>()
  return {
    before(column, previous) {
      const place = (previous + 1) * paths.length + column
      let text = known.get(place)
      if (text === undefined) known.set(place, (text = opening(paths[column] ?? [], paths[previous])))
      return text
    },
    after(column) {
      let text = ends.get(column)
      if (text === undefined) ends.set(column, (text = ending(paths[column] ?? [])))
      return text
    },
  }
}

function opening(path: readonly Step[], previous: readonly Step[] | undefined): string {
  const depth = previous === undefined ? 0 : sharedDepth(previous, path)
  let text = previous === undefined ? '' : `${closing(previous, depth)},`
  for (let at = depth; at < path.length; at++) {
    const step = path[at]
    if (at > depth || previous === undefined) text += typeof step === 'string' ? '{' : '['
    if (typeof step === 'string') text += `${step}:`
  }
  return text
}

function ending(path: readonly Step[]): string {
  return path.length === 0 ? '' : closing(path, 0) + (typeof path[0] === 'string' ? '}' : ']')
}

function sharedDepth(before: readonly Step[], path: readonly Step[]): number {
  let depth = 0
  while (depth < path.length - 1 && before[depth] === path[depth]) depth++
  return depth
}

/** The ends of all containers below `depth`. */
function closing(path: readonly Step[], depth: number): string {
  let text = ''
  for (let at = path.length - 1; at > depth; at--) text += typeof path[at] === 'string' ? '}' : ']'
  return text
}
