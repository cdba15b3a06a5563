import type { JsonNode } from './node.ts'

/** Writes a tree without white space, every lexeme as it was written: key order, duplicate keys, numbers, escapes. */
export function writeMinified(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(writeMinified).join(',')}]`
  if (node.kind !== 'object') return node.raw
  let text = '{'
  for (let index = 0; index < node.keys.length; index++) {
    const value = node.values[index]
    if (value !== undefined) text += `${index === 0 ? '' : ','}${node.keys[index]}:${writeMinified(value)}`
  }
  return `${text}}`
}
