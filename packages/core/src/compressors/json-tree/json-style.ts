import type { JsonNode } from '../../json/node.ts'
import { readNdjson } from '../../json/read-ndjson.ts'
import { readJson } from '../../json/read.ts'
import { writeMinified } from '../../json/write.ts'

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
const WRITERS: ReadonlyMap<string, (node: JsonNode) => string> = new Map([
  ['@json', writeMinified],
  // As Python's json.dumps writes it.
  ['@json_spaced', (node: JsonNode): string => spaced(node)],
  ['@json_indent2', (node: JsonNode): string => indented(node, '  ', '\n')],
  ['@json_indent4', (node: JsonNode): string => indented(node, '    ', '\n')],
  ['@json_tabs', (node: JsonNode): string => indented(node, '\t', '\n')],
  ['@json_lines', (node: JsonNode): string => (node.kind === 'array' ? node.items.map(writeMinified).join('\n') : '')],
])
const WITH_LINE_FEED = '_nl'

/** The key of a style, quotes included. */
export function styleKey(style: Style): string {
  return `"${style}"`
}

/** Whether a key, quotes included, is that of a style. */
export function isStyle(key: string): boolean {
  return key.startsWith('"@json') && WRITERS.has(nameOf(key))
}

/** Writes JSON as the style of a key says. The inverse of `readStyled()`. */
export function writeStyled(node: JsonNode, key: string): string {
  const text = WRITERS.get(nameOf(key))?.(node) ?? ''
  return key.endsWith(`${WITH_LINE_FEED}"`) ? `${text}\n` : text
}

/** Reads an array or object (or lines of such) in one of the known spellings; undefined where it is spelled otherwise. */
export function readStyled(text: string): Styled | undefined {
  const end = text.endsWith('\n') ? WITH_LINE_FEED : ''
  const body = end === '' ? text : text.slice(0, -1)
  const node = readJson(body) ?? linesOf(body)
  if (node === undefined || (node.kind !== 'array' && node.kind !== 'object')) return undefined
  for (const name of namesFor(body)) {
    if (WRITERS.get(name)?.(node) === body) return { node, style: `${name}${end}` }
  }
  return undefined
}

function nameOf(key: string): string {
  const name = key.slice(1, -1)
  return name.endsWith(WITH_LINE_FEED) ? name.slice(0, -WITH_LINE_FEED.length) : name
}

function linesOf(text: string): JsonNode | undefined {
  const items = text.includes('\n') ? readNdjson(text) : undefined
  return items && { kind: 'array', items, start: 0, end: text.length }
}

/** The styles that a text may have, by its first line. */
function namesFor(text: string): readonly string[] {
  if (text.startsWith('{\n') || text.startsWith('[\n')) {
    const next = text.slice(2, 7)
    return [next.startsWith('\t') ? '@json_tabs' : next.startsWith('    ') ? '@json_indent4' : '@json_indent2']
  }
  return text.includes('\n') ? ['@json_lines'] : ['@json', '@json_spaced']
}

function spaced(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(spaced).join(', ')}]`
  if (node.kind !== 'object') return node.raw
  return `{${node.values.map((value, index) => `${node.keys[index]}: ${spaced(value)}`).join(', ')}}`
}

function indented(node: JsonNode, unit: string, before: string): string {
  const inner = before + unit
  if (node.kind === 'array') {
    if (node.items.length === 0) return '[]'
    return `[${inner}${node.items.map((item) => indented(item, unit, inner)).join(`,${inner}`)}${before}]`
  }
  if (node.kind !== 'object') return node.raw
  if (node.keys.length === 0) return '{}'
  const members = node.values.map((value, index) => `${node.keys[index]}: ${indented(value, unit, inner)}`)
  return `{${inner}${members.join(`,${inner}`)}${before}}`
}
