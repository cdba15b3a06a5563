import { listOf, objectOf, stringOf } from '../wire-value.ts'
import type { AnthropicRequest } from './request.ts'

/** Edits of the context that leave tool results alone. */
const HARMLESS = 'clear_thinking_'

/**
 * Whether the API may take earlier tool results out of a request before the model reads it: the request asks for context editing
 * (`clear_tool_uses_…`, compaction), or what stands before a compaction block is dead weight already.
 */
export function dropsEarlier({ context_management: management, messages }: AnthropicRequest): boolean {
  const edits = listOf(objectOf(management)?.['edits'])
  if (edits.some((edit) => !stringOf(objectOf(edit)?.['type']).startsWith(HARMLESS))) return true
  return listOf(messages).some((message) =>
    listOf(objectOf(message)?.['content']).some((block) => objectOf(block)?.['type'] === 'compaction'),
  )
}
