import { dialectOf } from '@headroom/core'
import { sharedFiles, sharedJson } from '../shared-data.ts'

/** A request as a client sent it. */
export interface SentRequest {
  /** Which file of the shared data it is from, and which turn. */
  readonly name: string
  readonly body: object
  /** Name of the model, where only the URL tells. */
  readonly model?: string | undefined
}

/** Requests of one conversation, or of one recorded test, in their order. */
export interface Conversation {
  readonly name: string
  readonly requests: readonly SentRequest[]
}

interface ManifestRow {
  readonly file: string
  readonly session?: string
  readonly index?: number
}

/** The recorded exchanges of one session, by the manifest; those of a known format. */
export function recordedConversations(): readonly Conversation[] {
  if (sharedFiles('fixtures', 'MANIFEST.json').length === 0) return []
  const { recordings } = sharedJson('fixtures/MANIFEST.json') as { readonly recordings: readonly ManifestRow[] }
  const sessions = Map.groupBy(recordings, ({ session, file }) => session ?? file)
  return Array.from(sessions, ([name, rows]) => {
    const ordered = rows.toSorted((one, two) => (one.index ?? 0) - (two.index ?? 0))
    return { name, requests: ordered.flatMap(({ file }) => requestIn(`fixtures/${file}`)) }
  }).filter(({ requests }) => requests.length > 0)
}

/** Turns of one session that are looked at: the work grows with the square of their number. */
const MOST_TURNS = 10

/** The agent sessions of the shared data as the requests that made them: some of those before a turn of the assistant, the last too. */
export function traceConversations(): readonly Conversation[] {
  return sharedFiles('data/traces', '.json').flatMap((name) => {
    const { source: _, ...body } = sharedJson(name) as Readonly<Record<string, unknown>>
    const { messages } = body
    if (!Array.isArray(messages) || dialectOf(body) === undefined) return []
    const ends = messages.flatMap((message, index) =>
      index > 0 && isReply(message) && !isReply(messages[index - 1]) ? [index] : [],
    )
    const step = Math.ceil(ends.length / MOST_TURNS)
    const chosen = ends.filter((_end, index) => (ends.length - 1 - index) % step === 0)
    const requests = chosen.map((end) => ({
      name: `${name} to ${end}`,
      body: { ...body, messages: messages.slice(0, end) },
    }))
    const last = requests.at(-1) && dialectOf(requests.at(-1)?.body)?.name
    // What the first messages do not tell apart, later ones do.
    return [{ name, requests: requests.filter((request) => dialectOf(request.body)?.name === last) }]
  })
}

function isReply(message: unknown): boolean {
  return Object(message).role === 'assistant'
}

function requestIn(file: string): readonly SentRequest[] {
  const { request } = sharedJson(file) as {
    readonly request: { readonly path?: string; readonly body?: unknown } | null
  }
  const body = request?.body
  if (typeof body !== 'object' || body === null || dialectOf(body) === undefined) return []
  const model = /\/models?\/([^/:?]+)/.exec(request?.path ?? '')?.[1]
  return [{ name: file, body, model }]
}
