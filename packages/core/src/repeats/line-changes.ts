/** Lines of one text that others take the place of, in another. */
export interface LineChange {
  /** Index of the first line in the old text that goes; where none goes, of the line before which new ones come. */
  readonly from: number
  /** How many lines of the old text go. */
  readonly removed: number
  /** Index of the first line in the new text that comes. */
  readonly to: number
  /** How many lines of the new text come. */
  readonly added: number
}

/** Lines that may differ, old and new together: beyond, two texts are no versions of one file. Work and memory grow with its square. */
const MAX_DIFFERENCES = 400

/**
 * The fewest lines that must change to make one list of lines of another (Myers 1986, "An O(ND) difference algorithm").
 *
 * @returns Changes in order, on disjoint lines; undefined where more than 400 lines differ.
 */
export function lineChanges(before: readonly string[], after: readonly string[]): readonly LineChange[] | undefined {
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const path = shortestPath(before.slice(start, before.length - tail), after.slice(start, after.length - tail))
  return path === undefined ? undefined : changesOf(path, start)
}

/** A step of an edit script: a line goes (`false`) or comes (`true`), when so many lines of each text are done. */
interface Difference {
  readonly x: number
  readonly y: number
  readonly comes: boolean
}

function shortestPath(before: readonly string[], after: readonly string[]): readonly Difference[] | undefined {
  const limit = Math.min(MAX_DIFFERENCES, before.length + after.length)
  // reached[k + limit + 1]: the farthest line of `before` on the diagonal where k more of it than of `after` are done.
  let reached = new Int32Array(2 * limit + 3)
  const rounds: Int32Array[] = []
  for (let differences = 0; differences <= limit; differences++) {
    rounds.push(reached)
    reached = reached.slice()
    for (let k = -differences; k <= differences; k += 2) {
      const x = farthest(before, after, reached, k, differences, limit + 1)
      reached[k + limit + 1] = x
      if (x >= before.length && x - k >= after.length) return traced(rounds, before.length - after.length, limit + 1)
    }
  }
  return undefined
}

function farthest(
  before: readonly string[],
  after: readonly string[],
  reached: Int32Array,
  k: number,
  differences: number,
  middle: number,
): number {
  let x =
    differences === 0
      ? 0
      : comesAt(reached, k, differences, middle)
        ? at(reached, k + 1 + middle)
        : at(reached, k - 1 + middle) + 1
  while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++
  return x
}

function comesAt(reached: Int32Array, k: number, differences: number, middle: number): boolean {
  return k === -differences || (k !== differences && at(reached, k - 1 + middle) < at(reached, k + 1 + middle))
}

function traced(rounds: readonly Int32Array[], end: number, middle: number): readonly Difference[] {
  const path: Difference[] = []
  let k = end
  for (let differences = rounds.length - 1; differences > 0; differences--) {
    const reached = at(rounds, differences)
    const comes = comesAt(reached, k, differences, middle)
    k += comes ? 1 : -1
    const x = at(reached, k + middle)
    path.push({ x, y: x - k, comes })
  }
  return path.reverse()
}

function changesOf(path: readonly Difference[], start: number): readonly LineChange[] {
  const changes: LineChange[] = []
  for (const { x, y, comes } of path) {
    const last = changes.at(-1)
    const isNext = last !== undefined && last.from + last.removed === x + start && last.to + last.added === y + start
    const { from, removed, to, added } = isNext ? last : { from: x + start, removed: 0, to: y + start, added: 0 }
    if (isNext) changes.pop()
    changes.push({ from, to, removed: removed + (comes ? 0 : 1), added: added + (comes ? 1 : 0) })
  }
  return changes
}

function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index]
  if (value === undefined) throw new RangeError(`There is nothing at ${index}.`)
  return value
}
