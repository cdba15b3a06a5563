import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { Readable } from 'node:stream'

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
    requestHandler: { handle: fetched },
  })
}

/** The members of the SDK's requests that matter here. */
interface SignedRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

async function fetched({ method, protocol, hostname, port, path, headers, body = '' }: SignedRequest) {
  const { host: _, 'content-length': __, ...sent } = headers
  const reply = await fetch(`${protocol}//${hostname}:${port}${path}`, { method, headers: sent, body })
  const stream = Readable.from(reply.body ?? [])
  return { response: { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body: stream } }
}
