import { PASS_LENGTH, type Steps } from '../steps.ts'
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

/** As `writeMinified()`, in steps. Depth is bounded by the reader's. */
export function* minifiedInSteps(node: JsonNode): Steps<string> {
  if (!isLong(node) || (node.kind !== 'array' && node.kind !== 'object')) return writeMinified(node)
  const parts: string[] = []
  const values = node.kind === 'array' ? node.items : node.values
  let rested = node.start
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (value === undefined) continue
    const text = isLong(value) ? yield* minifiedInSteps(value) : writeMinified(value)
    parts.push(node.kind === 'array' ? text : `${node.keys[index]}:${text}`)
    if (value.end - rested < PASS_LENGTH) continue
    rested = value.end
    yield
  }
  return node.kind === 'array' ? `[${parts.join(',')}]` : `{${parts.join(',')}}`
}

/** Whether a value is too long to be walked in one step. */
export function isLong({ start, end }: JsonNode): boolean {
  return end - start > PASS_LENGTH
}
