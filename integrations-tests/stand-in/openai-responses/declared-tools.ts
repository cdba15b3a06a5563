import type { JsonObject } from '../json-value.ts'
import { objectsOf, stringOf } from '../json-value.ts'

/** A tool that a request declares. */
export interface DeclaredTool {
  /** Its name; its type where it has none. */
  readonly name: string
  /** The namespace it is in. Undefined: none. */
  readonly namespace: string | undefined
}

/**
 * The tools of a Responses request in wire order: those of `tools`, then those of its `additional_tools` items, namespaces opened.
 *
 * @param items The whole input of the request.
 */
export function declaredTools(request: JsonObject, items: readonly JsonObject[]): readonly DeclaredTool[] {
  const lists = [request.tools, ...items.filter(({ type }) => type === 'additional_tools').map(({ tools }) => tools)]
  return lists.flatMap(objectsOf).flatMap((tool) => {
    if (tool.type !== 'namespace') return [named(tool, undefined)]
    return objectsOf(tool.tools).map((inner) => named(inner, stringOf(tool.name)))
  })
}

function named({ name, type }: JsonObject, namespace: string | undefined): DeclaredTool {
  return { name: stringOf(name) || stringOf(type), namespace }
}
