import type { Edit } from '../../types/edit.ts'
import type { ToolDefinition } from '../../types/tool.ts'
import { listOf, objectOf } from '../wire-value.ts'
import { isStateful } from './is-stateful.ts'
import type { ResponsesRequest } from './request.ts'

/**
 * Edits that declare a tool: as the last of `tools`, or as the only one.
 *
 * Codex has no `tools`: an item of the input (`additional_tools`) declares them, in namespaces. There the tool comes beside those,
 * in the first such item, if that stands in the opening of the conversation. One that comes later was not in the first request,
 * where `tools` was the place, and so it stays.
 *
 * What the request says about choosing tools (`tool_choice`: `none`, `allowed_tools`) plays no part: it changes from request to request,
 * and a tool that came and went with it would change what stands before the whole conversation. With `none` it is not called.
 *
 * @returns None where a tool of that name is declared already, in a namespace too; where `tools` is something else than a list;
 * and where there is none but the provider keeps tools that are out of sight: in items before these (`isStateful`) or in a template.
 */
export function addTool(request: ResponsesRequest, tool: ToolDefinition): readonly Edit[] {
  const { tools, input, prompt } = request
  const additional = listOf(input).map((item) => (isAdditionalTools(item) ? listOf(objectOf(item)?.['tools']) : []))
  if ([listOf(tools), ...additional].some((list) => declares(list, tool.name))) return []
  const value = {
    type: 'function',
    name: tool.name,
    description: tool.description,
    parameters: tool.inputSchema,
    // Left out, the API makes optional arguments required where it can.
    strict: false,
  }
  if (isGiven(tools)) return Array.isArray(tools) ? [{ op: 'add', path: ['tools', '-'], value }] : []
  if (isStateful(request) || isGiven(prompt)) return []
  const place = placeInOpening(listOf(input))
  return place === undefined
    ? [{ op: 'add', path: ['tools'], value: [value] }]
    : [{ op: 'add', path: ['input', place, 'tools', '-'], value }]
}

/** Roles of the items that stand before the model's first, and the item that stands for a conversation until then. */
const OPENING: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'compaction'])

/** Index of the first item that declares tools, before the first of the model's. */
function placeInOpening(items: readonly unknown[]): number | undefined {
  for (const [index, item] of items.entries()) {
    if (isAdditionalTools(item)) return index
    const { role, type } = objectOf(item) ?? {}
    if (!OPENING.has(role ?? type)) return undefined
  }
  return undefined
}

function isAdditionalTools(item: unknown): boolean {
  const members = objectOf(item)
  return members?.['type'] === 'additional_tools' && Array.isArray(members['tools'])
}

/** A namespace holds tools of its own, and no further namespaces. */
function declares(tools: readonly unknown[], name: string): boolean {
  return tools.some((tool) => {
    const members = objectOf(tool)
    return members?.['name'] === name || listOf(members?.['tools']).some((inner) => objectOf(inner)?.['name'] === name)
  })
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}
