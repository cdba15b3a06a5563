import { follow, openedString, parseJsonPath, partsOf, type Place } from './json-path.ts'
import type { Original } from './original.ts'
import { notFound, type Retrieved, shown } from './retrieved.ts'
import { selectLine } from './select-lines.ts'
import { characterSlice, valueSlice } from './slice.ts'
import { type Rows, rowsOf } from './units.ts'

/**
 * A row of the document's largest list, from 0, or of the list at a path; of a text that is no JSON, the line of that
 * number, from 1.
 */
export function selectIndex(original: Original, index: number, path: string | undefined, maxLength: number): Retrieved {
  if (!Number.isSafeInteger(index) || index < 0)
    return notFound(`${shown(index)} is no index: rows are counted from 0.`)
  const { root, text } = original
  if (root === undefined) return selectLine(original, index, maxLength)
  const rows =
    path === undefined ? rowsOf({ path: '$', node: root, text }) : rowsAt({ path: '$', node: root, text }, path)
  if (rows === undefined)
    return notFound(
      `There is no list${path === undefined ? '' : ` at ${shown(path)}`} to take row ${index} of. Ask by path or grep.`,
    )
  const place = rows.rows[index]
  const total = rows.rows.length
  const where = rows.list.path === '$' ? '' : ` in ${rows.list.path}`
  if (place === undefined)
    return notFound(`There is no row ${index}: the ${total} rows${where} are counted from 0${othersOf(rows)}.`)
  if (place.node.end - place.node.start > maxLength) return valueSlice(place, 0, Infinity, maxLength)
  const part = characterSlice(place, 0, Infinity, maxLength)
  const member = rows.list.node.kind === 'object' ? `: ${place.path}` : ''
  const note = `row ${index} of the ${total}${where}, counted from 0${member}${othersOf(rows)}`
  return { ...part, unit: 'rows', total, note }
}

function rowsAt(root: Place, source: string): Rows | undefined {
  const path = parseJsonPath(source)
  const [found, another] = path === undefined || path.slice !== undefined ? [] : follow(root, path.steps).places
  if (found === undefined || another !== undefined) return undefined
  const list = openedString(found) ?? found
  const isList = list.node.kind === 'array' || list.node.kind === 'object'
  return isList ? { list, rows: partsOf(list), others: [] } : undefined
}

/** Other lists that a note names. */
const MAX_OTHERS = 3

function othersOf({ others }: Rows): string {
  if (others.length === 0) return ''
  const listed = others.slice(0, MAX_OTHERS).map(({ path }) => path)
  return `; other lists, with path: ${listed.join(', ')}${others.length > MAX_OTHERS ? ', …' : ''}`
}
