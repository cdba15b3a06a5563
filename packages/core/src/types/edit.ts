import type { Path } from './segment.ts'

/** One change to a request: `replace` and `add` of RFC 6902. */
export interface Edit {
  /**
   * `replace` changes an existing value; `add` sets a new member, appends to an array (path ends in `'-'`) or puts the value before an
   * element of it (path ends in its index).
   */
  readonly op: 'replace' | 'add'
  /** Where, in the request as it was given: edits never see one another. */
  readonly path: Path
  /** A JSON value. */
  readonly value: unknown
}
