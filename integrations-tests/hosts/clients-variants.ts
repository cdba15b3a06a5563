import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import type { Fetch } from '@headroom/core'
import { createHash } from 'node:crypto'
import { AzureOpenAI } from 'openai'
import { bedrockSettings } from '../clients/bedrock-client.ts'
import { type Adapter, CHAT, CONTENTS, CONVERSE, hostOf, MESSAGES } from './clients.ts'
import type { Host, Setup } from './host.ts'
import { http2Front } from './http2-front.ts'

type Settings = Pick<Setup<Adapter>, 'url' | 'retries'>

/** A client of Azure. */
export function azureAt({ url, retries }: Settings): AzureOpenAI {
  const atOpenAI: Fetch = (input, init) =>
    fetch(String(input).replace(/\/openai\/deployments\/d(.*)\?.*/, '/v1$1'), init)
  return new AzureOpenAI({
    endpoint: url,
    apiKey: 'none',
    apiVersion: '2026-10-01',
    deployment: 'd',
    maxRetries: retries,
    fetch: atOpenAI,
  })
}

/** A client of Anthropic's models on Bedrock, which signs what it sends. */
function anthropicOnBedrock({ url, retries }: Settings): AnthropicBedrock {
  const keys = { awsAccessKey: 'none', awsSecretKey: 'none', awsRegion: 'us-east-1' }
  return new AnthropicBedrock({ ...keys, baseURL: url, maxRetries: retries, fetch: signedFetch })
}

/** A client of Anthropic's models on Vertex AI. */
function anthropicOnVertex({ url, retries }: Settings): AnthropicVertex {
  const getRequestHeaders = async (): Promise<Headers> => new Headers({ authorization: 'Bearer none' })
  const authClient = { projectId: 'p', getRequestHeaders } as never
  return new AnthropicVertex({ region: 'l', projectId: 'p', authClient, baseURL: `${url}/v1`, maxRetries: retries })
}

/** A client of Google's models on Vertex AI. */
function googleOnVertex({ url, retries }: Settings): GoogleGenAI {
  const retryOptions = { attempts: retries + 1, initialDelay: 0.01 }
  const httpOptions = { baseUrl: url, ...(retries > 0 && { retryOptions }) }
  return new GoogleGenAI({ vertexai: true, apiKey: 'none', httpOptions })
}

const KEYS = { credentials: { accessKeyId: 'none', secretAccessKey: 'none' }, authSchemePreference: ['sigv4'] }

/** A client of Bedrock, which signs what it sends. */
function signingBedrock({ url, retries }: Settings): BedrockRuntimeClient {
  const { token: _, ...settings } = bedrockSettings({ url, retries, fetch: signedFetch })
  return new BedrockRuntimeClient({ ...settings, ...KEYS })
}

/** The same with nothing but keys: it speaks HTTP/2. */
function plainBedrock({ url, retries }: Settings): BedrockRuntimeClient {
  const port = http2Front(url)
  const endpoint = async () => ({ protocol: 'http:', hostname: '127.0.0.1', port: await port, path: '/' })
  return new BedrockRuntimeClient({ ...KEYS, region: 'us-east-1', endpoint, maxAttempts: retries + 1 })
}

/** Sends what is signed for the very body that it has. */
const signedFetch: Fetch = (input, init) => {
  const { body } = init ?? {}
  const signed = new Headers(init?.headers).get('x-amz-content-sha256')
  const hash = createHash('sha256').update(body as string | Uint8Array)
  if (signed !== hash.digest('hex')) throw new Error('It is signed for another body.')
  return fetch(input, init)
}

/** Clients of other clouds, by the classes that the libraries have for them. */
export const VARIANTS: readonly Host<Adapter>[] = [
  hostOf({ ...CHAT, name: 'AzureOpenAI', client: azureAt }, 'hidden'),
  hostOf({ ...MESSAGES, name: 'AnthropicBedrock', client: anthropicOnBedrock }, 'hidden'),
  hostOf({ ...MESSAGES, name: 'AnthropicVertex', client: anthropicOnVertex }, 'hidden'),
  hostOf({ ...CONTENTS, name: 'GoogleGenAI on Vertex AI', client: googleOnVertex }, 'hidden'),
  hostOf({ ...CONVERSE, name: 'BedrockRuntimeClient, signing', client: signingBedrock }, 'hidden'),
  hostOf({ ...CONVERSE, name: 'BedrockRuntimeClient over HTTP/2', client: plainBedrock }, 'hidden'),
]
