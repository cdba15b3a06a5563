import { parseJsonPath, type Place, follow } from './json-path.ts'
import type { Original } from './original.ts'
import { notFound, type Retrieved, shown } from './retrieved.ts'
import { selectLine } from './select-lines.ts'
import { characterSlice, valueSlice } from './slice.ts'
import { type Rows, rowsOf } from './units.ts'

/**
 * A row of the document's largest array, from 0, or of the array at a path; of a text that is no JSON, the line of that
 * number, from 1.
 */
export function selectIndex(original: Original, index: number, path: string | undefined, maxLength: number): Retrieved {
  if (!Number.isSafeInteger(index) || index < 0)
    return notFound(`${shown(index)} is no index: rows are counted from 0.`)
  const { root, text } = original
  if (root === undefined) return selectLine(original, index, maxLength)
  const rows = path === undefined ? rowsOf(root) : rowsAt(root, path)
  if (rows === undefined)
    return notFound(
      `There is no list${path === undefined ? '' : ` at ${shown(path)}`} to take row ${index} of. Ask by path or grep.`,
    )
  const node = rows.items[index]
  const total = rows.items.length
  const where = rows.array.path === '$' ? '' : ` in ${rows.array.path}`
  if (node === undefined)
    return notFound(`There is no row ${index}: the ${total} rows${where} are counted from 0${othersOf(rows)}.`)
  const place = { path: `${rows.array.path}[${index}]`, node }
  if (node.end - node.start > maxLength) return valueSlice(original, place, 0, Infinity, maxLength)
  const part = characterSlice(text, place, 0, Infinity, maxLength)
  return { ...part, unit: 'rows', total, note: `row ${index} of the ${total}${where}, counted from 0${othersOf(rows)}` }
}

function rowsAt(root: Place['node'], source: string): Rows | undefined {
  const path = parseJsonPath(source)
  const [array] = path === undefined || path.slice !== undefined ? [] : follow(root, path.steps).places
  return array?.node.kind === 'array' ? { array, items: array.node.items, others: [] } : undefined
}

/** Other lists that a note names. */
const MAX_OTHERS = 3

function othersOf({ others }: Rows): string {
  const [first] = others
  if (first === undefined) return ''
  const listed = others.slice(0, MAX_OTHERS).map(({ path }) => path)
  return `; other lists: ${listed.join(', ')}${others.length > MAX_OTHERS ? ', …' : ''}, by path ${first.path}[0]`
}
