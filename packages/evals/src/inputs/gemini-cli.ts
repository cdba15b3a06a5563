import { isRecord, type JsonRecord } from './read-text.ts'

/**
 * The messages of a Gemini CLI session, in the form of the Chat Completions API. Empty where the records are not of Gemini CLI.
 *
 * @param records Its `messages`, or one to a line of a session in JSONL, where a later record of an id replaces the earlier.
 */
export function geminiMessages(records: readonly JsonRecord[]): JsonRecord[] {
  const own = records.filter(({ type, message }) => (type === 'user' || type === 'gemini') && message === undefined)
  if (!own.some(({ type }) => type === 'gemini')) return []
  const byId = new Map(own.map((record, index) => [record['id'] ?? index, record]))
  return [...byId.values()].flatMap(messagesOf)
}

function messagesOf({ type, content, toolCalls }: JsonRecord): JsonRecord[] {
  if (type === 'user') return [{ role: 'user', content: textOf(content) }]
  const calls = Array.isArray(toolCalls) ? toolCalls.filter(isRecord) : []
  if (calls.length === 0) return [{ role: 'assistant', content: textOf(content) }]
  const tool_calls = calls.map(({ id, name, args }) => callOf(id, name, args))
  const results = calls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: resultOf(result) }))
  return [{ role: 'assistant', content: textOf(content), tool_calls }, ...results]
}

/** Whether a record is a session of Gemini CLI, or the head of one in JSONL. */
export function isGeminiSession({ sessionId, projectHash }: JsonRecord): boolean {
  return typeof sessionId === 'string' && typeof projectHash === 'string'
}

/**
 * The messages of a list of Gemini `contents`, as a saved chat of Gemini CLI holds them, in the form of the Chat Completions
 * API. Empty where the list is none. A call and its answer find each other by id, else by name and order.
 */
export function geminiContents(contents: readonly unknown[]): JsonRecord[] {
  if (contents.length === 0 || !contents.every(isContent)) return []
  const open: { readonly id: string; readonly name: unknown }[] = []
  return contents.flatMap(({ role, parts }, turn) => {
    const records = parts.filter(isRecord)
    const text = textOf(records)
    const calls = records.flatMap(({ functionCall }, part) => {
      if (!isRecord(functionCall)) return []
      const id = String(functionCall['id'] ?? `call-${turn}-${part}`)
      open.push({ id, name: functionCall['name'] })
      return [callOf(id, functionCall['name'], functionCall['args'])]
    })
    if (role === 'model')
      return [{ role: 'assistant', content: text, ...(calls.length > 0 ? { tool_calls: calls } : {}) }]
    const results = records.flatMap(({ functionResponse: answer }) => {
      if (!isRecord(answer)) return []
      const at = open.findIndex(({ id, name }) =>
        answer['id'] === undefined ? name === answer['name'] : id === answer['id'],
      )
      const [call] = at < 0 ? [] : open.splice(at, 1)
      return [{ role: 'tool', tool_call_id: call?.id ?? '', content: responseOf(answer['response']) }]
    })
    return [...results, ...(text === '' ? [] : [{ role: 'user', content: text }])]
  })
}

interface Content {
  readonly role: 'user' | 'model'
  readonly parts: readonly unknown[]
}

function isContent(value: unknown): value is Content {
  return isRecord(value) && (value['role'] === 'user' || value['role'] === 'model') && Array.isArray(value['parts'])
}

function callOf(id: unknown, name: unknown, input: unknown): JsonRecord {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } }
}

function resultOf(result: unknown): string {
  if (!Array.isArray(result)) return textOf(result)
  return result
    .map((part) =>
      isRecord(part) && isRecord(part['functionResponse'])
        ? responseOf(part['functionResponse']['response'])
        : textOf(part),
    )
    .join('\n')
}

function responseOf(response: unknown): string {
  const text = isRecord(response) ? (response['output'] ?? response['content'] ?? response['error']) : response
  return typeof text === 'string' ? text : (JSON.stringify(response) ?? '')
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) return content.map(textOf).join('')
  // Thoughts are not sent again as text.
  return isRecord(content) && content['thought'] !== true && typeof content['text'] === 'string' ? content['text'] : ''
}
