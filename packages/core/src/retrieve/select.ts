import { originalOf } from './original.ts'
import type { Retrieved, RetrieveRequest } from './retrieved.ts'
import { selectGrep } from './select-grep.ts'
import { selectIndex } from './select-index.ts'
import { selectLines, selectWhole } from './select-lines.ts'
import { selectPath } from './select-path.ts'
import { selectQuery } from './select-query.ts'

/** The part of an original that a request names, which has been checked. Apart, so that it is loaded when something is asked for. */
export function select(text: string, request: RetrieveRequest, maxLength: number): Retrieved {
  const original = originalOf(text)
  const { lines, grep, path, index, query } = request
  if (index !== undefined) return selectIndex(original, index, path, maxLength)
  if (path !== undefined) return selectPath(original, path, maxLength)
  if (lines !== undefined) return selectLines(original, lines, maxLength)
  if (grep !== undefined) return selectGrep(original, grep, maxLength)
  if (query !== undefined) return selectQuery(original, query, maxLength)
  return selectWhole(original, maxLength)
}
