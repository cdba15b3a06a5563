/** A line of `ls -l`, cut at its columns. */
export interface Row {
  readonly mode: string
  readonly links: string
  readonly owner: string
  readonly group: string
  /** Bytes, a size with its unit, or the two numbers of a device. */
  readonly size: string
  readonly date: string
  /** The rest: of a link, where it leads, too. */
  readonly name: string
}

const ROW =
  /^([-dlbcpsD?][-rwxsStT]{9}[.+@]?) +(\d{1,9}) +([^\s]{1,64}) +([^\s]{1,64}) +(\d{1,20}|\d[\d.]{0,9}[KMGTPE]|\d{1,9}, +\d{1,9}) ([A-Z][a-z]{2} [ \d]\d (?: \d{4}|\d\d:\d\d)|\d\d? [A-Z][a-z]{2} (?: \d{4}|\d\d:\d\d)|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: [+-]\d{4})?) (.+)$/s

/** Cuts a line of `ls -l`. Undefined: it is none. */
export function rowOf(line: string): Row | undefined {
  const [, mode, links, owner, group, size, date, name] = ROW.exec(line) ?? []
  if (mode === undefined || links === undefined || owner === undefined || group === undefined) return undefined
  if (size === undefined || date === undefined || name === undefined) return undefined
  return { mode, links, owner, group, size, date, name }
}

/** How wide the columns of a listing are, in characters, and how far apart its owners, groups and sizes stand. */
export interface Widths {
  readonly mode: number
  readonly links: number
  readonly owner: number
  readonly group: number
  readonly size: number
  /** 1 from GNU, 2 from BSD. */
  readonly gap: 1 | 2
}

/** As wide as the widest of the rows. */
export function widthsOf(rows: readonly Row[], gap: 1 | 2): Widths {
  const widest = (cell: (row: Row) => string): number => rows.reduce((most, row) => Math.max(most, cell(row).length), 0)
  return {
    mode: widest(({ mode }) => mode),
    links: widest(({ links }) => links),
    owner: widest(({ owner }) => owner),
    group: widest(({ group }) => group),
    size: widest(({ size }) => size),
    gap,
  }
}

/** A row as a line. */
export function lineOf({ mode, links, owner, group, size, date, name }: Row, widths: Widths): string {
  const space = ' '.repeat(widths.gap)
  const left = `${mode.padEnd(widths.mode)} ${links.padStart(widths.links)} ${owner.padEnd(widths.owner)}`
  return `${left}${space}${group.padEnd(widths.group)}${space}${size.padStart(widths.size)} ${date} ${name}`
}
