import type { Dictionary } from '../json-rows/encodings/dictionary.ts'
import type { Sequence } from '../json-rows/encodings/sequence.ts'
import type { Part } from '../json-rows/encodings/template.ts'
import type { Cell } from './grid.ts'

/** How a column is said, beside the cells that stand in the rows. */
export type Spec =
  /** Each row has its cell. */
  | { readonly kind: 'cells' }
  /** All rows have the same cell; it stands in the head. */
  | { readonly kind: 'constant'; readonly value: string }
  /** Each row adds the same amount; nothing stands in the rows. */
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  /** The rows have codes; the head says what they are short for. */
  | { readonly kind: 'dictionary'; readonly dictionary: Dictionary }
  /** Cells are put together; the rows have what differs, if anything does. Columns by their index. */
  | { readonly kind: 'template'; readonly parts: readonly Part[] }

/** A column as it will be written. */
export interface ColumnPlan {
  readonly name: Cell
  readonly spec: Spec
  /** What stands in the rows; undefined where the head says it all. */
  readonly cells?: readonly Cell[]
  /** Rows whose cell is `=`: 1. Absent: none. */
  readonly same?: Uint8Array
}
