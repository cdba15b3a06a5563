import type { DelimitedStyle } from './shapes/delimited-style.ts'
import type { FramedStyle } from './shapes/framed-style.ts'
import type { RecordsStyle } from './shapes/records-style.ts'

/** A cell as a reader takes it: without the quotes and the padding that the style puts around it. Undefined: the row ends before it. */
export type Cell = string | undefined

/** How a table is written: what turns cells into its very text. */
export type Style = DelimitedStyle | FramedStyle | RecordsStyle

/** A table, and the text around it. */
export interface Grid {
  readonly style: Style
  /** What stands before the table: whole lines, line ends included. */
  readonly before: string
  /** The cells of the head. */
  readonly names: readonly Cell[]
  /** The cells below the head, by column. All columns are equally long. */
  readonly columns: readonly (readonly Cell[])[]
  /** Rows below the head. */
  readonly rowCount: number
  /** The line end of every row. */
  readonly end: '\n' | '\r\n'
  /** What follows the last line of the table, the line end of that line included. */
  readonly after: string
}

/** A table as it was found in a text. */
export interface FoundGrid extends Grid {
  /** Offset of each row in the text, then the offset after the last one. */
  readonly starts: readonly number[]
}
