import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime'
import { Readable } from 'node:stream'
import { same, type Upstream } from './agent-client.ts'

/**
 * The AWS SDK's client of a Bedrock that stands at an address on the loopback interface. It speaks HTTP/1.1 there, which its own handler
 * of requests does not, signs with keys that mean nothing, and tries everything once.
 */
export function bedrockClient(url: string): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: { handle: (request: SentRequest) => handled(fetch, request) },
  })
}

/** The same over a `fetch` that may change bodies: with an API key of Bedrock, by which nothing is signed. */
export function bedrockClientOver({ wrap = same, ...upstream }: Upstream): BedrockRuntimeClient {
  return wrap(new BedrockRuntimeClient(bedrockSettings(upstream)))
}

/** What such a client is made of, for libraries that make it themselves. */
export function bedrockSettings({ url, fetch, retries = 0 }: Upstream): BedrockRuntimeClientConfig {
  return {
    region: 'us-east-1',
    endpoint: url,
    token: { token: 'none' },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: retries + 1,
    requestHandler: {
      handle: (request: SentRequest, { abortSignal }: HandlerOptions = {}) => handled(fetch, request, abortSignal),
    },
  }
}

/** The members of the SDK's requests that matter here. */
interface SentRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

interface HandlerOptions {
  readonly abortSignal?: object
}

async function handled(
  send: Upstream['fetch'],
  { method, protocol, hostname, port, path, headers, body = '' }: SentRequest,
  signal?: object,
) {
  const { host: _, 'content-length': __, ...sent } = headers
  const url = `${protocol}//${hostname}:${port}${path}`
  const ends = signal instanceof AbortSignal ? { signal } : {}
  const reply = await send(url, { method, headers: sent, ...(method === 'GET' ? {} : { body }), ...ends })
  const stream = Readable.from(reply.body ?? [])
  return { response: { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body: stream } }
}
