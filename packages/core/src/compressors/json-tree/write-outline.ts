import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { mapInSteps, someInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import { bareItem, bareKey, bareValue } from './bare.ts'
import type { Skeleton, SkeletonArray, SkeletonObject } from './skeleton.ts'
import { blockOf } from './text-block.ts'

/**
 * Writes a skeleton as lines, a member or an item on each: ` name value`, strings without quotes. What a line opens
 * (` user {`, ` items [`) is closed at the end of the last line within it. `a.b x`: the one member of `a` is `b`.
 * `a, b x`: both are x. Texts of several lines stand as they are, below their number of lines: ` log <12 lines>`.
 *
 * The members of an object at the root stand for themselves.
 *
 * @returns The lines; those of a text of several lines as one, with line feeds in it.
 */
export function* writeOutline(root: Skeleton): Steps<readonly string[]> {
  const writing: Writing = { lines: [], open: [], length: 0, long: undefined }
  if (root.kind === 'object' && root.keys.length > 0) writing.open.push({ node: root, next: 0, closing: '' })
  else writeValue(writing, '', root, '')
  if (writing.long !== undefined) yield* writeLong(writing, writing.long)
  for (let top = writing.open.at(-1); top !== undefined; top = writing.open.at(-1)) {
    if (top.next >= top.node.values.length) writing.open.pop()
    else writeNext(writing, top)
    if (writing.long !== undefined) yield* writeLong(writing, writing.long)
    if (writing.length < STEP_LENGTH) continue
    writing.length = 0
    yield
  }
  return writing.lines
}

interface Writing {
  readonly lines: string[]
  /** The containers whose lines are being written, the innermost last. */
  readonly open: OpenContainer[]
  /** Characters since the last step. */
  length: number
  /** An array that is too long to be written in one step and stands next. */
  long: LongArray | undefined
}

interface LongArray {
  readonly names: string
  readonly node: SkeletonArray
  readonly closing: string
}

interface OpenContainer {
  readonly node: SkeletonArray | SkeletonObject
  /** Index of the next member or item. */
  next: number
  /** What closes it and those around it that end with it. */
  readonly closing: string
}

function writeNext(writing: Writing, open: OpenContainer): void {
  const { node } = open
  const first = open.next++
  const value = node.values[first]
  if (value === undefined) return
  let names = node.kind === 'array' ? '' : ` ${bareKey(node.keys[first] ?? '')}`
  if (node.kind === 'object') {
    while (isSameAtom(value, node.values[open.next])) names += `, ${bareKey(node.keys[open.next++] ?? '')}`
  }
  writeValue(writing, names, value, open.next >= node.values.length ? open.closing : '')
}

/** Marks each take rows of their own. */
function isSameAtom(value: Skeleton, next: Skeleton | undefined): boolean {
  return value.kind === 'atom' && next?.kind === 'atom' && value.raw === next.raw && !value.raw.startsWith('<')
}

/** @param names What stands before the value in its line. */
function writeValue(writing: Writing, names: string, value: Skeleton, closing: string): void {
  if (value.kind === 'atom') writeAtom(writing, names, value.raw, closing)
  else if (value.kind === 'object') writeObject(writing, names, value, closing)
  else writeArray(writing, names, value, closing)
}

function writeLine(writing: Writing, line: string): void {
  writing.lines.push(line)
  writing.length += line.length
}

function writeAtom(writing: Writing, names: string, raw: string, closing: string): void {
  const block = blockOf(raw)
  if (block === undefined) return writeLine(writing, `${names} ${bareValue(raw)}${closing}`)
  writeLine(writing, `${names} <${block.length} lines>${closing}`)
  writeLine(writing, block.join('\n'))
}

function writeObject(writing: Writing, names: string, node: SkeletonObject, closing: string): void {
  const [first] = node.values
  if (first === undefined) writeLine(writing, `${names} {}${closing}`)
  else if (node.keys.length === 1 && names !== '') {
    writeValue(writing, `${names}.${bareKey(node.keys[0] ?? '')}`, first, closing)
  } else {
    writeLine(writing, `${names} {`)
    writing.open.push({ node, next: 0, closing: `}${closing}` })
  }
}

function writeArray(writing: Writing, names: string, node: SkeletonArray, closing: string): void {
  const [first] = node.values
  if (node.values.length > MANY_ITEMS) writing.long = { names, node, closing }
  else if (node.values.every(isShortAtom)) {
    writeLine(writing, `${names} [${node.values.map(itemOf).join(',')}]${closing}`)
  } else if (node.values.length === 1 && first?.kind === 'object' && first.keys.length > 0) {
    writeLine(writing, `${names} [{`)
    writing.open.push({ node: first, next: 0, closing: `}]${closing}` })
  } else {
    writeLine(writing, `${names} [`)
    writing.open.push({ node, next: 0, closing: `]${closing}` })
  }
}

/** Items that are written in one step. */
const MANY_ITEMS = 8_192

function* writeLong(writing: Writing, { names, node, closing }: LongArray): Steps<void> {
  writing.long = undefined
  if (yield* someInSteps(node.values, (item) => !isShortAtom(item))) {
    writeLine(writing, `${names} [`)
    writing.open.push({ node, next: 0, closing: `]${closing}` })
  } else {
    const items = yield* joinInSteps(yield* mapInSteps(node.values, itemOf), ',')
    writeLine(writing, `${names} [${items}]${closing}`)
  }
}

function itemOf(item: Skeleton): string {
  return item.kind === 'atom' ? bareItem(item.raw) : ''
}

/** Characters of the longest string that shares its line with others. */
const MAX_INLINE = 200

function isShortAtom(item: Skeleton): boolean {
  return item.kind === 'atom' && item.raw.length <= MAX_INLINE
}
