import { lineOf, type Row, type Widths } from './row.ts'

/** Writes how wide columns are, where that is not as wide as their widest: rows were taken out. */
export function printWidths({ mode, links, owner, group, size }: Widths): string {
  return `columns of ${mode}, ${links}, ${owner}, ${group} and ${size}:`
}

const WIDTHS = /^columns of (\d{1,3}), (\d{1,3}), (\d{1,3}), (\d{1,3}) and (\d{1,3}):$/

/** Reads what `printWidths` writes. Undefined: the line is another. */
export function parseWidths(line: string, gap: 1 | 2): Widths | undefined {
  const [, ...cells] = WIDTHS.exec(line) ?? []
  const [mode, links, owner, group, size] = cells.map(Number)
  if (mode === undefined || links === undefined || owner === undefined) return undefined
  return group === undefined || size === undefined ? undefined : { mode, links, owner, group, size, gap }
}

const SPACED = /^\S+( +)\d+( +)\S+( +)\S+( +)/

/** How wide the columns are in one line. Undefined: they do not stand `gap` apart. */
export function widthsIn(line: string, row: Row, gap: 1 | 2): Widths | undefined {
  const [, ...spaces] = SPACED.exec(line) ?? []
  const [afterMode, afterLinks, afterOwner, afterGroup] = spaces.map(({ length }) => length)
  if (afterMode === undefined || afterLinks === undefined || afterOwner === undefined || afterGroup === undefined)
    return undefined
  const widths: Widths = {
    mode: row.mode.length,
    links: row.links.length + afterMode - 1,
    owner: row.owner.length + afterLinks - 1 + afterOwner - gap,
    group: row.group.length,
    size: row.size.length + afterGroup - gap,
    gap,
  }
  return lineOf(row, widths) === line ? widths : undefined
}
