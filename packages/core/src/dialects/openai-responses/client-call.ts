import type { SegmentTool } from '../../types/segment.ts'
import type { ToolCall } from '../../types/tool.ts'
import type { WireObject } from '../wire-value.ts'
import { jsonOf, objectOf, stringOf } from '../wire-value.ts'

/** Types of the calls that a client may have to answer, and the member that holds what they are called with. */
const INPUT_OF_CALL: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['function_call', 'arguments'],
  ['custom_tool_call', 'input'],
  ['local_shell_call', 'action'],
  ['shell_call', 'action'],
  ['apply_patch_call', 'operation'],
  ['computer_call', 'actions'],
  ['tool_search_call', 'arguments'],
])

/**
 * The call that an item makes of the client, arguments verbatim where they are text; else undefined.
 *
 * None: what the provider runs itself (web search, MCP, a shell in its container, its own tool search).
 */
export function clientCall(item: WireObject): ToolCall | undefined {
  const member = INPUT_OF_CALL.get(item['type'])
  if (member === undefined || isHosted(item)) return undefined
  // A computer's older form has one action.
  const input = item[member] ?? item['action']
  return {
    id: stringOf(item['call_id']),
    name: nameOfTool(item),
    input: typeof input === 'string' ? input : jsonOf(input),
  }
}

/**
 * Name of the tool that a call or its output is about: its own, or that of the built-in tool (`shell`, `local_shell`, `apply_patch`).
 *
 * The API shows a namespace beside the name. It is kept in front, as Codex names the tools of an MCP server: `mcp__files` and
 * `read` are `mcp__files__read`. Two are none: `functions`, where Codex keeps its own tools, and one that repeats the name, as tool
 * search shows a plain function.
 */
export function nameOfTool(item: WireObject): SegmentTool['name'] {
  const builtIn = BUILT_IN.get(item['type'])
  if (builtIn !== undefined) return builtIn
  const [name, namespace] = [stringOf(item['name']), stringOf(item['namespace'])]
  if (namespace === '' || namespace === name || namespace === OWN_NAMESPACE) return name
  return namespace.endsWith(SEPARATOR) ? namespace + name : namespace + SEPARATOR + name
}

/** Where a call without a namespace stands for Codex. Source: codex-rs/protocol/src/tool_name.rs, since 0.147. */
const OWN_NAMESPACE = 'functions'

/** As between server and tool in MCP names. */
const SEPARATOR = '__'

const BUILT_IN: ReadonlyMap<unknown, string> = new Map<unknown, string>(
  ['local_shell', 'shell', 'apply_patch', 'computer', 'tool_search'].flatMap((tool) => [
    [`${tool}_call`, tool],
    [`${tool}_call_output`, tool],
  ]),
)

function isHosted({ type, environment, execution }: WireObject): boolean {
  if (type === 'tool_search_call') return execution !== 'client'
  return type === 'shell_call' && objectOf(environment)?.['type'] === 'container_reference'
}
