import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { withHeadroom, type HeadroomOptions, type WrappedModel } from '@headroom/ai-sdk'
import { createMemoryStore } from '@headroom/core'
import { generateText, isStepCount, jsonSchema, type ModelMessage, streamText, tool, type ToolSet } from 'ai'
import { firstAndLast } from '../first-and-last.ts'
import type { Provider } from '../hosts/ai-sdk-providers.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'

/** Where a model is reached, and by what. */
export interface Upstream {
  /** Up to and including `/v1`. */
  readonly baseURL: string
  readonly apiKey?: string
  readonly fetch?: typeof fetch
}

/** The providers' own packages, each with the list of its requests that holds the conversation. */
export const HOSTS: readonly Host[] = [
  {
    name: 'anthropic',
    list: 'messages',
    model: (upstream) => createAnthropic(keyed(upstream))('claude-sonnet-5-5'),
  },
  { name: 'openai-chat', list: 'messages', model: (upstream) => createOpenAI(keyed(upstream)).chat('gpt-5.5') },
  { name: 'openai-responses', list: 'input', model: (upstream) => createOpenAI(keyed(upstream)).responses('gpt-5.5') },
]

/** A provider package. */
export interface Host {
  readonly name: string
  /** Member of a request body that holds the conversation. */
  readonly list: 'messages' | 'input'
  /** A model that is reached there. */
  model(upstream: Upstream): Parameters<typeof withHeadroom>[0]
}

function keyed({ apiKey = 'none', ...upstream }: Upstream): Upstream & { readonly apiKey: string } {
  return { ...upstream, apiKey }
}

/** What `query_logs` gives for a service: one line of many says why it fails. */
export function logOf(service: string): string {
  const lines = Array.from({ length: 150 }, (_, index) => `LOG ${service} ${index}: request served`)
  lines[97] = `LOG ${service} 97: ERROR the pool of ${service} is exhausted`
  return lines.join('\n')
}

const SERVICE = jsonSchema<{ readonly service: string }>({
  type: 'object',
  properties: { service: { type: 'string' } },
  required: ['service'],
})

/** The user's own tools. */
export const TOOLS: ToolSet = {
  query_logs: tool({ description: 'Gives a log.', inputSchema: SERVICE, execute: ({ service }) => logOf(service) }),
  read_metrics: tool({
    description: 'Gives figures.',
    inputSchema: SERVICE,
    execute: ({ service }) => ({ service, errors: 97, latencyMilliseconds: [1.5, 2, 30] }),
  }),
}

/** A model behind the middleware, its conversation in a memory store unless another is given. */
export function wrapped(host: Host, upstream: Upstream, options: HeadroomOptions = {}): WrappedModel {
  return withHeadroom(host.model(upstream), { compressors: [firstAndLast], store: createMemoryStore(), ...options })
}

/** A provider's model at a stand-in, wrapped. */
export function wrappedAt(provider: Provider, { url }: StandIn, options: HeadroomOptions = {}): WrappedModel {
  return withHeadroom(provider.model(url), { compressors: [firstAndLast], ...options })
}

/** How the AI SDK is asked. */
export const MODES = ['generate', 'stream'] as const

/** What came of one user turn. */
export interface Turn {
  /** What the model wrote, over all steps. */
  readonly text: string
  /** Names of the tools that the client saw called, step by step. */
  readonly calls: readonly (readonly string[])[]
  /** What the client adds to its history. */
  readonly messages: readonly ModelMessage[]
  /** Tokens that the client is told of, all steps. */
  readonly inputTokens: number
}

/** One user turn through the AI SDK's own tool loop. */
export async function ask(
  mode: (typeof MODES)[number],
  model: WrappedModel,
  messages: readonly ModelMessage[],
): Promise<Turn> {
  const settings = { model, tools: TOOLS, messages: [...messages], maxRetries: 0, stopWhen: isStepCount(8) }
  const result = mode === 'generate' ? await generateText(settings) : streamText({ ...settings, onError: () => {} })
  const [steps, usage] = [await result.steps, await result.totalUsage]
  return {
    text: steps.map(({ text }) => text).join(''),
    calls: steps.map(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName)),
    messages: await result.responseMessages,
    inputTokens: usage.inputTokens ?? 0,
  }
}
