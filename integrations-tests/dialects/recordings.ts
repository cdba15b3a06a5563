import { anthropicMessages, type Dialect, openaiChat } from '@headroom/core'
import { sharedFiles, sharedJson } from '../shared-data.ts'

/** A recorded exchange of one of the dialects, or one of another endpoint of the same provider. */
export interface Recording {
  readonly name: string
  /** The dialect of the folder it was filed in. */
  readonly dialect: Dialect
  /** The request's JSON as it went over the wire, or its compact form where the recording kept only the value. */
  readonly json: string | undefined
  /** The whole body of a reply that was not streamed. */
  readonly reply: unknown
}

/** Every recorded exchange of both dialects, in the order of their files. */
export function recordings(): readonly Recording[] {
  return [anthropicMessages, openaiChat].flatMap((dialect) =>
    sharedFiles(`fixtures/${dialect.name}`, '.json').map((name) => recordingOf(name, dialect)),
  )
}

interface RecordedFile {
  readonly request: { readonly body: unknown; readonly body_raw?: string } | null
  readonly response: { readonly body?: unknown }
}

function recordingOf(name: string, dialect: Dialect): Recording {
  const { request, response } = sharedJson(name) as RecordedFile
  const isJson = typeof request?.body === 'object' && request.body !== null
  const json = isJson ? (request.body_raw ?? JSON.stringify(request.body)) : undefined
  return { name, dialect, json, reply: response.body }
}
