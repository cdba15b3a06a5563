type WireRecord = Readonly<Record<string, unknown>>

/**
 * The messages of a Codex transcript as a list for the Chat Completions API: what was said, called and answered. Reasoning and
 * events are left out. Empty where the records are not of Codex.
 *
 * @param records One to a line of the transcript.
 */
export function messagesOfCodex(records: readonly WireRecord[]): WireRecord[] {
  return records.filter(({ type }) => type === 'response_item').flatMap(({ payload }) => messageOf(payload))
}

function messageOf(payload: unknown): WireRecord[] {
  if (typeof payload !== 'object' || payload === null) return []
  const { type, role, content, call_id: id, name, arguments: given, input, output } = payload as WireRecord
  switch (type) {
    case 'message':
      return [{ role: role === 'developer' ? 'system' : role, content: textOf(content) }]
    case 'function_call':
    case 'custom_tool_call': {
      const call = { id, type: 'function', function: { name, arguments: given ?? input } }
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
  if (!Array.isArray(value)) return JSON.stringify(value)
  return value.map((item: { readonly text?: unknown }) => (typeof item?.text === 'string' ? item.text : '')).join('')
}
