import { readFileSync } from 'node:fs'
import { messagesOfCodex } from './codex.ts'

/** What a file holds: a request (or its messages), or the text of one tool output. */
export type Own =
  | { readonly kind: 'request'; readonly what: string; readonly request: { readonly messages: readonly unknown[] } }
  | { readonly kind: 'text'; readonly what: string; readonly text: string }

/**
 * Reads a file of one's own: a request body, a list of messages, a transcript of Claude Code or Codex (JSONL), or else the
 * output of a tool as it is.
 *
 * @throws Error in words for a reader, where the file cannot be read, is empty or is not text.
 */
export function readOwn(file: string): Own {
  const text = textOf(file)
  const whole = parsed(text)
  if (whole !== undefined) return ownOf(whole, text)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const records = lines.map(parsed)
  // The last line of a transcript that is being written may be cut short.
  const isJsonl = lines.length > 1 && records.slice(0, -1).every(isRecord)
  const messages = isJsonl ? messagesOf(records.filter(isRecord)) : []
  if (messages.length < 2) return { kind: 'text', what: 'one tool output', text }
  return { kind: 'request', what: `a transcript, ${sized(messages)}`, request: { messages } }
}

function textOf(file: string): string {
  const bytes = bytesOf(file)
  if (bytes.length === 0) throw new Error(`${file} is empty.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Error(`${file} is not UTF-8 text. Give a request, a transcript or a tool output.`, { cause })
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause })
  }
}

type WireRecord = Readonly<Record<string, unknown>>

function ownOf(whole: unknown, text: string): Own {
  if (isRecord(whole) && Array.isArray(whole['messages']) && whole['messages'].some(isMessage))
    return {
      kind: 'request',
      what: `a request, ${sized(whole['messages'])}`,
      request: { ...whole, messages: whole['messages'] },
    }
  if (Array.isArray(whole) && whole.length > 0 && whole.every(isMessage))
    return { kind: 'request', what: sized(whole), request: { messages: whole } }
  if (isRecord(whole) && isMessage(whole['message']))
    return { kind: 'request', what: sized([whole]), request: { messages: [whole['message']] } }
  return { kind: 'text', what: 'one tool output', text }
}

function sized({ length }: readonly unknown[]): string {
  return length === 1 ? '1 message' : `${length} messages`
}

function messagesOf(records: readonly WireRecord[]): unknown[] {
  const codex = messagesOfCodex(records)
  if (codex.length > 0) return codex
  // Claude Code keeps a message under `message`; those of its subagents are conversations of their own.
  return records
    .filter((record) => record['isSidechain'] !== true)
    .map((record) => (isMessage(record['message']) ? record['message'] : record))
    .filter(isMessage)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: then it is JSON lines, or text.
    return undefined
  }
}

function isMessage(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['role'] === 'string' &&
    // An assistant that only calls tools may come without content.
    ('content' in value || Array.isArray(value['tool_calls']))
  )
}

function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
