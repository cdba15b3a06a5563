import type { Row } from './row.ts'

/** What a listing of many directories has said of each so far. */
export interface Directories {
  /** The rows `.` and `..` that the listing of a directory begins with, where they say again what was said before. */
  dotsOf(heading: string): readonly [Row, Row] | undefined
  /** Takes note of a row in the listing of a directory. */
  note(heading: string, row: Row): void
}

/** Knows nothing yet. */
export function createDirectories(): Directories {
  const listed = new Map<string, Row>()
  const own = new Map<string, Row>()
  return {
    dotsOf(heading) {
      const self = listed.get(heading)
      const around = own.get(heading.slice(0, Math.max(0, heading.lastIndexOf('/'))))
      return self === undefined || around === undefined
        ? undefined
        : [
            { ...self, name: '.' },
            { ...around, name: '..' },
          ]
    },
    note(heading, row) {
      if (row.name === '.') own.set(heading, row)
      else if (row.mode.startsWith('d') && row.name !== '..') listed.set(`${heading}/${row.name}`, row)
    },
  }
}

const HEADING = /^(\S.*):$/

/** The directory that a line announces: `src/app:`. */
export function headingOf(line: string): string | undefined {
  return HEADING.exec(line)?.[1]
}

const TOTAL = /^total \d{1,15}(?:\.\d)?[KMGTP]?$/

/** Whether a line says how much a directory holds. */
export function isTotal(line: string): boolean {
  return TOTAL.test(line)
}
