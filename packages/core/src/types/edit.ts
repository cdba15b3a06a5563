import type { Path } from './segment.ts'

/** One change to a request: `replace` and `add` of RFC 6902. */
export interface Edit {
  /** `replace` changes an existing value; `add` appends to an array (path ends in `'-'`) or sets a new member. */
  readonly op: 'replace' | 'add'
  readonly path: Path
  /** A JSON value. */
  readonly value: unknown
}
