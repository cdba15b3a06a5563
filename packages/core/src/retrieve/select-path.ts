import { parseJsonPath, partsOf, follow, type Place, type PathStep } from './json-path.ts'
import { listing, MAX_MATCHES } from './listing.ts'
import type { Original } from './original.ts'
import { notFound, type Retrieved, shown } from './retrieved.ts'
import { characterSlice, valueSlice } from './slice.ts'

/**
 * The value at a path, lexeme for lexeme; with `[*]` all values, each behind its path. A slice at the end gives items of an
 * array, characters of anything else; the root of a text that is no JSON is the text.
 */
export function selectPath(original: Original, source: string, maxLength: number): Retrieved {
  const path = parseJsonPath(source)
  if (path === undefined)
    return notFound(`${shown(source)} is no path. Write one like $.items[3].name or $.items[*].name.`)
  const { steps, slice = { from: 0, to: Infinity } } = path
  if (original.root === undefined) return fromText(original, source, steps, slice, maxLength)
  const { places, nearest } = follow({ path: '$', node: original.root, text: original.text }, steps)
  const [place] = places
  if (place === undefined) return notFound(`There is nothing at ${shown(source)}: ${contents(nearest)}.`)
  const isList = steps.some(({ kind }) => kind === 'all')
  if (isList) return listOf(source, places, maxLength)
  return valueSlice(place, slice.from, slice.to, maxLength)
}

function fromText(
  { text }: Original,
  source: string,
  steps: readonly PathStep[],
  slice: { readonly from: number; readonly to: number },
  maxLength: number,
): Retrieved {
  if (steps.length > 0)
    return notFound(`There is no ${shown(source)}: the original is not JSON. Ask by lines, grep or query.`)
  return characterSlice({ path: '$', node: { start: 0, end: text.length }, text }, slice.from, slice.to, maxLength)
}

function listOf(source: string, places: readonly Place[], maxLength: number): Retrieved {
  const units = {
    name: 'values',
    labels: places.map(({ path }) => path),
    texts: places.map(({ node, text }) => text.slice(node.start, node.end)),
  } as const
  const indices = places.slice(0, maxLength === Infinity ? Infinity : MAX_MATCHES).map((_, index) => index)
  return listing(units, indices, `values at ${shown(source)}`, places.length, maxLength)
}

/** Names listed where a path leads nowhere. */
const MAX_NAMES = 20

function contents(place: Place): string {
  const { path, node } = place
  if (node.kind === 'array') return `${path} is a list of ${node.items.length}, counted from 0`
  if (node.kind !== 'object') return `${path} is a ${node.kind === 'literal' ? node.raw : node.kind}`
  const names = partsOf(place).map((part) => part.path.slice(path.length).replace(/^\./, ''))
  const listed = names.slice(0, MAX_NAMES).join(', ').slice(0, 600)
  return `${path} has ${names.length === 0 ? 'no members' : `${listed}${names.length > MAX_NAMES ? ', …' : ''}`}`
}
