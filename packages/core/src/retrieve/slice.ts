import type { JsonNode } from '../json/node.ts'
import type { Place } from './json-path.ts'
import type { Original } from './original.ts'
import type { FoundPart } from './retrieved.ts'

/** A stretch of text that is at most so long, and how to ask for what follows it. */
export function boundedText(
  { text, lineStarts, root }: Original,
  start: number,
  end: number,
  maxLength: number,
): { readonly text: string; readonly end: number; readonly next: string | undefined } {
  if (end - start <= maxLength) return { text: text.slice(start, end), end, next: undefined }
  const line = lineAt(lineStarts, start + maxLength)
  const lineStart = lineStarts[line] ?? 0
  if (lineStart > start) return { text: text.slice(start, lineStart), end: lineStart, next: `lines ${line + 1}-` }
  const cut = endBeforePair(text, start + maxLength)
  const next = root === undefined ? `path $[${cut}:]` : 'path, index or grep for parts of this long line'
  return { text: text.slice(start, cut), end: cut, next }
}

/** The value at a place, from one of its items or characters on: as much as is allowed, and how to go on. */
export function valueSlice(place: Place, from: number, to: number, maxLength: number): FoundPart {
  return place.node.kind === 'array' && place.node.items.length > 0
    ? itemSlice(place, place.node.items, from, to, maxLength)
    : characterSlice(place, from, to, maxLength)
}

/** Characters `from` to `to` of the text between a place's start and end. */
export function characterSlice(
  { path, node, text }: Pick<Place, 'path' | 'text'> & { readonly node: Pick<JsonNode, 'start' | 'end'> },
  from: number,
  to: number,
  maxLength: number,
): FoundPart {
  const total = node.end - node.start
  const start = node.start + Math.min(from, total)
  const wanted = node.start + Math.min(to, total)
  const end = wanted - start <= maxLength ? wanted : endBeforePair(text, start + maxLength)
  const part: FoundPart = { found: true, text: text.slice(start, end), unit: 'characters', total }
  if (from === 0 && end === node.end) return part
  const range = `characters ${start - node.start} to ${Math.max(start, end - 1) - node.start} of ${total} at ${path}`
  return { ...part, note: end < wanted ? `${range}; the next: path ${path}[${end - node.start}:]` : range }
}

function itemSlice(
  { path, node, text }: Place,
  items: readonly JsonNode[],
  from: number,
  to: number,
  maxLength: number,
): FoundPart {
  const total = items.length
  const last = Math.min(to, total)
  if (from === 0 && last === total && node.end - node.start <= maxLength) {
    return { found: true, text: text.slice(node.start, node.end), unit: 'items', total }
  }
  const start = items[from]?.start ?? node.end
  let shown = from
  while (shown < last && (items[shown]?.end ?? Infinity) - start <= maxLength) shown++
  if (shown === from && from < last) {
    const first = { path: `${path}[${from}]`, node: items[from] ?? node, text }
    const part = characterSlice(first, 0, Infinity, maxLength)
    return { ...part, note: `${part.note ?? ''}; the next item: path ${path}[${from + 1}:]` }
  }
  const end = shown > from ? (items[shown - 1]?.end ?? start) : start
  const range = shown > from ? `items ${from} to ${shown - 1} of ${total} at ${path}` : `no items: ${total} at ${path}`
  const note = shown < last ? `${range}; the next: path ${path}[${shown}:]` : range
  return { found: true, text: text.slice(start, end), unit: 'items', total, note }
}

/** Index of the line that a character stands in. */
function lineAt(lineStarts: readonly number[], offset: number): number {
  let [low, high] = [0, lineStarts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function endBeforePair(text: string, end: number): number {
  const code = text.charCodeAt(end - 1)
  return code >= 0xd800 && code <= 0xdbff && end > 1 ? end - 1 : end
}
