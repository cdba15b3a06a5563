import type { Kind } from './kinds.ts'
import { type Row, rowOf } from './row.ts'

/** Writes a kind as the line that stands for its rows: letter, then the columns, `{…}` where a row says its own. */
export function printKind({ letter, mode, links, owner, group, size, date }: Kind): string {
  const columns = `${mode} ${links ?? '{links}'} ${owner} ${group} ${size ?? '{size}'} ${date ?? '{date}'} {name}`
  return letter === '' ? columns : `${letter} ${columns}`
}

const LETTER = /^([a-z]) /
/** Stand for columns that rows say themselves, where a column must look like one to be read. */
const ANY_LINKS = '999999999'
const ANY_SIZE = '99999999999999999999'
const ANY_DATE = '9999-99-99 99:99'

/**
 * Reads what `printKind` writes.
 *
 * @throws {SyntaxError} For any other line.
 */
export function parseKind(line: string): Kind {
  const letter = LETTER.exec(line)?.[1] ?? ''
  const columns = line
    .slice(letter === '' ? 0 : 2)
    .replace('{links}', ANY_LINKS)
    .replace('{size}', ANY_SIZE)
    .replace('{date}', ANY_DATE)
  const row = rowOf(columns)
  if (row === undefined) throw new SyntaxError(`no kind of rows: ${line}`)
  const { mode, owner, group } = row
  const said = (value: string, any: string): string | undefined => (value === any ? undefined : value)
  return {
    letter,
    mode,
    owner,
    group,
    links: said(row.links, ANY_LINKS),
    size: said(row.size, ANY_SIZE),
    date: said(row.date, ANY_DATE),
  }
}

/** Writes what a row says beside its kind. */
export function printRow({ links, size, date, name }: Row, kind: Kind): string {
  const own = [
    ...(kind.letter === '' ? [] : [kind.letter]),
    ...(kind.links === undefined ? [links] : []),
    ...(kind.size === undefined ? [size] : []),
    ...(kind.date === undefined ? [date] : []),
  ]
  return [...own, name].join(' ')
}

const LINKS = /^(\d{1,9}) /
const SIZE = /^(\d{1,20}|\d[\d.]{0,9}[KMGTPE]|\d{1,9}, +\d{1,9}) /
const DATE =
  /^([A-Z][a-z]{2} [ \d]\d (?: \d{4}|\d\d:\d\d)|\d\d? [A-Z][a-z]{2} (?: \d{4}|\d\d:\d\d)|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: [+-]\d{4})?) /

/** Kinds by their letter. */
export type Kinds = ReadonlyMap<string, Kind>

/** Reads what `printRow` writes. Undefined: the line says no row. */
export function parseRow(line: string, kinds: Kinds): Row | undefined {
  const letter = LETTER.exec(line)?.[1] ?? ''
  const kind = kinds.get(letter)
  if (kind === undefined) return undefined
  let rest = line.slice(letter === '' ? 0 : 2)
  const take = (said: string | undefined, pattern: RegExp): string | undefined => {
    if (said !== undefined) return said
    const own = pattern.exec(rest)?.[1]
    rest = rest.slice((own ?? '').length + 1)
    return own
  }
  const links = take(kind.links, LINKS)
  const size = links === undefined ? undefined : take(kind.size, SIZE)
  const date = size === undefined ? undefined : take(kind.date, DATE)
  if (links === undefined || size === undefined || date === undefined || rest === '') return undefined
  return { mode: kind.mode, links, owner: kind.owner, group: kind.group, size, date, name: rest }
}
