import { isRecord, type JsonRecord } from './read-text.ts'

/**
 * The messages of a Claude Code transcript, in Anthropic's form. Empty where the records are not of Claude Code.
 *
 * A record holds one block of an answer; blocks of one role that follow each other are one message, as in the request that was
 * sent. A file of a subagent (`agent-*.jsonl`) is a conversation of its own. Where a subagent's records stand among those of the
 * conversation that started it, they are left out: `asidesIn` counts them.
 *
 * @param records One to a line of the transcript.
 */
export function claudeCodeMessages(records: readonly JsonRecord[]): JsonRecord[] {
  const turns = records.filter(isTurn)
  const own = turns.filter(({ isSidechain }) => isSidechain !== true)
  const messages: { readonly role: unknown; readonly content: unknown }[] = []
  for (const { message, isMeta } of own.length > 0 ? own : turns) {
    const { role, content } = message
    if (isMeta === true && typeof content !== 'string') continue
    const last = messages.at(-1)
    if (last !== undefined && last.role === role)
      messages[messages.length - 1] = { role, content: [...blocksOf(last.content), ...blocksOf(content)] }
    else messages.push({ role, content })
  }
  return messages
}

/** How many records `claudeCodeMessages` leaves out because they are of a subagent within another's conversation. */
export function asidesIn(records: readonly JsonRecord[]): number {
  const turns = records.filter(isTurn)
  const asides = turns.filter(({ isSidechain }) => isSidechain === true).length
  return asides === turns.length ? 0 : asides
}

/** Whether a record is one that only Claude Code writes: something said, or what it keeps beside that. */
export function isClaudeCodeRecord(record: JsonRecord): boolean {
  const { type, leafUuid } = record
  return isTurn(record) || type === 'file-history-snapshot' || (type === 'summary' && typeof leafUuid === 'string')
}

interface Turn extends JsonRecord {
  readonly message: JsonRecord
}

function isTurn(record: JsonRecord): record is Turn {
  const { type, message } = record
  return (type === 'user' || type === 'assistant') && isRecord(message) && 'role' in message
}

function blocksOf(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [{ type: 'text', text: typeof content === 'string' ? content : '' }]
}
