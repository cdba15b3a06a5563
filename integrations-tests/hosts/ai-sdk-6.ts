import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type * as adapter from '@headroom/ai-sdk'
import {
  generateText,
  jsonSchema,
  type ModelMessage,
  stepCountIs,
  streamText,
  type ToolSet,
  wrapLanguageModel,
} from 'ai6'
import { SCHEMA } from '../clients/agent-client.ts'
import { modelOutputOf, ODD_OUTPUTS, OUTPUTS, PIXEL } from './ai-sdk-outputs.ts'
import { type Provider, PROVIDERS } from './ai-sdk-providers.ts'
import type { Answer, App, AskOptions, Conversation, Host, Setup } from './host.ts'

type Adapter = typeof adapter

/** ai 6, over the provider packages of ai 7, whose models it is shown as those of its own time. */
export const AI_SDK_6_HOSTS: readonly Host<Adapter>[] = [
  ...PROVIDERS.map((provider) => host(provider, 'hidden')),
  host(PROVIDERS[0], 'visible'),
]

function host(provider: Provider, retrieval: Host['retrieval']): Host<Adapter> {
  const { name, format, list } = provider
  return {
    name: `ai 6, ${retrieval === 'hidden' ? 'headroomMiddleware' : 'headroomTools'} over ${name}`,
    adapter: '@headroom/ai-sdk',
    format,
    list,
    retrieval,
    modes: ['generate', 'stream'],
    outputs: OUTPUTS,
    oddOutputs: ODD_OUTPUTS,
    exceptions: {},
    open: (setup) => open(setup, provider, retrieval),
  }
}

function open(setup: Setup<Adapter>, provider: Provider, retrieve: Host['retrieval']): App {
  const { adapters, options, tools, system, retries, url } = setup
  const middleware = adapters.map(({ headroomMiddleware }) => headroomMiddleware({ ...options, retrieve }))
  const retrieveTools = adapters.map(({ headroomTools }) => headroomTools(options))
  const isVisible = retrieve === 'visible' && options.enabled !== false
  const inputSchema = jsonSchema(SCHEMA as Parameters<typeof jsonSchema>[0])
  const toModelOutput = ({ output }: { readonly output: unknown }): unknown => modelOutputOf(output)
  const own = tools.map(({ name, ...others }) => [name, { ...others, inputSchema, toModelOutput }])
  const settings = {
    model: wrapLanguageModel({ model: asModelOf6(provider.model(url)), middleware }),
    system,
    tools: Object.assign(Object.fromEntries(own), ...(isVisible ? retrieveTools : [])) as ToolSet,
    stopWhen: stepCountIs(12),
    maxRetries: retries,
  }
  return { converse: () => conversation(settings) }
}

/** A model of ai 6. */
export type ModelOf6 = Parameters<typeof wrapLanguageModel>[0]['model']

/**
 * A model of ai 7's providers as ai 6 knows models: files are told in other words, custom parts are not known, all else that is used
 * here is the same.
 */
export function asModelOf6(model: LanguageModelV4): ModelOf6 {
  const asked = (options: { readonly prompt: unknown }): LanguageModelV4CallOptions => {
    const prompt = (options.prompt as readonly Message[]).map(messageOf7)
    return { ...options, prompt } as unknown as LanguageModelV4CallOptions
  }
  const { provider, modelId } = model
  return {
    specificationVersion: 'v3',
    provider,
    modelId,
    supportedUrls: {},
    doGenerate: async (options: { readonly prompt: unknown }) => model.doGenerate(asked(options)),
    doStream: async (options: { readonly prompt: unknown }) => {
      const reply = await model.doStream(asked(options))
      return { ...reply, stream: reply.stream.pipeThrough(withoutCustomParts()) }
    },
  } as unknown as ModelOf6
}

function withoutCustomParts(): TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart> {
  return new TransformStream({
    transform(part, controller) {
      if (part.type !== 'custom') controller.enqueue(part)
    },
  })
}

/** What is read of a prompt. */
interface Message {
  readonly content: string | readonly Part[]
}

/** A part of a message or of a tool's output. */
interface Part {
  readonly type: string
  readonly data?: unknown
  readonly output?: { readonly type: string; readonly value?: unknown }
}

function messageOf7(message: Message): Message {
  if (typeof message.content === 'string') return message
  return { ...message, content: message.content.map(partOf7) }
}

function partOf7(part: Part): Part {
  if (['file', 'file-data', 'image-data', 'media'].includes(part.type))
    return { ...part, type: 'file', data: { type: 'data', data: part.data } }
  if (part.output?.type !== 'content') return part
  return { ...part, output: { ...part.output, value: (part.output.value as readonly Part[]).map(partOf7) } }
}

/** What is the same in every request. */
interface Settings {
  readonly model: ModelOf6
  readonly system: string
  readonly tools: ToolSet
  readonly stopWhen: ReturnType<typeof stepCountIs>
  readonly maxRetries: number
}

function conversation(settings: Settings): Conversation {
  let history: readonly ModelMessage[] = []
  return {
    async ask(question, options) {
      const image = { type: 'file', mediaType: 'image/png', data: PIXEL } as const
      const content = options.withParts === true ? [{ type: 'text' as const, text: question }, image] : question
      const asked: ModelMessage[] = [...history, { role: 'user', content }]
      const { answer, said } = await ask(settings, asked, options)
      history = [...asked, ...said]
      return { ...answer, history }
    },
  }
}

/** What came of a turn, and what the history gains. */
interface Asked {
  readonly answer: Omit<Answer, 'history'>
  readonly said: readonly ModelMessage[]
}

async function ask(settings: Settings, messages: ModelMessage[], { mode, signal }: AskOptions): Promise<Asked> {
  const abort = signal === undefined ? {} : { abortSignal: signal }
  const errors: unknown[] = []
  const result =
    mode === 'generate'
      ? await generateText({ ...settings, messages, ...abort })
      : streamText({ ...settings, messages, ...abort, onError: ({ error }) => void errors.push(error) })
  if ('consumeStream' in result) await result.consumeStream()
  if (errors.length > 0) throw errors[0]
  signal?.throwIfAborted()
  const [steps, usage] = [await result.steps, await result.totalUsage]
  return {
    answer: {
      text: steps.map(({ text }) => text).join(''),
      usage: { inputTokens: usage.inputTokens ?? NaN, outputTokens: usage.outputTokens ?? NaN },
    },
    said: (await result.response).messages,
  }
}
