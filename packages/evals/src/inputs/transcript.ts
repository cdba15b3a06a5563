import { dialectOf } from '@headroom/core'
import type { RequestInput } from '../types/input.ts'
import { asidesIn, claudeCodeMessages, isClaudeCodeRecord } from './claude-code.ts'
import { codexMessages, isCodexRecord } from './codex.ts'
import { geminiContents, geminiMessages, isGeminiSession } from './gemini-cli.ts'
import { isRecord, type JsonRecord, parseJson } from './read-text.ts'

/** An agent's transcript as a request. */
export interface Transcript {
  readonly request: RequestInput
  /** Numbers of lines, from 1, that should be JSON and are none. */
  readonly brokenLines: readonly number[]
  /** Records of subagents among those of the conversation, which are left out. */
  readonly asides: number
}

/** A transcript that cannot be judged. */
export interface Unjudged {
  /** Why, in words. */
  readonly why: string
}

/** Share of lines that must be JSON objects for a file of lines to be a transcript. */
const MIN_JSON_SHARE = 0.5
/** Messages from which there is a turn to judge: something asked, and something answered. */
const MIN_MESSAGES = 2
/** Members of a request that a model reads beside its messages. */
const BESIDE: ReadonlySet<string> = new Set(['system', 'tools'])

/**
 * Reads a transcript of Claude Code, Codex or Gemini CLI, or a request or list of messages in a dialect that the engine knows.
 * Undefined: the text is none of these.
 */
export function readTranscript(text: string): Transcript | Unjudged | undefined {
  const whole = parseJson(text)
  if (whole !== undefined) {
    const request = requestOf(messagesOfWhole(whole), isRecord(whole) ? whole : {})
    if (request !== undefined) return { request, brokenLines: [], asides: 0 }
    return isRecord(whole) && (isOfAgent(whole) || hasOneMessage(whole)) ? UNJUDGED : undefined
  }
  const { records, broken } = readLines(text)
  if (records.length < (records.length + broken.length) * MIN_JSON_SHARE) return undefined
  const request = requestOf(messagesOfRecords(records), {})
  if (request !== undefined) return { request, brokenLines: broken, asides: asidesIn(records) }
  return records.some(isOfAgent) ? UNJUDGED : undefined
}

const UNJUDGED: Unjudged = { why: 'a transcript without a turn: it has fewer than two messages that the engine knows' }

function requestOf(messages: readonly unknown[], whole: JsonRecord): RequestInput | undefined {
  if (messages.length < MIN_MESSAGES || !messages.every(isMessage)) return undefined
  const beside = Object.fromEntries(Object.entries(whole).filter(([name]) => BESIDE.has(name)))
  const request: RequestInput = { ...beside, messages }
  return dialectOf(request) === undefined ? undefined : request
}

function isOfAgent(record: JsonRecord): boolean {
  return isClaudeCodeRecord(record) || isCodexRecord(record) || isGeminiSession(record)
}

function hasOneMessage({ messages }: JsonRecord): boolean {
  return Array.isArray(messages) && messages.length < MIN_MESSAGES && messages.some(isMessage)
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
