import { rowOf } from './rows/row.ts'

/** Entries that are told. */
const MOST = 5

/** Finds the largest entries of a listing: by the bytes of `ls -l`, or the first count of `wc` or `du`. */
export function largest(): { note(line: string, at: number): void; found(): readonly number[] } {
  const top: { readonly at: number; readonly size: number }[] = []
  return {
    note(line, at) {
      const size = sizeIn(line)
      if (size === undefined || (top.length === MOST && size <= (top.at(-1)?.size ?? 0))) return
      const place = top.findIndex((other) => other.size < size)
      top.splice(place < 0 ? top.length : place, 0, { at, size })
      top.length = Math.min(top.length, MOST)
    },
    found: () => top.map(({ at }) => at),
  }
}

const COUNT = /^ *(\d{1,15}(?:\.\d{1,9})?)([KMGTP]?)[ \t]+\S*\//
const SIZE = /^(\d{1,15}(?:\.\d{1,9})?)([KMGTP]?)$/
const UNITS = ['', 'K', 'M', 'G', 'T', 'P']

/** The number by which an entry is large. Undefined: it has none. */
function sizeIn(line: string): number | undefined {
  const row = rowOf(line)
  if (row?.mode.startsWith('d') === true) return undefined
  const [, digits, unit = ''] = (row === undefined ? COUNT.exec(line) : SIZE.exec(row.size)) ?? []
  return digits === undefined ? undefined : Number(digits) * 1024 ** UNITS.indexOf(unit)
}
