import { memberOf } from '../member-of.ts'
import { retrieveTool } from '../retrieve/tool.ts'
import type { Path } from '../types/segment.ts'

/**
 * Whether a request declares the retrieve tool as core describes it. A tool of the client's own may have the same name, and would know
 * nothing of our keys.
 *
 * @param path Where the request's dialect would declare one more tool: the list there is searched, then the one around it.
 */
export function declaresOurs(request: unknown, path: Path): boolean {
  const outer = path.findIndex((token) => typeof token === 'number' || token === '-')
  return [path.slice(0, -1), path.slice(0, Math.max(outer, 0))].some((place) =>
    describes(valueAt(request, place), DEPTH),
  )
}

function valueAt(request: unknown, path: Path): unknown {
  return path.reduce((value, token) => memberOf(value, String(token)), request)
}

/** A list of tools, a tool, its list of declarations, a declaration: deeper does no provider describe one. */
const DEPTH = 4

function describes(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  const description = memberOf(value, 'description')
  if (typeof description === 'string' && description.startsWith(retrieveTool.description)) return true
  return depth > 0 && Object.values(value).some((member) => describes(member, depth - 1))
}
