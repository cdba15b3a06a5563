import type { JsonNode } from './node.ts'
import { readJsonBetween } from './read.ts'

/**
 * Reads newline-delimited JSON: one value a line, at least two lines. Line ends may be `\n` or `\r\n`; blank lines and
 * a leading byte order mark are skipped.
 *
 * @returns The values in order, or undefined where a line is not JSON, is a single value, or there is only one line.
 */
export function readNdjson(text: string): readonly JsonNode[] | undefined {
  const nodes: JsonNode[] = []
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const from = start
    start = end + 1
    if (text.slice(from, end).trim() === '') continue
    const reading = readJsonBetween(text, from, end)
    if (!('node' in reading) || (reading.node.kind !== 'object' && reading.node.kind !== 'array')) return undefined
    nodes.push(reading.node)
  }
  return nodes.length > 1 ? nodes : undefined
}
