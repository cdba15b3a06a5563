import type { JsonNode } from './node.ts'
import { readJson } from './read.ts'

/**
 * Reads newline-delimited JSON: one value a line, at least two lines. Line ends may be `\n` or `\r\n`; blank lines and
 * a leading byte order mark are skipped. Offsets of a value count from the start of its line.
 *
 * @returns The values in order, or undefined where a line is not JSON, is a single value, or there is only one line.
 */
export function readNdjson(text: string): readonly JsonNode[] | undefined {
  const nodes: JsonNode[] = []
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, end)
    start = end + 1
    if (line.trim() === '') continue
    const node = readJson(line)
    if (node === undefined || (node.kind !== 'object' && node.kind !== 'array')) return undefined
    nodes.push(node)
  }
  return nodes.length > 1 ? nodes : undefined
}
