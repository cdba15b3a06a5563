import type { Delimiter } from './delimiter.ts'
import type { Frame } from './frames.ts'
import type { RecordLayout } from './records-style.ts'

/** What kind of table a text seems to hold, from its first characters. */
export interface Sniffed {
  /** Which of the three ways cells are cut. */
  readonly shape: 'delimited' | 'framed' | 'records'
  /** Frames that may be around the cells. */
  readonly frames: readonly Frame[]
  /** Layouts that records may have. */
  readonly layouts: readonly RecordLayout[]
  /** Between cells that have no frame. */
  readonly delimiter: Delimiter
  /** Offset of the table's first line. */
  readonly start: number
  /** Lines of its head: one, unless a name has a line end in it. */
  readonly headLines: number
  /** Cells of its head. */
  readonly width: number
  /** As `detect` gives it. */
  readonly sureness: number
}
