import type * as aiSdk from '@headroom/ai-sdk'
import type * as mastraAdapter from '@headroom/ai-sdk/mastra'
import { Agent, type AgentExecutionOptions, type ToolsInput } from '@mastra/core/agent'
import type { MastraModelConfig } from '@mastra/core/llm'
import { Mastra } from '@mastra/core/mastra'
import { MockMemory } from '@mastra/core/memory'
import { createTool } from '@mastra/core/tools'
import type { UserModelMessage } from 'ai'
import { z } from 'zod'
import { modelOutputOf, PIXEL } from './ai-sdk-outputs.ts'
import { type Provider, PROVIDERS } from './ai-sdk-providers.ts'
import type { App, AskOptions, Conversation, Host, HostTool, Setup } from './host.ts'

/** The processor among an agent's input processors, and its tool among the agent's: over each provider. */
export const MASTRA_PROCESSOR_HOSTS: readonly Host<typeof mastraAdapter>[] = PROVIDERS.map((provider) => ({
  ...host(provider, 'headroomProcessor', 'visible'),
  adapter: '@headroom/ai-sdk/mastra',
  open(setup) {
    const processors = setup.adapters.map(({ headroomProcessor }) => headroomProcessor(setup.options))
    const tools = Object.assign({}, ...processors.map((processor) => processor.tools)) as ToolsInput
    return open(setup, { model: modelOf(provider, setup), tools, inputProcessors: processors })
  },
}))

const BINDS: ReadonlySet<string> = new Set(['anthropic messages', 'openai responses'])

/** The AI SDK's wrapped model as an agent's: retrieval out of sight. Over those whose reasoning is bound to what stood before it. */
export const MASTRA_MODEL_HOSTS: readonly Host<typeof aiSdk>[] = PROVIDERS.filter(({ format }) =>
  BINDS.has(format),
).map((provider) => ({
  ...host(provider, 'withHeadroom', 'hidden'),
  adapter: '@headroom/ai-sdk',
  open(setup) {
    const wrap = (inner: ReturnType<Provider['model']>, { withHeadroom }: typeof aiSdk): typeof inner =>
      withHeadroom(inner, setup.options)
    const model = setup.adapters.reduce(wrap, provider.model(setup.url)) as unknown as MastraModelConfig
    return open(setup, { model, tools: {} })
  },
}))

function host({ name, format, list }: Provider, way: string, retrieval: Host['retrieval']) {
  return {
    name: `mastra, ${way} over ${name}`,
    format,
    list,
    retrieval,
    modes: ['generate', 'stream'],
    outputs: {
      text: (text: string) => text,
      JSON: (text: string) => ({ service: 'cart', log: text }),
      'a list of parts': (text: string) => ({ type: 'content', value: [{ type: 'text', text }] }),
    },
    oddOutputs: {
      undefined: () => undefined,
      'a circular value': () => {
        const circular: Record<string, unknown> = { name: 'circular' }
        return Object.assign(circular, { self: circular })
      },
      'images only': () => ({ type: 'content', value: [{ type: 'image-data', data: PIXEL, mediaType: 'image/png' }] }),
    },
    exceptions: {},
  } as const satisfies Partial<Host>
}

// Mastra's own copy of the model's type is older than the provider package's.
function modelOf({ model }: Provider, { url }: Setup): MastraModelConfig {
  return model(url) as unknown as MastraModelConfig
}

/** What an agent is made of beside what every one is. */
type Parts = Pick<ConstructorParameters<typeof Agent>[0], 'model' | 'inputProcessors'> & { readonly tools: ToolsInput }

function open<Adapter>({ tools, system, retries }: Setup<Adapter>, parts: Parts): App {
  const memory = new MockMemory({ options: { lastMessages: 1000 } })
  const own = Object.fromEntries(tools.map((tool) => [tool.name, toolOf(tool)]))
  const agent = new Agent({
    id: 'on-call',
    name: 'on call',
    instructions: system,
    ...parts,
    tools: { ...own, ...parts.tools },
    maxRetries: retries,
    memory,
  })
  // Alone, an agent would write its errors to the console.
  const mastra = new Mastra({ agents: { agent }, logger: false })
  let threads = 0
  return { converse: () => conversation(mastra.getAgent('agent'), memory, `thread-${++threads}`) }
}

function toolOf({ name, description, execute }: HostTool): ToolsInput[string] {
  return createTool({
    id: name,
    description,
    inputSchema: z.object({ service: z.string() }),
    execute: (input) => Promise.resolve(execute(input)),
    toModelOutput: modelOutputOf,
  })
}

function conversation(agent: Agent, memory: MockMemory, thread: string): Conversation {
  const resource = 'user'
  return {
    async ask(question, { mode, signal, ...options }) {
      const settings = { maxSteps: 12, memory: { thread, resource }, ...(signal && { abortSignal: signal }) }
      const message = userMessage(question, options)
      const output = await (mode === 'generate'
        ? agent.generate(message, settings)
        : streamed(agent, message, settings))
      const { inputTokens = 0, outputTokens = 0 } = output.totalUsage
      const { messages } = await memory.recall({ threadId: thread, resourceId: resource, perPage: false })
      return { text: output.text, history: messages, usage: { inputTokens, outputTokens } }
    },
  }
}

async function streamed(agent: Agent, message: UserModelMessage, settings: AgentExecutionOptions) {
  const output = await agent.stream(message, settings)
  const pieces = await Array.fromAsync(output.textStream)
  if (output.error !== undefined) throw output.error
  return { text: pieces.join(''), totalUsage: await output.totalUsage }
}

function userMessage(text: string, { withParts = false }: Omit<AskOptions, 'mode'>): UserModelMessage {
  const parts = [
    { type: 'image', image: PIXEL, mediaType: 'image/png' },
    { type: 'file', data: 'JVBERi0xLjQK', mediaType: 'application/pdf', filename: 'a.pdf' },
  ] as const
  return { role: 'user', content: [{ type: 'text', text }, ...(withParts ? parts : [])] }
}
