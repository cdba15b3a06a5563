import { dialectOf } from '@headroom/core'
import type { RequestInput } from '../types/input.ts'
import { claudeCodeMessages } from './claude-code.ts'
import { codexMessages } from './codex.ts'
import { geminiContents, geminiMessages } from './gemini-cli.ts'
import { isRecord, type JsonRecord, parseJson } from './read-text.ts'

/** An agent's transcript as a request. */
export interface Transcript {
  readonly request: RequestInput
  /** Numbers of lines, from 1, that should be JSON and are none. */
  readonly brokenLines: readonly number[]
}

/** Share of lines that must be JSON objects for a file of lines to be a transcript. */
const MIN_JSON_SHARE = 0.5
/** Members of a request that a model reads beside its messages. */
const BESIDE: ReadonlySet<string> = new Set(['system', 'tools'])

/**
 * Reads a transcript of Claude Code, Codex or Gemini CLI, or a request or list of messages in a dialect that the engine knows.
 * Undefined: the text is none of these.
 */
export function readTranscript(text: string): Transcript | undefined {
  const whole = parseJson(text)
  if (whole !== undefined) return transcript(messagesOfWhole(whole), whole, [])
  const { records, broken } = readLines(text)
  if (records.length < 2 || records.length < (records.length + broken.length) * MIN_JSON_SHARE) return undefined
  return transcript(messagesOfRecords(records), undefined, broken)
}

function transcript(messages: readonly unknown[], whole: unknown, broken: readonly number[]): Transcript | undefined {
  if (messages.length < 2 || !messages.every(isMessage)) return undefined
  const beside = isRecord(whole) ? Object.fromEntries(Object.entries(whole).filter(([name]) => BESIDE.has(name))) : {}
  const request: RequestInput = { ...beside, messages }
  return dialectOf(request) === undefined ? undefined : { request, brokenLines: broken }
}

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])

// A table of users has roles too, but no content.
function isMessage(value: unknown): boolean {
  return isRecord(value) && ROLES.has(value['role']) && ('content' in value || 'tool_calls' in value)
}

function messagesOfWhole(whole: unknown): readonly unknown[] {
  if (Array.isArray(whole)) return whole.every(isMessage) ? whole : geminiContents(whole)
  const messages = isRecord(whole) ? (whole['messages'] ?? whole['history']) : undefined
  if (!Array.isArray(messages)) return []
  if (messages.every(isMessage)) return messages
  const gemini = geminiMessages(messages.filter(isRecord))
  return gemini.length > 0 ? gemini : geminiContents(messages)
}

function messagesOfRecords(records: readonly JsonRecord[]): readonly unknown[] {
  if (records.every(isMessage)) return records
  return (
    [codexMessages, claudeCodeMessages, geminiMessages].map((read) => read(records)).find(({ length }) => length > 0) ??
    []
  )
}

function readLines(text: string): { readonly records: readonly JsonRecord[]; readonly broken: readonly number[] } {
  const records: JsonRecord[] = []
  const broken: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const value = parseJson(line)
    if (isRecord(value)) records.push(value)
    else broken.push(index + 1)
  }
  return { records, broken }
}
