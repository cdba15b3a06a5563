import type { JsonNode, JsonString } from '../../json/node.ts'
import { textOfJson } from '../../json/text.ts'
import type { Steps } from '../../steps.ts'
import { isStyle, MIN_OPENED, readStyled, styleKey, writeStyled } from './json-style.ts'
import { replace, replaceInSteps, valuesOf, visitInSteps } from './walk.ts'

/**
 * A value with its strings that hold JSON replaced by that JSON, under a key that says how it is spelled in the string:
 * `{"@json": …}`. Strings within it likewise. A string is only opened where writing it again gives its lexeme.
 *
 * @returns The value itself where no string was opened, or where it has such keys already.
 */
export function* openStrings(root: JsonNode): Steps<JsonNode> {
  let hasStyles = false
  yield* visitInSteps(root, (node) => {
    hasStyles ||= hasStyleKey(node)
    return !hasStyles
  })
  return hasStyles ? root : yield* replaceInSteps(root, (node) => openedString(node, 0))
}

/** The value that `openStrings()` was given, lexeme for lexeme. */
export function* closeStrings(root: JsonNode): Steps<JsonNode> {
  return yield* replaceInSteps(root, closedString)
}

function closedString(node: JsonNode): JsonNode | undefined {
  const [key] = node.kind === 'object' ? node.keys : []
  const [value] = valuesOf(node)
  if (key === undefined || value === undefined || !isStyle(key)) return undefined
  const { start, end } = node
  return { kind: 'string', raw: JSON.stringify(writeStyled(replace(value, closedString), key)), start, end }
}

function hasStyleKey(node: JsonNode): boolean {
  return node.kind === 'object' && node.keys.some(isStyle)
}

/** Strings in strings in strings: each level doubles the backslashes, so more are hardly ever written. */
const MAX_LEVELS = 4

function openedString(node: JsonNode, level: number): JsonNode | undefined {
  if (node.kind !== 'string' || level >= MAX_LEVELS || !mayHoldJson(node)) return undefined
  const text = textOfJson(node.raw)
  if (JSON.stringify(text) !== node.raw) return undefined
  const found = readStyled(text)
  if (found === undefined || holdsStyles(found.node)) return undefined
  const value = replace(found.node, (inner) => openedString(inner, level + 1))
  return { kind: 'object', keys: [styleKey(found.style)], values: [value], start: node.start, end: node.end }
}

/** Depth is bounded by the reader's. */
function holdsStyles(node: JsonNode): boolean {
  return hasStyleKey(node) || valuesOf(node).some(holdsStyles)
}

const OPENING = /^"[[{](?:\\n|\s){0,40}(?:\\"|[[{\]}\d-]|true|false|null)/

/** Whether a lexeme starts as a string of an array or object does. */
function mayHoldJson({ raw }: JsonString): boolean {
  const code = raw.charCodeAt(1)
  return (code === 91 || code === 123) && raw.length >= MIN_OPENED && OPENING.test(raw.slice(0, 100))
}
