import { textOfJson } from '../../../json/text.ts'
import { tableOf } from '../columns.ts'
import { writeColumnName } from '../column-name.ts'
import type { List } from './lists.ts'

/** What the rows of a list hold at one place. */
export interface ListColumn {
  /** As in the head of a table. */
  readonly name: string
  /** Decoded text of each row's value; undefined where there is none. */
  readonly texts: readonly (string | undefined)[]
  /** The numbers among the values; undefined for a column without. */
  readonly numbers: readonly (number | undefined)[] | undefined
  /** How often each value occurs; undefined where there are too many for a category. */
  readonly counts: ReadonlyMap<string, number> | undefined
}

/** Values of a category. */
const MAX_CATEGORIES = 24
/** Columns that are looked at; wider rows are judged by their first ones. */
const MAX_COLUMNS = 250

/** The rows of a list as columns of plain texts. */
export function listColumnsOf({ node, rows }: List): readonly ListColumn[] {
  const { columns } = tableOf(node.kind === 'object' ? { items: rows, keys: node.keys } : { items: rows })
  return columns
    .filter(({ role }) => role !== 'rows')
    .slice(0, MAX_COLUMNS)
    .map(({ path, role, cells }) => {
      const texts = cells.map(textOf)
      return {
        name: role === 'key' ? '(key)' : writeColumnName(path),
        texts,
        numbers: numbersOf(cells),
        counts: countsOf(texts),
      }
    })
}

function textOf(cell: string | undefined): string | undefined {
  return cell?.charCodeAt(0) === 34 ? textOfJson(cell) : cell
}

function numbersOf(cells: readonly (string | undefined)[]): (number | undefined)[] | undefined {
  const numbers = cells.map((cell) => (cell !== undefined && isNumber(cell) ? Number(cell) : undefined))
  const count = numbers.filter((value) => value !== undefined).length
  return count * 2 > cells.length ? numbers : undefined
}

function isNumber(cell: string): boolean {
  const code = cell.charCodeAt(0)
  return code === 45 || (code >= 48 && code <= 57)
}

function countsOf(texts: readonly (string | undefined)[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) {
    if (text === undefined) continue
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (counts.size > MAX_CATEGORIES) return undefined
  }
  return counts
}
