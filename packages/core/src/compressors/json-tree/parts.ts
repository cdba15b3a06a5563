import type { JsonArray, JsonNode, JsonObject } from '../../json/node.ts'
import { textOfJson } from '../../json/text.ts'
import { isLong } from '../../json/write.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { describeBlob } from '../blob/describe-blob.ts'
import type { RowsDocument } from '../json-rows/document.ts'
import { isStyle } from './json-style.ts'
import { MAX_SHOWN } from './shorten-text.ts'
import { valuesOf } from './walk.ts'

/** A long text, one that stands for bytes, or a deep branch: what a view may show in part. */
export interface Part {
  readonly kind: 'text' | 'blob' | 'branch'
  readonly node: JsonNode
  /** Decoded keys and indices from the root, as the original is asked for them: JSON in a string is no step of its own. */
  readonly path: readonly (string | number)[]
  /** As it stands in the text that was read. */
  readonly text: string
  /** Characters in the original; undefined where they are spelled otherwise there. */
  readonly length: number | undefined
}

/** Documents of up to this many characters (some 4,000 tokens) show all their branches. */
const LONG_DOCUMENT = 16_000
/** Members of members of the root: what lies above is the outline of the document and stays. */
const MIN_DEPTH = 2
/** Characters of the smallest and of the largest branch; within larger ones each branch is judged for itself. */
const SMALL_BRANCH = 400
const LARGE_BRANCH = 4_000

/**
 * The long texts of a document and, where it is long itself, the deep branches that hold no list of which rows are shown;
 * disjoint, in order.
 *
 * @param source The text in which the values have their places.
 * @param hasOpened Whether strings that hold JSON are opened in it.
 */
export function* partsOf(
  { root, lists, canonical }: RowsDocument,
  source: string,
  hasOpened: boolean,
): Steps<readonly Part[]> {
  const parts: Part[] = []
  const listNodes = new Set<JsonNode>(lists.map(({ node }) => node))
  const walking: Walking = { parts, listNodes, hasBranches: canonical.length > LONG_DOCUMENT, source, hasOpened }
  if (canonical.length >= SMALL_BRANCH) yield* walkInSteps(walking, root, [], false)
  return parts
}

interface Walking {
  readonly parts: Part[]
  readonly listNodes: ReadonlySet<JsonNode>
  readonly hasBranches: boolean
  readonly source: string
  readonly hasOpened: boolean
}

type Path = readonly (string | number)[]

/** Depth is bounded by the reader's. Whether there is a list within. */
function* walkInSteps(to: Walking, node: JsonNode, path: Path, isInList: boolean): Steps<boolean> {
  if (!isLong(node) || (node.kind !== 'array' && node.kind !== 'object')) return walk(to, node, path, isInList)
  const isList = to.listNodes.has(node)
  let hasList = isList
  let rested = node.start
  const values = valuesOf(node)
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (value === undefined) continue
    if (isShort(value)) hasList ||= to.listNodes.has(value)
    else if (yield* walkInSteps(to, value, pathTo(to, path, node, index), isInList || isList)) hasList = true
    if (value.end - rested < PASS_LENGTH) continue
    rested = value.end
    yield
  }
  return hasList
}

/** As `walkInSteps()`, of a value that is walked in one step. */
function walk(to: Walking, node: JsonNode, path: Path, isInList: boolean): boolean {
  if (isShort(node)) return to.listNodes.has(node)
  const length = node.end - node.start
  if (node.kind === 'string') {
    const kind = kindOf(textOfJson(node.raw))
    if (kind !== undefined) to.parts.push({ kind, node, path, text: node.raw, length: undefined })
    return false
  }
  if (node.kind !== 'array' && node.kind !== 'object') return false
  const isList = to.listNodes.has(node)
  const before = to.parts.length
  let hasList = isList
  valuesOf(node).forEach((value, index) => {
    if (isShort(value)) hasList ||= to.listNodes.has(value)
    else if (walk(to, value, pathTo(to, path, node, index), isInList || isList)) hasList = true
  })
  const isBranch = to.hasBranches && !isInList && !hasList && path.length >= MIN_DEPTH && length <= LARGE_BRANCH
  if (!isBranch) return hasList
  // The largest branch that is none too large stands for those within it.
  to.parts.length = before
  to.parts.push({
    kind: 'branch',
    node,
    path,
    text: to.source.slice(node.start, node.end),
    length: to.hasOpened ? undefined : length,
  })
  return false
}

function isShort({ start, end }: JsonNode): boolean {
  return end - start < SMALL_BRANCH
}

function kindOf(text: string): 'text' | 'blob' | undefined {
  if (describeBlob(text) !== undefined) return 'blob'
  return text.length > MAX_SHOWN ? 'text' : undefined
}

function pathTo({ hasOpened }: Walking, path: Path, node: JsonArray | JsonObject, index: number): Path {
  if (node.kind === 'array') return [...path, index]
  const key = node.keys[index] ?? '""'
  return hasOpened && isStyle(key) ? path : [...path, textOfJson(key)]
}
