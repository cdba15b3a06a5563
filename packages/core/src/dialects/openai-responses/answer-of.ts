import type { ToolResult } from '../../types/tool.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'

/**
 * The item that answers a call with a text, of the kind that the call demands.
 *
 * Only shells and patches have a mark for an error; in all others the text has to say it. A tool search is answered as a function
 * is, which the API takes. So is a computer, which it refuses: no text can be a screen.
 *
 * @param call The item that made the call, or undefined where it is out of sight: then a function made it.
 */
export function answerOf(call: WireObject | undefined, { id, text, isError }: ToolResult): WireObject {
  const type = `${OUTPUT_TYPES.has(call?.['type']) ? call?.['type'] : 'function_call'}_output`
  // A local shell's output has the call's id for its own.
  if (type === 'local_shell_call_output') return { type, id, output: text }
  const caller = objectOf(call?.['caller'])
  const answer = { type, call_id: id, ...(caller && { caller }) }
  const isFailed = isError === true
  if (type === 'shell_call_output') return { ...answer, ...maximumOf(call), output: [shellOutput(text, isFailed)] }
  if (type === 'apply_patch_call_output') return { ...answer, status: isFailed ? 'failed' : 'completed', output: text }
  return { ...answer, output: text }
}

const OUTPUT_TYPES: ReadonlySet<unknown> = new Set([
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
])

/** The model sets it and wants it back with the output. */
function maximumOf(call: WireObject | undefined): WireObject {
  const maximum = objectOf(call?.['action'])?.['max_output_length']
  return typeof maximum === 'number' ? { max_output_length: maximum } : {}
}

function shellOutput(text: string, isFailed: boolean): WireObject {
  return { stdout: text, stderr: '', outcome: { type: 'exit', exit_code: isFailed ? 1 : 0 } }
}
