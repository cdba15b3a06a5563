import type { CellMode } from '../cell.ts'
import type { Dictionary } from './dictionary.ts'
import type { Sequence } from './sequence.ts'
import type { Part } from './template.ts'

/** How the values of a column are written. */
export type Encoding =
  /** Each row has its cell. */
  | { readonly kind: 'cells'; readonly mode: CellMode }
  /** All rows have the same value; no cells. */
  | { readonly kind: 'constant'; readonly json: string }
  /** Each row adds the same amount; no cells. */
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  /** Cells are codes of the legend. */
  | { readonly kind: 'dictionary'; readonly dictionary: Dictionary }
  /** Texts are put together; cells only where a part asks for one. */
  | { readonly kind: 'template'; readonly parts: readonly Part[] }

/** An encoding and the cells that it leaves, one per row; none where it says it all. */
export interface Encoded {
  readonly encoding: Encoding
  readonly cells?: readonly string[]
}
