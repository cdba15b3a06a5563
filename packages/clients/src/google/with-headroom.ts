import { type Fetch, gemini } from '@headroom/core'
import { conversationFetch, type Endpoints } from '../conversation-fetch.ts'
import { copyWith } from '../copy-with.ts'
import { fetchOptionsOf, type HeadroomOptions } from '../options.ts'
import { unsupportedClient } from '../unsupported-client.ts'

/** A client of `@google/genai`, for the Gemini API or Vertex AI. */
export interface GoogleClient {
  /** Where conversations are sent. */
  readonly models: object
  /** Conversations that it keeps. */
  readonly chats: object
  /** Many at once. */
  readonly batches: object
}

/**
 * A client of the same class and options whose requests are shortened on their way, and which answers the model's retrieve calls
 * itself. The given one is left as it is; wrapped again, the newer options count.
 *
 * The library has no way to make one client of another: this is a copy of it whose `models`, `chats` and `batches` are new. All other
 * members are those of the given client.
 *
 * @throws InvalidOptionError where the client is of no supported version, or an option cannot be used.
 */
export function withHeadroom<Client extends GoogleClient>(client: Client, options: HeadroomOptions = {}): Client {
  const fetchOptions = fetchOptionsOf(options)
  const given: unknown = client
  if (!isSupported(given)) throw unsupportedClient('a client of `@google/genai` from 2.32 to 3', client)
  const { apiClient } = given
  const upstream: Fetch = apiClient.getFetch() ?? ((input, init) => fetch(input, init))
  const own = sendingBy(conversationFetch(upstream, fetchOptions, ENDPOINTS), apiClient)
  const models = new given.models.constructor(own)
  const [chats, batches] = [new given.chats.constructor(models, own), new given.batches.constructor(own)]
  return copyWith(client, { models, chats, batches })
}

/** Members of a client that its types keep to themselves. */
interface Inner {
  readonly apiClient: ApiClient
  readonly models: Module
  readonly chats: Module
  readonly batches: Module
}

/** What sends a client's requests. */
interface ApiClient {
  readonly clientOptions: { readonly httpOptions: HttpOptions }
  getFetch(): Fetch | undefined
  includeExtraHttpOptionsToRequestInit?(init: RequestInit, options: HttpOptions, url: string): Promise<RequestInit>
}

interface HttpOptions {
  readonly fetch?: Fetch | undefined
}

interface Module {
  readonly constructor: new (...parts: readonly object[]) => object
}

function isSupported(given: unknown): given is Inner {
  const { apiClient, models, chats, batches } = Object(given)
  return (
    [models, chats, batches].every((module) => typeof module === 'object') &&
    typeof apiClient?.getFetch === 'function' &&
    typeof apiClient.clientOptions?.httpOptions === 'object'
  )
}

const ENDPOINTS: Endpoints = {
  turns: /:(?:generateContent|streamGenerateContent)$/,
  batches: {
    end: /:batchGenerateContent$/,
    list: ['batch', 'inputConfig', 'requests', 'requests'],
    request: 'request',
    dialect: gemini,
  },
}

function sendingBy(fetch: Fetch, apiClient: ApiClient): ApiClient {
  const { clientOptions, includeExtraHttpOptionsToRequestInit: completed } = apiClient
  const httpOptions = { ...clientOptions.httpOptions, fetch }
  const own = copyWith(apiClient, { clientOptions: { ...clientOptions, httpOptions } })
  if (completed === undefined) return own
  // Where nobody gave a `fetch`, the library lifts the time limits of Node's.
  const lifted: typeof completed = (init, options, url) =>
    completed.call(own, init, options.fetch === fetch ? { ...options, fetch: apiClient.getFetch() } : options, url)
  return Object.assign(own, { includeExtraHttpOptionsToRequestInit: lifted })
}
