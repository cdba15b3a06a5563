import type { Edit, Path } from '@headroom/core'
import { findVolatile, type VolatileKind } from './volatile.ts'
import { type Known, readRegions } from './read-regions.ts'
import type { WireRegion } from './wire-region.ts'
import { listOf, objectOf } from './wire-value.ts'

/** One line that was moved. */
export interface MovedLine {
  /** Where the text stands that it was in. */
  readonly path: Path
  /** Its line in that text, from 0. */
  readonly line: number
  /** What is volatile in it. */
  readonly kinds: readonly VolatileKind[]
}

/** What `alignSystem` gives back. */
export interface Aligned {
  /** None where nothing is to be moved. */
  readonly edits: readonly Edit[]
  /** In the order in which the lines stand at the end now. */
  readonly moved: readonly MovedLine[]
}

/**
 * Edits that move the volatile lines of a system prompt (today's date, ids, counts) to its end, so that what stands before them
 * can be read from the cache although they differ.
 *
 * Every line is kept exactly once, the others in their order. A line moves only where it can stand alone: it is not indented, is
 * no row of a table, markup or JSON, and stands in no fenced code. Of the state of a working tree nothing moves: it spans lines.
 * A text that would be left empty stays as it is.
 *
 * Where the client marks a block of the system prompt for the cache, everything up to the last such block stays as it is: that
 * is the part that is cached, byte for byte. System messages within a conversation are left alone too.
 *
 * Changing what the model reads is the caller's decision; the model is told the same things in another order.
 *
 * @returns The same for the same request. An aligned request needs no edits. Throws only what the request's own getters throw.
 */
export function alignSystem(request: unknown, known: Known = {}): Aligned {
  const regions = readRegions(request, known)?.regions ?? []
  const system = regions.filter(({ kind }) => kind === 'system')
  const marked = system.findLastIndex(({ marker }) => marker !== undefined && marker !== null)
  const texts = system.slice(marked + 1).flatMap((region) => textsOf(region, request))
  const last = texts.at(-1)
  if (last === undefined) return { edits: [], moved: [] }
  const splits = texts.map(splitText)
  const moved = splits.flatMap((split) => split.moved)
  if (moved.length === 0 || isAligned(splits)) return { edits: [], moved: [] }
  const edits = texts.flatMap(({ path, text }, index): Edit[] => {
    const stable = splits[index]?.stable ?? []
    const lines = index === texts.length - 1 ? [...stable, ...moved.map((line) => line.text)] : stable
    const value = lines.join('\n')
    return value === text ? [] : [{ op: 'replace', path, value }]
  })
  return { edits, moved: moved.map(({ path, line, kinds }) => ({ path, line, kinds })) }
}

interface SystemText {
  readonly path: Path
  readonly text: string
}

interface Line extends MovedLine {
  readonly text: string
}

interface Split {
  readonly stable: readonly string[]
  readonly moved: readonly Line[]
  readonly lines: number
}

/** The texts of a system region, with the paths they stand at in the request itself. */
function textsOf({ path, value }: WireRegion, request: unknown): readonly SystemText[] {
  const blocks = objectOf(value)?.['content']
  if (!Array.isArray(blocks)) return textAt(path, value, request)
  return blocks.flatMap((block, index) => textAt([...path, 'content', index], block, request))
}

function textAt(path: Path, block: unknown, request: unknown): readonly SystemText[] {
  const text = objectOf(block)?.['text']
  if (typeof text !== 'string') return []
  // A content that is a text was read as a list of it.
  const paths = [[...path, 'text'], path, path.slice(0, -1)]
  const found = paths.find((candidate) => valueAt(request, candidate) === text)
  return found === undefined ? [] : [{ path: found, text }]
}

function valueAt(value: unknown, path: Path): unknown {
  let inside: unknown = value
  for (const token of path) {
    inside = typeof token === 'number' ? listOf(inside)[token] : objectOf(inside)?.[token]
  }
  return inside
}

/** Kinds that stand in one line and say all there. */
const MOVABLE: ReadonlySet<VolatileKind> = new Set(['date', 'time', 'id', 'budget', 'temporary-path'])

/** What begins a line that belongs to those around it. */
const BOUND_LINE = /^(?:[\s|<>{}[\]"'`#+\\/;,)]|\d{1,4}[.)] )/

const FENCE = /^ {0,3}(?:```|~~~)/

function splitText({ path, text }: SystemText): Split {
  const kinds = new Map<number, VolatileKind[]>()
  for (const { line, kind } of findVolatile(text)) kinds.set(line, [...(kinds.get(line) ?? []), kind])
  const stable: string[] = []
  const moved: Line[] = []
  const lines = text.split('\n')
  let isFenced = false
  for (const [line, content] of lines.entries()) {
    if (FENCE.test(content)) isFenced = !isFenced
    const found = kinds.get(line) ?? []
    const isMovable = found.length > 0 && found.every((kind) => MOVABLE.has(kind))
    if (isMovable && !isFenced && !BOUND_LINE.test(content)) moved.push({ path, line, kinds: found, text: content })
    else stable.push(content)
  }
  const isAnyLeft = stable.some((content) => content.trim() !== '')
  return isAnyLeft ? { stable, moved, lines: lines.length } : { stable: lines, moved: [], lines: lines.length }
}

/** Whether all that would move stands at the end already. */
function isAligned(splits: readonly Split[]): boolean {
  const last = splits.at(-1)
  if (last === undefined || splits.slice(0, -1).some(({ moved }) => moved.length > 0)) return false
  return last.moved.every(({ line }, index) => line === last.lines - last.moved.length + index)
}
