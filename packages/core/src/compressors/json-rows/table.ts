/** One step from a row to a value in it: a key as it was written (quotes included) or an index into an array. */
export type Step = string | number

/** All that rows hold at one place. */
export interface Column {
  /** Steps from the row; empty for the row as a whole. */
  readonly path: readonly Step[]
  /**
   * - `value`: the cells are values.
   * - `key`: the cells are the keys under which the rows stand in an object.
   * - `rows`: the cells are counts of rows that this row takes from `child`, or, without `child`, from the rows below it.
   */
  readonly role: 'value' | 'key' | 'rows'
  /** One per row: minified JSON text, or undefined where the row has nothing there. */
  readonly cells: readonly (string | undefined)[]
  /** The table that holds the rows of these arrays. Absent: this very table, each row followed by its own. */
  readonly child?: Table
}

/** Rows of one kind in document order, as columns. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rowCount: number
  /** For a table that holds a tree: the row that each row belongs to, -1 for none. */
  readonly parents?: Int32Array
}
