import { type Dialect, dialectOf, dialects } from '@headroom/core'
import { eventsOf, type RecordedFile } from '../dialects/recordings.ts'
import { hasShared, sharedJson } from '../shared-data.ts'
import type { JsonObject } from '../stand-in/json-value.ts'

/** A recorded exchange with any provider. */
export interface Exchange {
  /** Its file. */
  readonly name: string
  /** What orders the exchanges of one recorded loop: those of the same session stand in order. */
  readonly session: string
  /** HTTP status of the reply. */
  readonly status: number
  /** Path of the request with its query; empty where only the reply was kept. */
  readonly url: string
  /** The request's JSON as it went over the wire, or compact where only the value was kept. Undefined: there was none. */
  readonly json: string | undefined
  /** The reply, put together from its events where it was streamed. */
  readonly reply: unknown
  /** The dialect of the request. Undefined: another endpoint's, or there was none. */
  readonly dialect: Dialect | undefined
}

/** A recorded request that a dialect reads. */
export interface RecordedRequest extends Exchange {
  /** Of a request that a dialect reads, always there. */
  readonly json: string
  /** Always there too. */
  readonly dialect: Dialect
  /** The value of `json`. */
  readonly request: JsonObject
}

/** Every recorded exchange, in the order of its sessions; none where the recordings are absent. */
export const EXCHANGES: readonly Exchange[] = hasShared ? listed().map(exchangeOf) : []

/** Every recorded request that a dialect reads. */
export const REQUESTS: readonly RecordedRequest[] = EXCHANGES.flatMap((exchange) => {
  const { json, dialect } = exchange
  return json === undefined || dialect === undefined ? [] : [{ ...exchange, json, dialect, request: JSON.parse(json) }]
})

interface Listed {
  readonly file: string
  readonly session: string
  readonly index: number
}

function listed(): readonly Listed[] {
  const { recordings } = sharedJson('fixtures/MANIFEST.json') as { readonly recordings: readonly Listed[] }
  return recordings.toSorted((one, other) => order(one.session, other.session) || one.index - other.index)
}

function order(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function exchangeOf({ file, session }: Listed): Exchange {
  const { request, response } = sharedJson(`fixtures/${file}`) as RecordedFile
  const body = request?.body
  const isJson = typeof body === 'object' && body !== null
  const json = isJson ? (request?.body_raw ?? JSON.stringify(body)) : undefined
  const dialect = isJson ? dialectIn(file, JSON.parse(json ?? '')) : undefined
  const { status } = response
  const reply = replyOf(response, dialect ?? ownDialect(file))
  return { name: file, session, status, url: request?.path ?? '', json, reply, dialect }
}

/** Folders are named after dialects, as a rule: a request that two could be of is its folder's. */
function dialectIn(file: string, request: unknown): Dialect | undefined {
  const own = ownDialect(file)
  return own?.matches(request) === true ? own : dialectOf(request)
}

/** The dialect that the folder of a file is named after, and that a reply without its request is read by. */
export function ownDialect(file: string): Dialect | undefined {
  return dialects.find(({ name }) => file.startsWith(`${name}/`))
}

function replyOf(response: RecordedFile['response'], dialect: Dialect | undefined): unknown {
  const events = Array.isArray(response.body) ? response.body : eventsOf(response)
  if (events.length === 0 || dialect === undefined) return response.body
  const reader = dialect.readStream()
  for (const event of events) reader.push(event)
  return reader.reply()
}
