import type { JsonNode } from './node.ts'

/**
 * The text of a string lexeme, escapes decoded. Lone surrogates are kept.
 *
 * @param raw From quote to quote, as `JsonString.raw` and the keys of `JsonObject` hold it.
 */
export function textOfJson(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1)
}

/** The value of an object's member, the last one where a key is repeated (as in `JSON.parse`); undefined where there is none. */
export function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  if (node.kind !== 'object') return undefined
  for (let index = node.keys.length - 1; index >= 0; index--) {
    const raw = node.keys[index]
    if (raw !== undefined && textOfJson(raw) === key) return node.values[index]
  }
  return undefined
}
