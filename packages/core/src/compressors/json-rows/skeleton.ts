import type { JsonNode } from '../../json/node.ts'
import { isLong } from '../../json/write.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'
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
export function* skeletonOf(node: JsonNode, marks: Marks): Steps<string> {
  if (!isLong(node) || marks.has(node) || (node.kind !== 'array' && node.kind !== 'object')) return written(node, marks)
  const parts: string[] = []
  const values = node.kind === 'array' ? node.items : node.values
  let rested = node.start
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (value === undefined) continue
    const text = isLong(value) ? yield* skeletonOf(value, marks) : written(value, marks)
    parts.push(node.kind === 'array' ? text : `${node.keys[index]}:${text}`)
    if (value.end - rested < PASS_LENGTH) continue
    rested = value.end
    yield
  }
  return node.kind === 'array' ? `[${parts.join(',')}]` : `{${parts.join(',')}}`
}

/** As `skeletonOf()`, of a value that is written in one step. */
function written(node: JsonNode, marks: Marks): string {
  const mark = marks.get(node)
  if (mark !== undefined) return mark
  if (node.kind === 'array') return `[${node.items.map((item) => written(item, marks)).join(',')}]`
  if (node.kind !== 'object') return node.raw
  const members = node.keys.map((key, index) => {
    const value = node.values[index]
    return value ? `${key}:${written(value, marks)}` : ''
  })
  return `{${members.join(',')}}`
}
