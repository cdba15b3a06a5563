import { isRecord, type JsonRecord } from './read-text.ts'

/**
 * The messages of a Claude Code transcript, in Anthropic's form. Empty where the records are not of Claude Code.
 *
 * A record holds one block of an answer; blocks of one role that follow each other are one message, as in the request that was
 * sent. Conversations of subagents are left out: each is a conversation of its own.
 *
 * @param records One to a line of the transcript.
 */
export function claudeCodeMessages(records: readonly JsonRecord[]): JsonRecord[] {
  const messages: { readonly role: unknown; readonly content: unknown }[] = []
  for (const { type, message, isSidechain, isMeta } of records) {
    if ((type !== 'user' && type !== 'assistant') || !isRecord(message) || isSidechain === true) continue
    const { role, content } = message
    if (isMeta === true && typeof content !== 'string') continue
    const last = messages.at(-1)
    if (last !== undefined && last.role === role)
      messages[messages.length - 1] = { role, content: [...blocksOf(last.content), ...blocksOf(content)] }
    else messages.push({ role, content })
  }
  return messages
}

function blocksOf(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [{ type: 'text', text: typeof content === 'string' ? content : '' }]
}
