import type { Path } from '../../types/segment.ts'
import { objectOf } from '../wire-value.ts'

/** One item of a list and where it stands. */
export interface Item {
  /** Anything. */
  readonly value: unknown
  /** Where it stands in the request. */
  readonly path: Path
}

/**
 * The items of a list. The API takes a lone object for a list of one, as in many of its own examples; such an object stands at the
 * list's own path.
 *
 * @param path Where the list stands.
 */
export function entriesOf(list: unknown, path: Path): readonly Item[] {
  if (Array.isArray(list)) return list.map((value: unknown, index) => ({ value, path: [...path, index] }))
  return objectOf(list) === undefined ? [] : [{ value: list, path }]
}
