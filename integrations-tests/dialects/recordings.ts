import { anthropicMessages, type Dialect, openaiChat } from '@headroom/core'
import { sharedFiles, sharedJson } from '../shared-data.ts'

/** A recorded exchange of a dialect, or one of another endpoint of the same provider. */
export interface Recording {
  readonly name: string
  /** The dialect that reads it. */
  readonly dialect: Dialect
  /** The request's JSON as it went over the wire, or its compact form where the recording kept only the value. */
  readonly json: string | undefined
  /** The whole body of a reply that was not streamed. */
  readonly reply: unknown
  /** The events of a reply that was, as a dialect takes them; none where it was not. */
  readonly events: readonly unknown[]
}

/** Every recorded exchange of the dialects that keep a conversation under `messages`, in the order of their files. */
export function recordings(): readonly Recording[] {
  return [anthropicMessages, openaiChat].flatMap(recordingsOf)
}

/** Every recorded exchange of a dialect, in the order of its files. Their folder is named after it; Bedrock has more of Claude. */
export function recordingsOf(dialect: Dialect): readonly Recording[] {
  const own = recordingsIn(dialect.name, dialect)
  return dialect === anthropicMessages ? [...own, ...recordingsIn('bedrock-invoke', dialect).filter(isOfClaude)] : own
}

function recordingsIn(folder: string, dialect: Dialect): readonly Recording[] {
  return sharedFiles(`fixtures/${folder}`, '.json').map((name) => recordingOf(name, dialect))
}

/** Bedrock's InvokeModel takes every maker's own format. */
function isOfClaude({ json }: Recording): boolean {
  return json?.includes('"anthropic_version"') ?? false
}

/** A file of `fixtures`, as far as it is read. */
export interface RecordedFile {
  /** Null where only the reply was kept. */
  readonly request: { readonly path: string; readonly body: unknown; readonly body_raw?: string } | null
  /** The reply: its value, the text of a stream, or its frames. */
  readonly response: {
    readonly status: number
    readonly body?: unknown
    readonly sse_text?: string
    readonly events?: readonly RecordedFrame[]
  }
}

/** A frame of an AWS event stream. Those of a test's own making have no headers, and the whole event in their payload. */
interface RecordedFrame {
  readonly headers?: Readonly<Record<string, string>>
  readonly payload: unknown
}

function recordingOf(name: string, dialect: Dialect): Recording {
  const { request, response } = sharedJson(name) as RecordedFile
  const isJson = typeof request?.body === 'object' && request.body !== null
  const json = isJson ? (request.body_raw ?? JSON.stringify(request.body)) : undefined
  return { name, dialect, json, reply: response.body, events: eventsOf(response) }
}

/** The events of a recorded reply that was streamed, as a dialect takes them; none where it was not. */
export function eventsOf(response: Pick<RecordedFile['response'], 'sse_text' | 'events'>): readonly unknown[] {
  return [...serverSentEvents(response.sse_text ?? ''), ...(response.events ?? []).map(eventOf)]
}

/** The JSON of the `data` of each event; what is none (`[DONE]`, a cut end) is left out. */
function serverSentEvents(text: string): readonly unknown[] {
  return text.split(/\r?\n\r?\n/).flatMap((event) => {
    const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'))
    return lines.length === 0 ? [] : valueOf(lines.map((line) => line.slice('data:'.length)).join('\n'))
  })
}

function valueOf(json: string): readonly unknown[] {
  try {
    return [JSON.parse(json)]
  } catch {
    // `[DONE]`, or an event that the recording cut off.
    return []
  }
}

/** InvokeModel's frames hold the event of the maker's own API; others are named by a header, or were when they were recorded. */
function eventOf({ headers, payload }: RecordedFrame): unknown {
  const { bytes } = payload as { readonly bytes?: unknown }
  if (typeof bytes === 'string') return JSON.parse(Buffer.from(bytes, 'base64').toString('utf8'))
  return headers === undefined ? payload : { [headers[':event-type'] ?? '']: payload }
}
