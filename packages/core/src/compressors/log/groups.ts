import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { tokensOf } from './cost.ts'
import { HOLE, isBreak, type Shape, shapeOf } from './words.ts'

/** Lines of the same wording, and the words in which they differ. */
export interface Group {
  /** The wording around the differing words: one piece more than a row has values. */
  readonly fixed: readonly string[]
  /** Indices of the lines, ascending. */
  readonly lines: readonly number[]
  /** The differing words of each of `lines`. */
  readonly rows: readonly (readonly string[])[]
  /** For each of `lines`: spaces before each value, where they are more than one anywhere. */
  readonly pads: readonly (readonly number[] | undefined)[]
}

/** Lines longer than this are alike only where they are the same: their wording hardly repeats, and masking them costs. In characters. */
const MAX_SHAPED_LENGTH = 4_096
/** Wordings that a rare one is compared with before it stays alone: bounds the work per line. */
const MAX_CANDIDATES = 16
/** What comparing a wording with the others costs, beside reading as many characters. */
const COMPARING = 4
/** Share of the fixed words that two wordings must have in common to become one. */
const MIN_ALIKE = 0.6
/** Characters of wording from which the search for a similar one is left out: a line of so many words is data. */
const MAX_MERGED_LENGTH = 1_000

/**
 * Groups lines by their wording: what is left when numbers, ids, times and calendar words are taken out.
 * Rare wordings that differ in a few words become one, where the shared template saves more than the extra values cost.
 *
 * @returns Every line is in exactly one shape of one cluster. Clusters and their shapes are in the order of their first lines.
 */
export function* clustersOf(lines: readonly string[]): Steps<Cluster[]> {
  const shaped = new Map<string, Shaped>()
  const plain = new Map<string, Shaped>()
  yield* eachInSteps(lines, (line, index) => {
    if (line.length > MAX_SHAPED_LENGTH || line.includes(HOLE))
      addLine(plain, index, { key: line, values: [], pads: undefined })
    else addLine(shaped, index, shapeOf(line))
  })
  const clusters = yield* merged(shaped.values())
  if (plain.size === 0) return clusters
  for (const shape of plain.values()) clusters.push(plainCluster(shape))
  return clusters.sort((a, b) => firstLine(a) - firstLine(b))
}

/** Lines that differ in variable words only. */
export interface Shaped {
  /** The wording, with `HOLE` for each variable word. */
  readonly key: string
  /** Indices of the lines, ascending. */
  readonly lines: number[]
  /** The variable words of each of `lines`. */
  readonly rows: (readonly string[])[]
  /** As in `Group`. */
  readonly pads: (readonly number[] | undefined)[]
}

/** Shapes that share a template. */
export interface Cluster {
  /** The words of the wording; `HOLE` where its lines differ. */
  readonly words: string[]
  /** What stands around the words: one more than there are words. */
  readonly breaks: readonly string[]
  readonly members: { readonly shape: Shaped; readonly words: readonly string[] }[]
  /** How many lines it has. */
  count: number
}

function addLine(shapes: Map<string, Shaped>, index: number, { key, values, pads }: Shape): void {
  const shape = shapes.get(key)
  if (shape === undefined) {
    // Most wordings of some logs have one line: arrays of one, not grown ones.
    shapes.set(key, { key, lines: [index], rows: [values], pads: [pads] })
    return
  }
  shape.lines.push(index)
  shape.rows.push(values)
  shape.pads.push(pads)
}

function plainCluster(shape: Shaped): Cluster {
  return { words: [], breaks: [shape.key], members: [{ shape, words: [] }], count: shape.lines.length }
}

function firstLine({ members }: Cluster): number {
  return members[0]?.shape.lines[0] ?? 0
}

function* merged(shapes: Iterable<Shaped>): Steps<Cluster[]> {
  const buckets = new Map<string, Cluster[]>()
  const clusters: Cluster[] = []
  let read = 0
  for (const shape of shapes) {
    read += shape.key.length * COMPARING
    if (read >= PASS_LENGTH) {
      read = 0
      yield
    }
    const { words, breaks } = cut(shape.key)
    const bucketKey = breaks.join(HOLE)
    let bucket = buckets.get(bucketKey)
    if (bucket === undefined) buckets.set(bucketKey, (bucket = []))
    const cluster = shape.key.length > MAX_MERGED_LENGTH ? undefined : bestOf(bucket, words, shape)
    if (cluster === undefined) {
      const alone = { words: [...words], breaks, members: [{ shape, words }], count: shape.lines.length }
      clusters.push(alone)
      if (bucket.length < MAX_CANDIDATES) bucket.push(alone)
    } else {
      join(cluster, shape, words)
    }
  }
  return clusters
}

/** Words and what stands between them; a hole is a word. */
function cut(key: string): { readonly words: string[]; readonly breaks: string[] } {
  const words: string[] = []
  const breaks: string[] = []
  let done = 0
  let at = 0
  while (at < key.length) {
    const start = at
    if (key[at] === HOLE) at++
    else while (at < key.length && key[at] !== HOLE && !isBreak(key, at)) at++
    if (at === start) {
      at++
      continue
    }
    breaks.push(key.slice(done, start))
    words.push(key.slice(start, at))
    done = at
  }
  breaks.push(key.slice(done))
  return { words, breaks }
}

function bestOf(bucket: readonly Cluster[], words: readonly string[], shape: Shaped): Cluster | undefined {
  let best: Cluster | undefined
  let most = 0
  if (bucket.length === 0) return undefined
  const whole = tokensOf(shape.key)
  for (const cluster of bucket) {
    const gain = gainOf(cluster, words, shape, whole)
    if (gain > most) [best, most] = [cluster, gain]
  }
  return best
}

/**
 * Tokens saved by one template for both, against one for each; negative where they are too different.
 *
 * @param whole Tokens of the shape's wording.
 */
function gainOf(cluster: Cluster, words: readonly string[], shape: Shaped, whole: number): number {
  let alike = 0
  let different = 0
  let cost = 0
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const other = cluster.words[at] ?? ''
    if (word === other) {
      if (word !== HOLE) alike++
      continue
    }
    different++
    // Most pairs are too different, and are known to be before their last word.
    if (words.length - different < words.length * MIN_ALIKE) return -1
    if (word === HOLE) cost += cluster.count * valueCost(other)
    else cost += shape.lines.length * valueCost(word) + (other === HOLE ? 0 : cluster.count * valueCost(other))
  }
  return alike < (alike + different) * MIN_ALIKE ? -1 : whole - cost
}

function valueCost(word: string): number {
  return 1 + word.length / 8
}

function join(cluster: Cluster, shape: Shaped, words: readonly string[]): void {
  words.forEach((word, at) => {
    if (cluster.words[at] !== word) cluster.words[at] = HOLE
  })
  cluster.members.push({ shape, words })
  cluster.count += shape.lines.length
}

/** The lines of a cluster, with the words in which they differ. */
export function* groupOf({ words, breaks, members }: Cluster): Steps<Group> {
  const fixed: string[] = []
  let piece = breaks[0] ?? ''
  words.forEach((word, at) => {
    if (word === HOLE) {
      fixed.push(piece)
      piece = ''
    } else {
      piece += word
    }
    piece += breaks[at + 1] ?? ''
  })
  fixed.push(piece)
  const first = members[0]
  if (members.length === 1 && first !== undefined) {
    return { fixed, lines: first.shape.lines, rows: first.shape.rows, pads: first.shape.pads }
  }
  return { fixed, ...(yield* rowsOf(words, members)) }
}

function* rowsOf(words: readonly string[], members: Cluster['members']): Steps<Omit<Group, 'fixed'>> {
  const rows: {
    readonly line: number
    readonly row: readonly string[]
    readonly pads: readonly number[] | undefined
  }[] = []
  for (const { shape, words: own } of members) {
    yield* eachInSteps(shape.lines, (line, at) => {
      const values = shape.rows[at] ?? []
      const pads = shape.pads[at]
      rows.push({
        line,
        row: spread(words, own, values, (word) => word),
        pads: pads && spread(words, own, pads, () => 1),
      })
    })
  }
  rows.sort((a, b) => a.line - b.line)
  return { lines: rows.map(({ line }) => line), rows: rows.map(({ row }) => row), pads: rows.map(({ pads }) => pads) }
}

/** A shape's values in the columns of its cluster: its own words stand in the columns that it did not have. */
function spread<T>(
  words: readonly string[],
  own: readonly string[],
  values: readonly T[],
  of: (word: string) => T,
): T[] {
  const row: T[] = []
  let next = 0
  words.forEach((word, at) => {
    const mine = own[at] ?? ''
    const value = mine === HOLE ? values[next++] : undefined
    if (word === HOLE) row.push(value ?? of(mine))
  })
  return row
}
