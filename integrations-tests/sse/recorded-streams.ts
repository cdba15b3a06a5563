import { sharedFiles, sharedJson } from '../shared-data.ts'

/** A reply that was streamed, as it went over the wire. */
export interface RecordedStream {
  readonly name: string
  readonly bytes: Buffer
}

/** One in frames, with the events that they carry. */
export interface RecordedFrames extends RecordedStream {
  readonly events: readonly unknown[]
}

interface RecordedFile {
  readonly response: {
    readonly sse_text?: string
    readonly body_base64?: string
    readonly events?: readonly RecordedEvent[]
  }
}

interface RecordedEvent {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: { readonly bytes?: string }
}

const FOLDERS = ['anthropic-messages', 'gemini', 'openai-chat', 'openai-responses', 'others']

/** Every recorded stream of server-sent events. */
export function recordedSse(): readonly RecordedStream[] {
  return FOLDERS.flatMap(filesOf).flatMap(({ name, response }) =>
    response.sse_text === undefined ? [] : [{ name, bytes: Buffer.from(response.sse_text) }],
  )
}

/** Every recorded AWS event stream of which the bytes were kept. */
export function recordedFrames(): readonly RecordedFrames[] {
  return ['bedrock-converse', 'bedrock-invoke'].flatMap(filesOf).flatMap(({ name, response }) => {
    const { body_base64: base64, events = [] } = response
    return base64 === undefined ? [] : [{ name, bytes: Buffer.from(base64, 'base64'), events: events.map(eventOf) }]
  })
}

function filesOf(folder: string): readonly (RecordedFile & { readonly name: string })[] {
  return sharedFiles(`fixtures/${folder}`, '.json').map((name) => ({ name, ...(sharedJson(name) as RecordedFile) }))
}

function eventOf({ headers, payload }: RecordedEvent): unknown {
  if (payload.bytes !== undefined) return JSON.parse(Buffer.from(payload.bytes, 'base64').toString('utf8'))
  return { [headers[':event-type'] ?? '']: payload }
}
