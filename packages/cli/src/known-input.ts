import { dialectOf, type Path } from '@headroom/core'

/** What an input is, as far as it can be told without being told. */
export type KnownInput =
  | { readonly kind: 'binary' }
  /** A request body of a dialect, or a transcript that has the same shape. */
  | { readonly kind: 'body' }
  /** A list of messages somewhere in JSON. */
  | { readonly kind: 'messages'; readonly request: MessagesRequest; readonly pathOf: (path: Path) => Path }
  /** A transcript with a message in each line of JSON. */
  | { readonly kind: 'transcript'; readonly request: MessagesRequest; readonly places: readonly LinePlace[] }
  /** Anything else: one tool output. */
  | { readonly kind: 'text'; readonly text: string }

/** Where a transcript holds a message. */
export interface LinePlace {
  /** Index of the line. */
  readonly line: number
  /** Where in the line's JSON; empty where the line is the message. */
  readonly path: Path
}

/** Messages in the shape that dialects know. */
export interface MessagesRequest {
  readonly messages: readonly unknown[]
}

/** Members under which transcripts keep their messages. */
const MEMBERS = ['messages', 'history', 'conversation', 'transcript', 'trajectory']

/** Tells what bytes are. A text that is not UTF-8, or has a zero in it, is binary. */
export function knownInput(bytes: Uint8Array): KnownInput {
  const text = textOf(bytes)
  if (text === undefined) return { kind: 'binary' }
  const value = parse(text)
  if (value === undefined) return transcriptOf(text) ?? { kind: 'text', text }
  if (isBody(value)) return { kind: 'body' }
  if (isMessages(value)) return { kind: 'messages', request: { messages: value }, pathOf: (path) => path.slice(1) }
  const member = MEMBERS.find((name) => isMessages(memberOf(value, name)))
  if (member === undefined) return { kind: 'text', text }
  const messages = memberOf(value, member) as readonly unknown[]
  return { kind: 'messages', request: { messages }, pathOf: (path) => [member, ...path.slice(1)] }
}

/** The text of bytes, its byte order mark included; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8.
    return undefined
  }
}

function transcriptOf(text: string): KnownInput | undefined {
  const records: LineRecord[] = []
  for (const [line, json] of text.split('\n').entries()) {
    if (json.trim() === '') continue
    const value = parse(json)
    if (value === undefined) return undefined
    records.push({ line, value })
  }
  const isBare = records.every(({ value }) => isBareMessage(value))
  return (isBare ? transcript(records, []) : undefined) ?? wrapped(records)
}

interface LineRecord {
  readonly line: number
  readonly value: unknown
}

/** The messages that records hold under `message`, among records of other kinds. */
function wrapped(records: readonly LineRecord[]): KnownInput | undefined {
  const held = records.map(({ line, value }) => ({ line, value: memberOf(value, 'message') }))
  return transcript(
    held.filter(({ value }) => value !== undefined),
    ['message'],
  )
}

function transcript(records: readonly LineRecord[], path: Path): KnownInput | undefined {
  const messages = records.map(({ value }) => value)
  if (!isMessages(messages)) return undefined
  return { kind: 'transcript', request: { messages }, places: records.map(({ line }) => ({ line, path })) }
}

// A table of users has roles too.
function isBareMessage(value: unknown): boolean {
  return memberOf(value, 'content') !== undefined || Array.isArray(memberOf(value, 'tool_calls'))
}

function isBody(value: unknown): boolean {
  const messages = memberOf(value, 'messages')
  return dialectOf(value) !== undefined && (messages === undefined || isMessages(messages))
}

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])

// Dialects leave alone what they do not know, so they take any list; a table of rows must not pass for messages.
function isMessages(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return false
  return value.every((item) => ROLES.has(memberOf(item, 'role'))) && dialectOf({ messages: value }) !== undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text)
  } catch {
    // Not JSON.
    return undefined
  }
}

const BYTE_ORDER_MARK = 0xfeff
