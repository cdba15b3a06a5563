import type { Steps } from '../../../steps.ts'
import { someInSteps } from '../../each-in-steps.ts'
import type { Delimiter } from './delimiter.ts'

/**
 * Which cells stand in quotes.
 *
 * - `needed`: those with a delimiter, a quote or a line end in them (RFC 4180).
 * - `always`: all.
 * - `shell`: as the shell of SQLite does, also those with a space, an apostrophe or a sign beyond ASCII.
 * - `empty`: as `shell`, and empty cells: where it prints nulls otherwise.
 * - `raw`: no rule; the cells are as written, quotes included.
 */
export type Quoting = 'needed' | 'always' | 'shell' | 'empty' | 'raw'

/** All of them, the commonest first. Their first letters differ. */
export const QUOTINGS: readonly Quoting[] = ['needed', 'always', 'shell', 'empty', 'raw']

const QUOTE = 34

/** Writes a cell. */
export function writeQuoted(value: string, quoting: Quoting, delimiter: Delimiter): string {
  return quoting !== 'raw' && needsQuotes(value, quoting, delimiter) ? `"${value.replaceAll('"', '""')}"` : value
}

/** What a cell as written says: its text without the quotes around it and with single ones in it. */
export function valueOf(written: string): string {
  return written.charCodeAt(0) === QUOTE ? written.slice(1, -1).replaceAll('""', '"') : written
}

/** The rule by which all of these cells were written; `raw` where there is none. */
export function* quotingOf(written: readonly (string | undefined)[], delimiter: Delimiter): Steps<Quoting> {
  for (const quoting of QUOTINGS) {
    const isOther = yield* someInSteps(written, (cell) => cell !== undefined && !fits(cell, quoting, delimiter))
    if (!isOther) return quoting
  }
  return 'raw'
}

function fits(written: string, quoting: Quoting, delimiter: Delimiter): boolean {
  if (quoting === 'raw') return true
  if (written.charCodeAt(0) !== QUOTE) return !needsQuotes(written, quoting, delimiter)
  return needsQuotes(valueOf(written), quoting, delimiter)
}

/** Signs for which the shell of SQLite sets quotes: `needCsvQuote` of its shell.c. */
const SHELL = /[\0- "'\u007f-\uffff]/

function needsQuotes(value: string, quoting: Quoting, delimiter: Delimiter): boolean {
  if (quoting === 'always') return true
  if (quoting === 'empty' && value === '') return true
  if ((quoting === 'shell' || quoting === 'empty') && SHELL.test(value)) return true
  const sign = delimiter.charCodeAt(0)
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code === sign || code === QUOTE || code === 10 || code === 13) return true
  }
  return false
}
