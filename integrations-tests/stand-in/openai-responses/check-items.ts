import type { JsonObject } from '../json-value.ts'
import type { Refusal } from '../room.ts'
import { stringOf } from '../json-value.ts'
import { openaiRefusal } from '../openai-error.ts'
import { isCallOutput } from './read.ts'

/** What is wrong with single items: an unknown type or role, or a call answered twice. The wording of the last is ours. */
export function checkItems(items: readonly JsonObject[]): Refusal | undefined {
  const answered = new Set<string>()
  for (const [at, item] of items.entries()) {
    const type = stringOf(item.type) || 'message'
    if (!TYPES.has(type)) return openaiRefusal(`Invalid value: '${type}'.`, `input[${at}].type`)
    if (type === 'message' && !ROLES.includes(stringOf(item.role))) {
      const supported = `'${ROLES.slice(0, -1).join("', '")}', and '${ROLES.at(-1)}'`
      const message = `Invalid value: '${stringOf(item.role)}'. Supported values are: ${supported}.`
      return openaiRefusal(message, `input[${at}].role`)
    }
    if (!isCallOutput(item)) continue
    const id = stringOf(item.call_id)
    if (answered.has(id)) return openaiRefusal(`Duplicate tool output found for call_id ${id}.`, 'input')
    answered.add(id)
  }
  return undefined
}

const ROLES = ['assistant', 'system', 'developer', 'user']

/** Source: `ResponseInputItem` of openai 7.57.0. */
const TYPES: ReadonlySet<string> = new Set([
  'message',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'reasoning',
  'compaction',
  'compaction_trigger',
  'additional_tools',
  'configuration_update',
  'item_reference',
  'local_shell_call',
  'local_shell_call_output',
  'shell_call',
  'shell_call_output',
  'apply_patch_call',
  'apply_patch_call_output',
  'computer_call',
  'computer_call_output',
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'tool_search_call',
  'tool_search_output',
  'mcp_list_tools',
  'mcp_approval_request',
  'mcp_approval_response',
  'mcp_call',
  'program',
  'program_output',
])
