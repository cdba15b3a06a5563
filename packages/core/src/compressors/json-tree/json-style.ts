import type { JsonNode } from '../../json/node.ts'
import { readNdjsonInSteps } from '../../json/read-ndjson.ts'
import { readJsonInSteps } from '../../json/read.ts'
import { isLong, minifiedInSteps, writeMinified } from '../../json/write.ts'
import { PASS_LENGTH, type Steps, stepsOf } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import { valuesOf } from './walk.ts'

/** How JSON is spelled within a string: the key under which it stands when opened, as written. */
export type Style = string

/** Shorter strings are read as they are. */
export const MIN_OPENED = 24

/** JSON read from a string. */
export interface Styled {
  readonly node: JsonNode
  readonly style: Style
}

/** The known spellings and how each is written; every one also with a line feed at the end. */
const WRITERS: ReadonlyMap<string, (node: JsonNode) => Steps<string>> = new Map([
  ['@json', minifiedInSteps],
  // As Python's json.dumps writes it.
  ['@json_spaced', (node: JsonNode): Steps<string> => spelledInSteps(node, { unit: '', comma: ', ' }, '')],
  ['@json_indent2', (node: JsonNode): Steps<string> => spelledInSteps(node, { unit: '  ', comma: ',' }, '\n')],
  ['@json_indent4', (node: JsonNode): Steps<string> => spelledInSteps(node, { unit: '    ', comma: ',' }, '\n')],
  ['@json_tabs', (node: JsonNode): Steps<string> => spelledInSteps(node, { unit: '\t', comma: ',' }, '\n')],
  ['@json_lines', linesInSteps],
])
const WITH_LINE_FEED = '_nl'

/** What a key of an opened string means. */
export const OPENED = 'x.@json: x is a string, this JSON'
/** What the rest of such a key means, in the order in which it is said. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['_spaced', 'spaces after , and :'],
  ['_indent2', 'indented by 2'],
  ['_indent4', 'indented by 4'],
  ['_tabs', 'indented by tabs'],
  ['_lines', 'a line each'],
  [WITH_LINE_FEED, 'line feed at the end'],
])

/** Says in one short line what such keys mean; empty for none. */
export function meaningOfStyles(styles: ReadonlySet<Style>): string {
  if (styles.size === 0) return ''
  const names = [...styles]
  const used = [...SPELLINGS].filter(([end]) => names.some((name) => name.includes(end)))
  return [OPENED, ...used.map(([end, meaning]) => `${end}: ${meaning}`)].join('; ')
}

/** The key of a style, quotes included. */
export function styleKey(style: Style): string {
  return `"${style}"`
}

/** Whether a key, quotes included, is that of a style. */
export function isStyle(key: string): boolean {
  return key.startsWith('"@json') && WRITERS.has(nameOf(key))
}

/** Writes JSON as the style of a key says. The inverse of `readStyled()`. */
export function* writeStyled(node: JsonNode, key: string): Steps<string> {
  const text = yield* stepsOf(WRITERS.get(nameOf(key))?.(node) ?? '')
  return key.endsWith(`${WITH_LINE_FEED}"`) ? `${text}\n` : text
}

/** Reads an array or object (or lines of such) in one of the known spellings; undefined where it is spelled otherwise. */
export function* readStyled(text: string): Steps<Styled | undefined> {
  const end = text.endsWith('\n') ? WITH_LINE_FEED : ''
  const body = end === '' ? text : text.slice(0, -1)
  const reading = yield* readJsonInSteps(body, 0, body.length)
  const node = 'node' in reading ? reading.node : yield* linesOf(body)
  if (node === undefined || (node.kind !== 'array' && node.kind !== 'object')) return undefined
  // Without white space within and around it, it is its own minified form.
  const isMinified = 'node' in reading && reading.isDense && node.start === 0 && node.end === body.length
  if (isMinified) return { node, style: `@json${end}` }
  for (const name of namesFor(body)) {
    if ((yield* stepsOf(WRITERS.get(name)?.(node))) === body) return { node, style: `${name}${end}` }
  }
  return undefined
}

function nameOf(key: string): string {
  const name = key.slice(1, -1)
  return name.endsWith(WITH_LINE_FEED) ? name.slice(0, -WITH_LINE_FEED.length) : name
}

function* linesOf(text: string): Steps<JsonNode | undefined> {
  const lines = text.includes('\n') ? yield* readNdjsonInSteps(text) : undefined
  return lines && { kind: 'array', items: lines.items, start: 0, end: text.length }
}

/** The styles that a text may have, by its first line. */
function namesFor(text: string): readonly string[] {
  if (text.startsWith('{\n') || text.startsWith('[\n')) {
    const next = text.slice(2, 7)
    return [next.startsWith('\t') ? '@json_tabs' : next.startsWith('    ') ? '@json_indent4' : '@json_indent2']
  }
  return text.includes('\n') ? ['@json_lines'] : ['@json', '@json_spaced']
}

function* linesInSteps(node: JsonNode): Steps<string> {
  return node.kind === 'array'
    ? yield* joinInSteps(yield* mapInSteps(node.items, writeMinified, LINE_LENGTH), '\n')
    : ''
}

/** What writing a line takes on average, in characters. */
const LINE_LENGTH = 256

/** How values stand beneath each other. */
interface Layout {
  /** What each level is indented by. */
  readonly unit: string
  readonly comma: string
}

/** @param before The line end and indentation before the value's closing bracket; empty where all stands on one line. */
function* spelledInSteps(node: JsonNode, layout: Layout, before: string): Steps<string> {
  if (!isLong(node)) return spelled(node, layout, before)
  const parts: string[] = []
  let rested = node.start
  for (const value of valuesOf(node)) {
    const inner = before + layout.unit
    parts.push(isLong(value) ? yield* spelledInSteps(value, layout, inner) : spelled(value, layout, inner))
    if (value.end - rested < PASS_LENGTH) continue
    rested = value.end
    yield
  }
  return enclosed(node, parts, layout, before)
}

/** As `spelledInSteps()`, at once. */
function spelled(node: JsonNode, layout: Layout, before: string): string {
  if (node.kind !== 'array' && node.kind !== 'object') return node.raw
  const inner = before + layout.unit
  return enclosed(
    node,
    valuesOf(node).map((value) => spelled(value, layout, inner)),
    layout,
    before,
  )
}

function enclosed(node: JsonNode, parts: readonly string[], { unit, comma }: Layout, before: string): string {
  const inner = before + unit
  if (node.kind === 'array') return parts.length === 0 ? '[]' : `[${inner}${parts.join(comma + inner)}${before}]`
  if (node.kind !== 'object') return node.raw
  if (parts.length === 0) return '{}'
  return `{${inner}${parts.map((part, index) => `${node.keys[index]}: ${part}`).join(comma + inner)}${before}}`
}
