import type { JsonNode } from '../../json/node.ts'
import type { Candidate } from './candidates.ts'
import type { Marks } from './scattered.ts'
import type { Table } from './table.ts'

/**
 * What stands in the skeleton for a value that is in a table: `<table 1>`, `<5 rows of table 1>`, `<row of table 1>`,
 * `<members in table 1>`, `<lines of table 1>`. Outside strings, JSON has no `<`.
 *
 * @param takesAll The table holds nothing else.
 * @param isLines The rows are lines of their own.
 */
export function markOf(
  { kind, node }: Candidate,
  table: Table,
  number: number,
  takesAll: boolean,
  isLines: boolean,
): string {
  if (isLines) return `<lines of table ${number}>`
  if (kind === 'members') return `<members in table ${number}>`
  if (kind !== 'array') return `<row of table ${number}>`
  return takesAll && table.parents === undefined
    ? `<table ${number}>`
    : `<${node.items.length} rows of table ${number}>`
}

/** A document minified, with marks for what is in tables. Depth is bounded by the reader's. */
export function skeletonOf(node: JsonNode, marks: Marks): string {
  const mark = marks.get(node)
  if (mark !== undefined) return mark
  if (node.kind === 'array') return `[${node.items.map((item) => skeletonOf(item, marks)).join(',')}]`
  if (node.kind !== 'object') return node.raw
  const members = node.keys.map((key, index) => {
    const value = node.values[index]
    return value ? `${key}:${skeletonOf(value, marks)}` : ''
  })
  return `{${members.join(',')}}`
}
