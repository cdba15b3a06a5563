/** What `git diff --stat` ends with. */
export interface Summary {
  readonly files: number
  /** Undefined where the line does not say it. */
  readonly added: number | undefined
  readonly removed: number | undefined
}

const SUMMARY = /^ (\d{1,9}) files? changed(?:, (\d{1,9}) insertions?\(\+\))?(?:, (\d{1,9}) deletions?\(-\))?$/
const WRITTEN = /^(\d{1,9}) files(?: \+(\d{1,9}))?(?: -(\d{1,9}))?$/

/** Reads the last line of `git diff --stat`. Undefined: it is another. */
export function summaryOf(line: string): Summary | undefined {
  const summary = summaryIn(SUMMARY, line)
  return summary !== undefined && summaryLine(summary) === line ? summary : undefined
}

/** Reads what `printSummary` writes. Undefined: the line is another. */
export function parseSummary(line: string): Summary | undefined {
  const summary = summaryIn(WRITTEN, line)
  return summary !== undefined && printSummary(summary) === line ? summary : undefined
}

/** A summary as git writes it. */
export function summaryLine({ files, added, removed }: Summary): string {
  const inserted = added === undefined ? '' : `, ${added} insertion${added === 1 ? '' : 's'}(+)`
  const deleted = removed === undefined ? '' : `, ${removed} deletion${removed === 1 ? '' : 's'}(-)`
  return ` ${files} file${files === 1 ? '' : 's'} changed${inserted}${deleted}`
}

/** A summary as the form writes it: `4 files +221 -41`. */
export function printSummary({ files, added, removed }: Summary): string {
  return `${files} files${added === undefined ? '' : ` +${added}`}${removed === undefined ? '' : ` -${removed}`}`
}

function summaryIn(pattern: RegExp, line: string): Summary | undefined {
  const [, files, added, removed] = pattern.exec(line) ?? []
  if (files === undefined) return undefined
  const numberOf = (digits: string | undefined): number | undefined =>
    digits === undefined ? undefined : Number(digits)
  return { files: Number(files), added: numberOf(added), removed: numberOf(removed) }
}
