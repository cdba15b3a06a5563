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
  const { type, role, content, call_id: id, name, arguments: input, output } = payload as WireRecord
  if (type === 'message') return [{ role: role === 'developer' ? 'system' : role, content: textOf(content) }]
  if (type === 'function_call')
    return [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id, type: 'function', function: { name, arguments: input } }],
      },
    ]
  return type === 'function_call_output' ? [{ role: 'tool', tool_call_id: id, content: textOf(output) }] : []
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return JSON.stringify(value)
  return value.map((item: { readonly text?: unknown }) => (typeof item?.text === 'string' ? item.text : '')).join('')
}
