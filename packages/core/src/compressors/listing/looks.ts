import { rowOf } from './rows/row.ts'

/** Looks that more rows share are not rare. */
const MAX_SHARED = 12
/** Rows that are told. */
const MAX_RARE = 20

/** Finds rows whose mode, owner and group few others have: an executable among documents, a file of root. */
export function looks(): { note(line: string, at: number): void; found(): readonly number[] } {
  const byLook = new Map<string, number[]>()
  return {
    note(line, at) {
      const row = rowOf(line)
      if (row === undefined || row.name === '.' || row.name === '..') return
      const look = `${row.mode} ${row.owner} ${row.group}`
      const rows = byLook.get(look) ?? []
      if (rows.length <= MAX_SHARED) rows.push(at)
      byLook.set(look, rows)
    },
    found: () =>
      [...byLook.values()]
        .filter(({ length }) => length <= MAX_SHARED)
        .flat()
        .slice(0, MAX_RARE),
  }
}
