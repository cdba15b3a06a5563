import { anthropicMessages, type Fetch, type FetchOptions, HeadroomError } from '@headroom/core'
import { conversationFetch, type Endpoints, marked, unwrapped } from '../conversation-fetch.ts'
import { fetchOptionsOf, type HeadroomOptions } from '../options.ts'
import { unsupportedClient } from '../unsupported-client.ts'

/** A client of `@anthropic-ai/sdk`: `Anthropic`, or one of those that extend it: `AnthropicBedrock`, `AnthropicVertex` and others. */
export interface AnthropicClient {
  /** Where conversations are sent. */
  readonly messages: object
  /** What stands between the client and its provider. */
  readonly middleware: readonly unknown[]
  /** Makes another client that is like it but for some options. */
  withOptions(options: never): unknown
}

/**
 * A client of the same class and options whose requests are shortened on their way, and which answers the model's retrieve calls
 * itself. The given one is left as it is; wrapped again, the newer options count.
 *
 * @throws InvalidOptionError where the client is of no supported version, or an option cannot be used.
 */
export function withHeadroom<Client extends AnthropicClient>(client: Client, options: HeadroomOptions = {}): Client {
  const fetchOptions = fetchOptionsOf(options)
  const given: unknown = client
  if (!isSupported(given)) throw unsupportedClient('a client of `@anthropic-ai/sdk` from 0.102 to 1', client)
  const others = given.middleware.filter((one) => unwrapped(one) === one)
  return given.withOptions({ middleware: [...others, headroom(fetchOptions, given.constructor)] }) as Client
}

/** Members of a client that its types keep to themselves, or that its kinds do not share. */
interface Inner {
  readonly constructor: Errors
  readonly middleware: readonly Middleware[]
  withOptions(options: { readonly middleware: readonly Middleware[] }): unknown
}

/** The library's own error for a connection that broke: it tries again after. */
interface Errors {
  readonly APIConnectionError: new (options: { readonly cause: Error }) => Error
}

type Middleware = (request: SentRequest, next: Next) => Promise<Response>
type Next = (request: SentRequest) => Promise<Response>
type SentRequest = RequestInit & { readonly url: string }

function isSupported(given: unknown): given is Inner {
  const { messages, middleware, withOptions, constructor } = Object(given)
  return (
    typeof messages === 'object' &&
    Array.isArray(middleware) &&
    typeof withOptions === 'function' &&
    typeof constructor.APIConnectionError === 'function'
  )
}

const ENDPOINTS: Endpoints = {
  turns: /\/v1\/messages(?:\/count_tokens)?$|:(?:streamRawPredict|rawPredict)$/,
  batches: { end: /\/v1\/messages\/batches$/, list: ['requests'], request: 'params', dialect: anthropicMessages },
}

/** Sees requests as Anthropic's own API has them, before they are adapted to another provider and signed, which is done for each round. */
function headroom(options: FetchOptions, { APIConnectionError }: Errors): Middleware {
  const middleware: Middleware = async (request, next) => {
    const passed = new Set<unknown>()
    const upstream: Fetch = (input, init) =>
      next({ ...init, url: String(input) }).catch((error: unknown) => {
        passed.add(error)
        throw error
      })
    try {
      return await conversationFetch(upstream, options, ENDPOINTS)(request.url, request)
    } catch (error) {
      // Else a body broke off while we read it in the client's place.
      const isTold = passed.has(error) || HeadroomError.isInstance(error)
      if (isTold || !(error instanceof Error) || error.name === 'AbortError') throw error
      throw new APIConnectionError({ cause: error })
    }
  }
  return marked(middleware, (request, next) => next(request))
}
