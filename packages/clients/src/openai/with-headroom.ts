import type { Fetch } from '@headroom/core'
import { conversationFetch, type Endpoints, marked, unwrapped } from '../conversation-fetch.ts'
import { fetchOptionsOf, type HeadroomOptions } from '../options.ts'
import { unsupportedClient } from '../unsupported-client.ts'

/** A client of `openai`: `OpenAI`, `AzureOpenAI`, or another class that extends it. */
export interface OpenAIClient {
  /** What is known of it here: Chat Completions … */
  readonly chat: object
  /** … and Responses. */
  readonly responses: object
  /** Makes another client that is like it but for some options. */
  withOptions(options: never): unknown
}

/**
 * A client of the same class and options whose requests are shortened on their way, and which answers the model's retrieve calls
 * itself. The given one is left as it is; wrapped again, the newer options count.
 *
 * @throws InvalidOptionError where the client is of no supported version, or an option cannot be used.
 */
export function withHeadroom<Client extends OpenAIClient>(client: Client, options: HeadroomOptions = {}): Client {
  const fetchOptions = fetchOptionsOf(options)
  const given: unknown = client
  if (!isSupported(given)) throw unsupportedClient('a client of `openai` 5, 6 or 7', client)
  const upstream = unwrapped(given.fetch)
  const signing: Fetch = async (input, init) => upstream(input, await signedAgain(wrapped, String(input), init))
  const fetch = marked(conversationFetch(signing, fetchOptions, ENDPOINTS), upstream)
  const wrapped = given.withOptions({ ...azureOptionsOf(given), fetch })
  return wrapped as Inner & Client
}

/** Members of a client that its types keep to themselves, or that its kinds do not share. */
interface Inner {
  readonly fetch: Fetch
  readonly apiVersion?: string
  readonly deploymentName?: string | undefined
  /** Who takes requests in OpenAI's place. */
  readonly _provider?: { prepareRequest?(request: RequestInit, context: object): unknown } | undefined
  withOptions(options: object): Inner
}

function isSupported(given: unknown): given is Inner {
  const { chat, responses, fetch, withOptions } = Object(given)
  return (
    [chat, responses].every((one) => typeof one === 'object') &&
    [fetch, withOptions].every((one) => typeof one === 'function')
  )
}

const ENDPOINTS: Endpoints = { turns: /\/(?:chat\/completions|responses(?:\/input_tokens)?)$/ }

// Before version 7.11, `withOptions` forgets them.
function azureOptionsOf({ apiVersion, deploymentName: deployment }: Inner): object {
  return apiVersion === undefined ? {} : { apiVersion, deployment }
}

/** A request that was signed over its body (AWS SigV4, of `openai/providers/bedrock/aws`) is signed for the body that it has now. */
async function signedAgain(
  { _provider: provider }: Inner,
  url: string,
  init?: RequestInit,
): Promise<RequestInit | undefined> {
  const headers = new Headers(init?.headers)
  if (headers.get('authorization')?.startsWith('AWS4-') !== true) return init
  headers.delete('authorization')
  const request = { ...init, headers }
  await provider?.prepareRequest?.(request, { url, options: {} })
  return request
}
