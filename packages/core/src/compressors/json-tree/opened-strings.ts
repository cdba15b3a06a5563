import type { JsonNode } from '../../json/node.ts'
import { textOfJson } from '../../json/text.ts'
import { isLong } from '../../json/write.ts'
import { atOnce, type Steps } from '../../steps.ts'
import { isStyle, MIN_OPENED, readStyled, type Style, styleKey, writeStyled } from './json-style.ts'
import { replaceInSteps, valuesOf, visitInSteps } from './walk.ts'

/** A value with its strings opened, and the styles of those strings. */
export interface WithOpened {
  readonly root: JsonNode
  readonly styles: ReadonlySet<Style>
}

/**
 * A value with its strings that hold JSON replaced by that JSON, under a key that says how it is spelled in the string:
 * `{"@json": …}`. Strings within it likewise. A string is only opened where writing it again gives its lexeme.
 *
 * @returns The value itself where no string was opened, or where it has such keys already.
 */
export function* openStrings(root: JsonNode): Steps<WithOpened> {
  const styles = new Set<Style>()
  return { root: (yield* holdsStyles(root)) ? root : yield* opened(root, 0, styles), styles }
}

/** The value that `openStrings()` was given, lexeme for lexeme. */
export function* closeStrings(root: JsonNode): Steps<JsonNode> {
  return yield* replaceInSteps(root, (node) => atOnce(closedString(node)), undefined, closedString)
}

function* closedString(node: JsonNode): Steps<JsonNode | undefined> {
  const [key] = node.kind === 'object' ? node.keys : []
  const [value] = valuesOf(node)
  if (key === undefined || value === undefined || !isStyle(key)) return undefined
  const { start, end } = node
  const text = yield* writeStyled(yield* closeStrings(value), key)
  return { kind: 'string', raw: JSON.stringify(text), start, end }
}

function hasStyleKey(node: JsonNode): boolean {
  return node.kind === 'object' && node.keys.some(isStyle)
}

/** Strings in strings in strings: each level doubles the backslashes, so more are hardly ever written. */
const MAX_LEVELS = 4

/** @param styles Gets those of the strings that are opened. */
function* opened(root: JsonNode, level: number, styles: Set<Style>): Steps<JsonNode> {
  const openedNow = (node: JsonNode): JsonNode | undefined =>
    mayHoldJson(node) ? atOnce(openedString(node, level, styles)) : undefined
  return yield* replaceInSteps(root, openedNow, undefined, (node) => openedString(node, level, styles))
}

function* openedString(node: JsonNode, level: number, styles: Set<Style>): Steps<JsonNode | undefined> {
  if (node.kind !== 'string' || level >= MAX_LEVELS || !mayHoldJson(node)) return undefined
  const text = textOfJson(node.raw)
  if (isLong(node)) yield
  if (JSON.stringify(text) !== node.raw) return undefined
  const found = yield* readStyled(text)
  if (found === undefined || (yield* holdsStyles(found.node))) return undefined
  styles.add(found.style)
  const value = yield* opened(found.node, level + 1, styles)
  return { kind: 'object', keys: [styleKey(found.style)], values: [value], start: node.start, end: node.end }
}

function* holdsStyles(root: JsonNode): Steps<boolean> {
  let holds = false
  yield* visitInSteps(root, (node) => {
    holds ||= hasStyleKey(node)
    return !holds
  })
  return holds
}

const OPENING = /^"[[{](?:\\[nt]|\s){0,40}(?:\\"|[[{\]}\d-]|true|false|null)/

/** Whether a value is a string that starts as one of an array or object does. */
function mayHoldJson(node: JsonNode): boolean {
  if (node.kind !== 'string') return false
  const { raw } = node
  const code = raw.charCodeAt(1)
  return (code === 91 || code === 123) && raw.length >= MIN_OPENED && OPENING.test(raw.slice(0, 100))
}
