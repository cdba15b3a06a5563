import type { JsonNode } from '../../json/node.ts'
import { readJsonInSteps } from '../../json/read.ts'
import { endOfString } from '../../json/scan.ts'
import { minifiedInSteps } from '../../json/write.ts'
import { STEP_LENGTH, type Steps } from '../../steps.ts'
import type { Cut } from './legend.ts'

/** JSON that is not whole. */
export interface Broken {
  readonly root: JsonNode
  readonly isLines: boolean
  readonly cut: Cut | undefined
  /** As `TreeDocument.canonical`. */
  readonly canonical: string
}

/** Reads lines of which most are JSON, or a JSON text that was cut off. Undefined where the text is neither. */
export function* readBroken(text: string): Steps<Broken | undefined> {
  return (yield* readLines(text)) ?? (yield* readCut(text))
}

/** Lines that are no JSON, as a share of all; with more of them the text is something else. */
const MAX_BROKEN_SHARE = 0.2
/** Such lines that are always allowed: the last one, and one more. */
const FREE_BROKEN_LINES = 2

function* readLines(text: string): Steps<Broken | undefined> {
  const items: JsonNode[] = []
  const canonical: string[] = []
  let broken = 0
  let next = STEP_LENGTH
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const item = yield* lineOf(text, start, end)
    start = end + 1
    if (item === undefined) continue
    items.push(item.node)
    canonical.push(item.text)
    if (item.node.kind === 'string') broken++
    if (broken > FREE_BROKEN_LINES && broken > MAX_BROKEN_SHARE * items.length) return undefined
    if (start < next) continue
    next = start + STEP_LENGTH
    yield
  }
  if (items.length - broken < 2) return undefined
  const root: JsonNode = { kind: 'array', items, start: 0, end: text.length }
  return { root, isLines: true, cut: undefined, canonical: canonical.join('\n') }
}

interface Line {
  /** A string for a line that is no array or object. */
  readonly node: JsonNode
  readonly text: string
}

/** Undefined for a blank line. */
function* lineOf(text: string, start: number, end: number): Steps<Line | undefined> {
  const line = text.slice(start, text.charAt(end - 1) === '\r' ? end - 1 : end)
  if (line.trim() === '') return undefined
  const reading = yield* readJsonInSteps(text, start, end)
  if ('node' in reading && (reading.node.kind === 'array' || reading.node.kind === 'object'))
    return { node: reading.node, text: yield* minifiedInSteps(reading.node) }
  return { node: { kind: 'string', raw: JSON.stringify(line), start, end }, text: line }
}

/** Characters of the longest rest that stands in a first line; with more of it the text is hardly read. */
const MAX_REST = 4_000

function* readCut(text: string): Steps<Broken | undefined> {
  const end = yield* lastWholeEnd(text)
  if (end === undefined || text.length - end.at > MAX_REST) return undefined
  const closed = text.slice(0, end.at) + end.closing
  const reading = yield* readJsonInSteps(closed, 0, closed.length)
  if (!('node' in reading)) return undefined
  const root = reading.node
  const rest = text.slice(end.at)
  const levels = end.closing.length
  const canonical = (yield* minifiedInSteps(root)).slice(0, -levels) + rest
  return { root, isLines: false, cut: { levels, rest }, canonical }
}

interface WholeEnd {
  readonly at: number
  /** What closes the containers that are open there. */
  readonly closing: string
}

/** The end of the last value that is whole, in a text whose first container is not closed. */
function* lastWholeEnd(text: string): Steps<WholeEnd | undefined> {
  const open: string[] = []
  let last: { readonly at: number; readonly depth: number } | undefined
  let next = STEP_LENGTH
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (sign === '"') {
      const end = endOfString(text, at)
      if (end < 0) break
      at = end - 1
    } else if (sign === '{') open.push('}')
    else if (sign === '[') open.push(']')
    else if (sign === '}' || sign === ']') {
      if (open.pop() !== sign || open.length === 0) return undefined
      last = { at: at + 1, depth: open.length }
    } else if (sign === ',') last = { at, depth: open.length }
    if (last !== undefined && last.depth > open.length) return undefined
    if (at < next) continue
    next = at + STEP_LENGTH
    yield
  }
  if (last === undefined) return undefined
  return { at: last.at, closing: open.slice(0, last.depth).reverse().join('') }
}
