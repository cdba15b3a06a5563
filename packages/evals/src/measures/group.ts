import type { OutputInput } from '../types/input.ts'
import { isRecord, parseJson } from '../inputs/read-text.ts'

/** Rows from which a list is a table: as the peer measured them. */
const MIN_ROWS = 3
const LISTING = /_(?:lsR|ls|find|tree|wc|gitstatus|git_status|lsfiles|gitlsfiles|npmls|ps)(?:[._]|$)/
const COMMITS = /_gitlog_/

/**
 * The group of an output that issue 3 sets an aim for, told by the file's name and shape: `listings`, `search hits`,
 * `JSON rows`, `JSON documents`, `tables`. Undefined: none.
 */
export function groupOf({ name, kind, text }: OutputInput): string | undefined {
  if (kind === 'csv') return 'tables'
  if (kind === 'json') return hasRows(parseJson(text)) ? 'JSON rows' : 'JSON documents'
  if (kind !== 'search') return undefined
  if (COMMITS.test(name)) return 'commit logs'
  return LISTING.test(name) ? 'listings' : 'search hits'
}

function hasRows(value: unknown): boolean {
  if (Array.isArray(value)) return value.length >= MIN_ROWS && value.every(isRecord)
  return isRecord(value) && Object.values(value).some((member) => Array.isArray(member) && hasRows(member))
}
