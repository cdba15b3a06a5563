import { textOfJson } from '../../../json/text.ts'
import type { Steps } from '../../../steps.ts'
import { mapInSteps } from '../../each-in-steps.ts'
import { tableOf } from '../columns.ts'
import { writeColumnName } from '../column-name.ts'
import type { Column } from '../table.ts'
import type { List } from './lists.ts'

/** What the rows of a list hold at one place. */
export interface ListColumn {
  /** As in the head of a table. */
  readonly name: string
  /** Each row's value as minified JSON, so that null, "null" and nothing differ; undefined where there is none. */
  readonly cells: readonly (string | undefined)[]
  /** Decoded text of each row's value; undefined where there is none. */
  readonly texts: readonly (string | undefined)[]
  /** The numbers among the values; undefined for a column without. */
  readonly numbers: readonly (number | undefined)[] | undefined
  /** How often each value of `cells` occurs; undefined where there are too many for a category. */
  readonly counts: ReadonlyMap<string, number> | undefined
}

/** Values of a category. */
const MAX_CATEGORIES = 24
/** Columns that are looked at; wider rows are judged by their first ones. */
const MAX_COLUMNS = 250

/** The rows of a list as columns of plain texts. */
export function* listColumnsInSteps({ node, rows }: List): Steps<readonly ListColumn[]> {
  const { columns } = yield* tableOf(node.kind === 'object' ? { items: rows, keys: node.keys } : { items: rows })
  const all: ListColumn[] = []
  for (const column of columns.slice(0, MAX_COLUMNS)) all.push(yield* listColumnOf(column))
  return all
}

function* listColumnOf({ path, role, cells }: Column): Steps<ListColumn> {
  if (role === 'rows') return rowsColumn(writeColumnName(path), cells)
  return {
    name: role === 'key' ? '(key)' : writeColumnName(path),
    cells,
    texts: yield* mapInSteps(cells, textOf),
    numbers: yield* numbersOf(cells),
    counts: countsOf(cells),
  }
}

/** Rows of rows have no value of their own: they hold some or none. */
function rowsColumn(name: string, lengths: readonly (string | undefined)[]): ListColumn {
  const cells = lengths.map((length) => length && (length === '0' ? '"no rows"' : '"some rows"'))
  return { name, cells, texts: cells.map(() => undefined), numbers: undefined, counts: countsOf(cells) }
}

function textOf(cell: string | undefined): string | undefined {
  return cell?.charCodeAt(0) === 34 ? textOfJson(cell) : cell
}

function* numbersOf(cells: readonly (string | undefined)[]): Steps<(number | undefined)[] | undefined> {
  let count = 0
  const numbers = yield* mapInSteps(cells, (cell) => {
    if (cell === undefined || !isNumber(cell)) return undefined
    count++
    return Number(cell)
  })
  return count * 2 > cells.length ? numbers : undefined
}

function isNumber(cell: string): boolean {
  const code = cell.charCodeAt(0)
  return code === 45 || (code >= 48 && code <= 57)
}

function countsOf(cells: readonly (string | undefined)[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    if (cell === undefined) continue
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    if (counts.size > MAX_CATEGORIES) return undefined
  }
  return counts
}
