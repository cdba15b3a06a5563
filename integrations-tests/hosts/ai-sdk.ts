import type { LanguageModelV4 } from '@ai-sdk/provider'
import type * as adapter from '@headroom/ai-sdk'
import {
  generateText,
  isStepCount,
  type JSONSchema7,
  jsonSchema,
  type ModelMessage,
  streamText,
  type ToolSet,
} from 'ai'
import { SCHEMA } from '../clients/agent-client.ts'
import { modelOutputOf, ODD_OUTPUTS, OUTPUTS, PIXEL } from './ai-sdk-outputs.ts'
import { type Provider, PROVIDERS } from './ai-sdk-providers.ts'
import type { Answer, App, AskOptions, Conversation, Host, HostTool, Setup } from './host.ts'

type Adapter = typeof adapter

/** ai 7: the model wrapped, and the model wrapped beside the tool among the user's own. */
export const AI_SDK_HOSTS: readonly Host<Adapter>[] = [
  ...PROVIDERS.map((provider) => host(provider, 'hidden')),
  ...PROVIDERS.map((provider) => host(provider, 'visible')),
]

function host(provider: Provider, retrieval: Host['retrieval']): Host<Adapter> {
  const { name, format, list } = provider
  return {
    name: `ai 7, ${retrieval === 'hidden' ? 'withHeadroom' : 'headroomTools'} over ${name}`,
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
  const model = adapters.reduce<LanguageModelV4>(
    (inner, { withHeadroom }) => withHeadroom(inner, { ...options, retrieve }),
    provider.model(url),
  )
  const retrieveTools = adapters.map(({ headroomTools }) => headroomTools(options))
  const isVisible = retrieve === 'visible' && options.enabled !== false
  const settings = {
    model,
    instructions: system,
    tools: Object.assign(toolsOf(tools), ...(isVisible ? retrieveTools : [])) as ToolSet,
    stopWhen: isStepCount(12),
    maxRetries: retries,
  }
  return { converse: () => conversation(settings) }
}

function toolsOf(tools: readonly HostTool[]): ToolSet {
  const inputSchema = jsonSchema(SCHEMA as JSONSchema7)
  const toModelOutput = ({ output }: { readonly output: unknown }): unknown => modelOutputOf(output)
  const entries = tools.map(({ name, ...own }) => [name, { ...own, inputSchema, toModelOutput }])
  return Object.fromEntries(entries) as ToolSet
}

/** What is the same in every request. */
interface Settings {
  readonly model: LanguageModelV4
  readonly instructions: string
  readonly tools: ToolSet
  readonly stopWhen: ReturnType<typeof isStepCount>
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
    said: await result.responseMessages,
  }
}
