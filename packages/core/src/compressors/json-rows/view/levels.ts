import type { ListColumn } from './list-columns.ts'

/** Columns that grade events. */
const LEVEL_NAME = /(?:^|[._])(?:log_?)?(?:level|lvl|severity)"?$/i

/** The column that grades the events of a log, if the rows are such. */
export function levelColumnOf(columns: readonly ListColumn[]): ListColumn | undefined {
  return columns.find(({ name, counts }) => LEVEL_NAME.test(name) && counts !== undefined && counts.size > 1)
}
