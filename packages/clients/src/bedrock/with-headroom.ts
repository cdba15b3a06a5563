import { copyWith } from '../copy-with.ts'
import { fetchOptionsOf, type HeadroomOptions } from '../options.ts'
import { unsupportedClient } from '../unsupported-client.ts'
import { type Middleware, turnMiddleware } from './turn-middleware.ts'

/** A client of `@aws-sdk/client-bedrock-runtime`: `BedrockRuntimeClient` or `BedrockRuntime`. */
export interface BedrockClient {
  /** What it was made with. */
  readonly config: object
  /** What stands between commands and the service. */
  readonly middlewareStack: object
}

/**
 * A client of the same class and settings whose requests are shortened on their way, and which answers the model's retrieve calls
 * itself. The given one is left as it is; wrapped again, the newer options count.
 *
 * The library has no way to make one client of another: this is a copy of it that has its own middleware. Both share their
 * connections, so `destroy()` ends those of both.
 *
 * @throws InvalidOptionError where the client is of no supported version, or an option cannot be used.
 */
export function withHeadroom<Client extends BedrockClient>(client: Client, options: HeadroomOptions = {}): Client {
  const fetchOptions = fetchOptionsOf(options)
  const given: unknown = client
  if (!isSupported(given)) throw unsupportedClient('a client of `@aws-sdk/client-bedrock-runtime` 3', client)
  const middlewareStack = given.middlewareStack.clone()
  middlewareStack.add(turnMiddleware(fetchOptions), PLACE)
  // What the library remembers of commands leads through the given client's middleware.
  return copyWith(client, { middlewareStack, handlers: undefined })
}

/** The last step in which a command is what its user gave: it is written and signed after, each round anew. */
const PLACE = { step: 'initialize', priority: 'low', name: 'headroom', override: true }

interface Inner {
  readonly middlewareStack: MiddlewareStack
}

interface MiddlewareStack {
  clone(): MiddlewareStack
  add(middleware: Middleware, place: object): void
}

function isSupported(given: unknown): given is Inner {
  const { config, middlewareStack } = Object(given)
  return config?.serviceId === 'Bedrock Runtime' && typeof middlewareStack?.clone === 'function'
}
