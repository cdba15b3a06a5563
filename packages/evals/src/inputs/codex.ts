import { isRecord, type JsonRecord } from './read-text.ts'

/**
 * The messages of a Codex rollout, in the form of the Chat Completions API: what was said, called and answered. Reasoning and
 * events are left out. Empty where the records are not of Codex.
 *
 * @param records One to a line. Newer rollouts wrap each item (`{type: 'response_item', payload}`), older ones do not.
 */
export function codexMessages(records: readonly JsonRecord[]): JsonRecord[] {
  const wrapped = records.filter(({ type }) => type === 'response_item').map(({ payload }) => payload)
  const items = wrapped.length > 0 ? wrapped : records.filter(({ type }) => ITEM_TYPES.has(type))
  return items.filter(isRecord).flatMap(messageOf)
}

/** Whether a record is one that only newer rollouts of Codex hold. */
export function isCodexRecord({ type, payload }: JsonRecord): boolean {
  return ROLLOUT_TYPES.has(type) && isRecord(payload)
}

const ROLLOUT_TYPES: ReadonlySet<unknown> = new Set([
  'session_meta',
  'turn_context',
  'event_msg',
  'response_item',
  'compacted',
])

// Records of Claude Code have none of these types.
const ITEM_TYPES: ReadonlySet<unknown> = new Set([
  'message',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'local_shell_call',
])

function messageOf(item: JsonRecord): JsonRecord[] {
  const { type, role, content, call_id: id, name, output } = item
  switch (type) {
    case 'message':
      return [{ role: role === 'developer' ? 'system' : role, content: textOf(content) }]
    case 'function_call':
    case 'custom_tool_call':
    case 'local_shell_call': {
      const input = item['arguments'] ?? item['input'] ?? JSON.stringify(item['action'] ?? {})
      const call = { id, type: 'function', function: { name: name ?? 'shell', arguments: input } }
      return [{ role: 'assistant', content: null, tool_calls: [call] }]
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ role: 'tool', tool_call_id: id, content: textOf(output) }]
    default:
      return []
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value))
    return value.map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('')
  // `{content, success}`: older rollouts.
  if (isRecord(value) && typeof value['content'] === 'string') return value['content']
  return JSON.stringify(value) ?? ''
}
