import { endOfContainer, endOfString, endOfValue, nextNonSpace } from '../json/scan.ts'
import type { Path } from '../types/segment.ts'

/** Where a value stands in a text, in UTF-16 code units: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * Finds the values at several paths in one linear pass over JSON text. What no path goes through is skipped unread.
 *
 * Reads what `JSON.parse` reads: the last of duplicate keys wins, escaped keys count as what they decode to, `__proto__`
 * and integer-like keys are keys like any other. A byte order mark at the start is tolerated. An array takes a token only
 * if it is an index in decimal digits; `'-'` is an ordinary key.
 *
 * @param text JSON text. Never throws on any other: what cannot be walked has no ranges.
 * @param paths Where to look. The empty path is the whole value.
 * @returns One entry per path, in the same order: its value without the white space around it, or undefined where there is none.
 */
export function jsonRanges(text: string, paths: readonly Path[]): readonly (Range | undefined)[] {
  const root = createPlace()
  const targets = paths.map((path) => placeAt(root, path))
  const start = nextNonSpace(text, text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0)
  if (!visit(text, root, start)) return paths.map(() => undefined)
  return targets.map((place) => (isCurrent(place) ? { start: place.start, end: place.end } : undefined))
}

const BYTE_ORDER_MARK = 0xfeff

/** One place that a path leads to or through, and where it was last seen. */
interface Place {
  readonly parent: Place | undefined
  readonly children: Map<string, Place>
  start: number
  end: number
  /** How often it was seen; a repeated key outdates what was found under its earlier value. */
  visits: number
  /** `parent.visits` when it was last seen. */
  parentVisits: number
}

function createPlace(parent?: Place): Place {
  return { parent, children: new Map(), start: -1, end: -1, visits: 0, parentVisits: 0 }
}

function placeAt(root: Place, path: Path): Place {
  let place = root
  for (const token of path) {
    let child = place.children.get(String(token))
    if (child === undefined) place.children.set(String(token), (child = createPlace(place)))
    place = child
  }
  return place
}

function isCurrent(target: Place): boolean {
  let place = target
  while (place.parent !== undefined) {
    if (place.parentVisits !== place.parent.visits) return false
    place = place.parent
  }
  return true
}

/** An object or array that some path goes into, half read. */
interface Frame {
  readonly place: Place
  readonly isArray: boolean
  /** Index of the next element; for an array. */
  index: number
  /** Children not met yet; for an array, where each comes at most once. */
  wanted: number
}

/** Walks the value that starts here. False where the text ends or breaks before the value does. */
function visit(text: string, root: Place, start: number): boolean {
  const open: Frame[] = []
  let position = enter(text, root, start, open)
  for (let frame = open.at(-1); frame !== undefined && position !== -1; frame = open.at(-1)) {
    position = nextMember(text, position, frame, open)
  }
  return position !== -1 && nextNonSpace(text, position) === text.length
}

/** Notes where a place stands. Returns where to read on: inside the value if it has to be walked, else after it; -1 if it breaks. */
function enter(text: string, place: Place, start: number, open: Frame[]): number {
  place.start = start
  place.visits += 1
  place.parentVisits = place.parent?.visits ?? 0
  const isArray = text[start] === '['
  if (place.children.size > 0 && (isArray || text[start] === '{')) {
    open.push({ place, isArray, index: 0, wanted: place.children.size })
    return start + 1
  }
  place.end = endOfValue(text, start)
  return place.end
}

/** Reads one member or element of a container, or its end. Returns where to read on, -1 if the text breaks. */
function nextMember(text: string, from: number, frame: Frame, open: Frame[]): number {
  if (frame.isArray && frame.wanted === 0) return leave(frame, endOfContainer(text, from), open)
  let position = nextNonSpace(text, from)
  if (text[position] === ',') position = nextNonSpace(text, position + 1)
  if (text[position] === (frame.isArray ? ']' : '}')) return leave(frame, position + 1, open)
  return frame.isArray ? nextElement(text, position, frame, open) : nextProperty(text, position, frame, open)
}

function nextElement(text: string, start: number, frame: Frame, open: Frame[]): number {
  const child = frame.place.children.get(String(frame.index))
  frame.index += 1
  if (child === undefined) return endOfValue(text, start)
  frame.wanted -= 1
  return enter(text, child, start, open)
}

function nextProperty(text: string, start: number, { place }: Frame, open: Frame[]): number {
  const end = endOfString(text, start)
  const colon = end === -1 ? -1 : nextNonSpace(text, end)
  if (colon === -1 || text[colon] !== ':') return -1
  const key = keyOf(text, start, end)
  const child = key === undefined ? undefined : place.children.get(key)
  const value = nextNonSpace(text, colon + 1)
  return child === undefined ? endOfValue(text, value) : enter(text, child, value, open)
}

function leave(frame: Frame, end: number, open: Frame[]): number {
  open.pop()
  frame.place.end = end
  return end
}

/** The key that a quoted text stands for; undefined where its escapes are broken. */
function keyOf(text: string, start: number, end: number): string | undefined {
  const quoted = text.slice(start, end)
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    // Broken escapes: JSON.parse refuses such a text, so no path leads here.
    return undefined
  }
}
